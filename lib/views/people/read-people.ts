import { z } from 'zod';
import { requireEverywhere } from '@/lib/access/authorise';
import { holdsSql } from '@/lib/access/grants/held-grants';
import { toScope } from '@/lib/access/grants/stored-scope';
import { type People, type Person, roleBindingSchema } from '@/lib/api/contracts/people';
import { Refusal } from '@/lib/domain/refusal';
import type { ViewContext } from '@/lib/views/view-context';
import { toInvitation } from './to-invitation';

const rowSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  disabled: z.boolean(),
  created_at: z.date(),
  last_seen_at: z.date().nullable(),
  sessions: z.number(),
  bindings: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      scopeKind: z.string(),
      scopeValue: z.string().nullable(),
      managedBy: z.string(),
      group: z.string().nullable(),
    }),
  ),
});

const peopleSql = (where: string) => `
  SELECT p.id, p.email, p.name, p.disabled_at IS NOT NULL AS disabled, p.created_at, p.last_seen_at,
    (SELECT count(*)::int FROM session s WHERE s.person_id = p.id AND s.expires_at > $1) AS sessions,
    (SELECT coalesce(json_agg(json_build_object('id', b.id, 'role', b.role, 'scopeKind', b.scope_kind,
        'scopeValue', b.scope_value, 'managedBy', b.managed_by, 'group', b."group") ORDER BY b.role, b.id), '[]'::json)
     FROM role_binding b WHERE ${holdsSql}) AS bindings
  FROM person p ${where} ORDER BY p.email LIMIT 5000`;

const latestInvitations = 500;

/** Everyone who may sign in with what they hold, however they hold it, and the latest invitations. */
export async function readPeople({ actor, database, now }: ViewContext): Promise<People> {
  requireEverywhere(actor, 'people:read');
  const [{ rows }, invitations] = await Promise.all([
    database.pool.query(peopleSql(''), [now]),
    database.prisma.invitation.findMany({ orderBy: { createdAt: 'desc' }, take: latestInvitations }),
  ]);
  return {
    items: rows.map((row) => toPerson(rowSchema.parse(row))),
    invitations: invitations.map((invitation) => toInvitation(invitation, now)),
  };
}

/** One person with what they hold. Throws a `not-found` Refusal. */
export async function readPerson({ actor, database, now }: ViewContext, id: string): Promise<Person> {
  requireEverywhere(actor, 'people:read');
  const { rows } = await database.pool.query(peopleSql('WHERE p.id = $2'), [now, id]);
  if (rows.length === 0) throw new Refusal('not-found', 'There is no such person.');
  return toPerson(rowSchema.parse(rows[0]));
}

function toPerson(row: z.infer<typeof rowSchema>): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    disabled: row.disabled,
    bindings: row.bindings.flatMap((binding) => {
      const origin = binding.managedBy === 'file' ? 'file' : binding.group === null ? 'person' : 'group';
      // A role or scope this version does not know grants nothing, and is not shown as if it did.
      const parsed = roleBindingSchema.safeParse({ ...binding, scope: toScope(binding), origin });
      return parsed.success ? [parsed.data] : [];
    }),
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    activeSessions: row.sessions,
  };
}
