import type pg from 'pg';
import { z } from 'zod';
import {
  baselineBases,
  qualities,
  type Trouble,
  type TroubledLink,
  troubleEnds,
  troubleKinds,
  troubleSubjects,
} from '@/lib/domain/link/link-trouble';

/** Names a link for good: by the connection and the resource of the teller that names it, and its key there. */
export interface LinkIdentity {
  /** Null: of a declared link, whose id is `nativeId`. */
  connectionId: string | null;
  nativeId: string;
  key: string;
}

/** A trouble of a link. */
export interface LinkTrouble extends LinkIdentity, Trouble {
  /** Null until it was written. */
  id: string | null;
  /** The link as it was known when this was last written; null: before that was kept. */
  link: TroubledLink | null;
}

const moment = z.coerce.date().nullable().default(null);
/** A sign as `link_trouble.signs` has it. */
export const signSchema = z.object({
  quality: z.enum(qualities),
  seen: z.number(),
  usual: z.number(),
  limit: z.number(),
  basis: z.enum(baselineBases),
  since: moment,
  worstAt: moment,
  until: moment,
});
const texts = z.array(z.string());
/** A link as `link_trouble.link` has it. */
export const troubledLinkSchema = z.object({
  name: z.string(),
  ids: texts,
  ends: texts,
  sites: texts,
  within: z.object({ sites: texts, teams: texts }),
});
const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string().nullable(),
  nativeId: z.string(),
  key: z.string(),
  subject: z.enum(troubleSubjects),
  kind: z.enum(troubleKinds),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  falls: z.number(),
  cause: z.string().nullable(),
  signs: z.array(signSchema),
  endedBy: z.enum(troubleEnds).nullable(),
  link: troubledLinkSchema.nullable(),
});

const columns = `id, connection_id as "connectionId", native_id as "nativeId", key, subject, kind, opened_at as "openedAt",
  closed_at as "closedAt", falls, cause, signs, ended_by as "endedBy", link`;

/** The newest trouble of each link and subject that is open, or closed at or after `since`. */
export async function readLatestTroubles(pool: pg.Pool, since: Date): Promise<LinkTrouble[]> {
  const { rows } = await pool.query(
    `select distinct on (connection_id, native_id, key, subject) ${columns} from link_trouble
     where closed_at is null or closed_at >= $1
     order by connection_id, native_id, key, subject, opened_at desc`,
    [since],
  );
  return z.array(rowSchema).parse(rows);
}

/** Troubles of a subject that ended at or after `since`, of every link; those that go on are not among them. */
export async function readPastTroubles(
  pool: pg.Pool,
  subject: LinkTrouble['subject'],
  since: Date,
): Promise<LinkTrouble[]> {
  const { rows } = await pool.query(`select ${columns} from link_trouble where subject = $1 and closed_at >= $2`, [
    subject,
    since,
  ]);
  return z.array(rowSchema).parse(rows);
}

/** The newest troubles of some links that began at a time or before, by whichever of their identities they are kept. */
export async function readTroublesOf(
  pool: pg.Pool,
  identities: readonly LinkIdentity[],
  limit: number,
  before: Date | null = null,
): Promise<LinkTrouble[]> {
  const { rows } = await pool.query(
    `select ${columns} from link_trouble t
     where exists (select from unnest($1::uuid[], $2::text[], $3::text[]) wanted(c, n, k)
       where t.native_id = n and t.key = k and t.connection_id is not distinct from c)
       and native_id = any($2::text[]) and ($5::timestamptz is null or opened_at <= $5)
     order by opened_at desc, id limit $4`,
    [
      identities.map(({ connectionId }) => connectionId),
      identities.map(({ nativeId }) => nativeId),
      identities.map(({ key }) => key),
      limit,
      before,
    ],
  );
  return z.array(rowSchema).parse(rows);
}

/** Writes troubles that are new, and what changed of those that have an id. */
export async function writeTroubles(client: pg.ClientBase, troubles: readonly LinkTrouble[]): Promise<void> {
  const of = <T>(value: (trouble: LinkTrouble) => T) => troubles.map(value);
  await client.query(
    `insert into link_trouble (id, connection_id, native_id, key, subject, kind, opened_at, closed_at, falls, cause, signs,
       ended_by, link)
     select coalesce(id, uuidv7()), connection_id, native_id, key, subject, kind, opened_at, closed_at, falls, cause,
       signs::jsonb, ended_by, link::jsonb
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
       $9::int[], $10::text[], $11::text[], $12::text[], $13::text[])
       told(id, connection_id, native_id, key, subject, kind, opened_at, closed_at, falls, cause, signs, ended_by, link)
     on conflict (id) do update set kind = excluded.kind, opened_at = excluded.opened_at, closed_at = excluded.closed_at,
       falls = excluded.falls, cause = excluded.cause, signs = excluded.signs, ended_by = excluded.ended_by,
       link = coalesce(excluded.link, link_trouble.link)`,
    [
      of(({ id }) => id),
      of(({ connectionId }) => connectionId),
      of(({ nativeId }) => nativeId),
      of(({ key }) => key),
      of(({ subject }) => subject),
      of(({ kind }) => kind),
      of(({ openedAt }) => openedAt),
      of(({ closedAt }) => closedAt),
      of(({ falls }) => falls),
      of(({ cause }) => cause),
      of(({ signs }) => JSON.stringify(signs)),
      of(({ endedBy }) => endedBy),
      of(({ link }) => link && JSON.stringify(link)),
    ],
  );
}
