import { z } from 'zod';
import { type RoleGrant, roles } from '@/lib/domain/access';

/**
 * SQL of everything a person `p` holds, as a JSON array: bound to the person, to a verified e-mail address or to a group
 * named at the last sign-in. An address nobody verified binds nothing.
 */
export const heldGrantsSql = `
  (SELECT coalesce(json_agg(json_build_object('role', b.role, 'scopeKind', b.scope_kind, 'scopeValue', b.scope_value)), '[]'::json)
   FROM role_binding b
   WHERE b.person_id = p.id
      OR (p.email_verified IS NOT NULL AND lower(b.email) = p.email)
      OR b."group" IN (SELECT g."group" FROM person_group g WHERE g.person_id = p.id))`;

const storedGrantSchema = z
  .object({ role: z.enum(roles), scopeKind: z.enum(['all', 'site', 'team']), scopeValue: z.string().nullable() })
  .transform(({ role, scopeKind, scopeValue }, context): RoleGrant => {
    if (scopeKind === 'all') return { role, scope: { kind: 'all' } };
    if (scopeValue === null) {
      context.addIssue('a narrowed scope needs its value');
      return z.NEVER;
    }
    return {
      role,
      scope: scopeKind === 'site' ? { kind: 'site', site: scopeValue } : { kind: 'team', team: scopeValue },
    };
  });

/** The grants in what `heldGrantsSql` returned. One this version cannot read grants nothing. */
export function toHeldGrants(stored: unknown): RoleGrant[] {
  return z
    .array(z.unknown())
    .parse(stored)
    .flatMap((grant) => {
      const parsed = storedGrantSchema.safeParse(grant);
      return parsed.success ? [parsed.data] : [];
    });
}
