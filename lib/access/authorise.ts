import { type Permission, type Reach, rolePermissions } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { Actor } from './actor';

/** What the actor may reach with a permission; null when it holds the permission nowhere. */
export function reachOf(actor: Actor, permission: Permission): Reach | null {
  if (actor.kind === 'probe-agent') return permission === 'probes:report' ? toOwnSite(actor) : null;
  if (actor.onlyPermissions && !actor.onlyPermissions.includes(permission)) return null;
  const scopes = actor.grants
    .filter((grant) => rolePermissions[grant.role].includes(permission))
    .map((grant) => grant.scope);
  if (scopes.length === 0) return null;
  if (scopes.some((scope) => scope.kind === 'all')) return { everything: true };
  const sites = scopes.flatMap((scope) => (scope.kind === 'site' ? [scope.site] : []));
  const teams = scopes.flatMap((scope) => (scope.kind === 'team' ? [scope.team] : []));
  return { everything: false, sites: [...new Set(sites)], teams: [...new Set(teams)] };
}

function toOwnSite({ site }: Actor): Reach | null {
  return site === undefined ? null : { everything: false, sites: [site], teams: [] };
}

/** The reach of a permission on scoped facts. Throws a `denied` Refusal when it is held nowhere. */
export function requirePermission(actor: Actor, permission: Permission): Reach {
  const reach = reachOf(actor, permission);
  if (reach === null) throw new Refusal('denied', `This needs the permission ${permission}, which you do not hold.`);
  return reach;
}

/** For what no site or team bounds (connections, people, activity): the permission must be held everywhere. */
export function requireEverywhere(actor: Actor, permission: Permission): void {
  const reach = requirePermission(actor, permission);
  if (!reach.everything)
    throw new Refusal('denied', `This needs the permission ${permission} over everything; you hold it for part.`);
}
