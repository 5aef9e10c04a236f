import { z } from 'zod';
import { type RoleGrant, roles } from '@/lib/domain/access';
import { toScope } from './stored-scope';

/**
 * SQL of what makes a binding `b` one that a person `p` holds: bound to the person, to their verified e-mail address, or to
 * a group named at their last sign-in. An address nobody verified binds nothing.
 */
export const holdsSql = `(b.person_id = p.id
  OR (p.email_verified IS NOT NULL AND lower(b.email) = p.email)
  OR b."group" IN (SELECT g."group" FROM person_group g WHERE g.person_id = p.id))`;

/** SQL of everything a person `p` holds, as a JSON array. */
export const heldGrantsSql = `
  (SELECT coalesce(json_agg(json_build_object('role', b.role, 'scopeKind', b.scope_kind, 'scopeValue', b.scope_value)), '[]'::json)
   FROM role_binding b WHERE ${holdsSql})`;

const storedGrantSchema = z.object({ role: z.enum(roles), scopeKind: z.string(), scopeValue: z.string().nullable() });

/** The grants in what `heldGrantsSql` returned. One this version cannot read grants nothing. */
export function toHeldGrants(stored: unknown): RoleGrant[] {
  return z
    .array(z.unknown())
    .parse(stored)
    .flatMap((grant) => {
      const parsed = storedGrantSchema.safeParse(grant);
      const scope = parsed.success ? toScope(parsed.data) : null;
      return parsed.success && scope !== null ? [{ role: parsed.data.role, scope }] : [];
    });
}
