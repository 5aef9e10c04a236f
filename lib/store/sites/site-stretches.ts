import type pg from 'pg';
import { z } from 'zod';
import { type SiteStretch, type StretchKind, stretchKinds } from '@/lib/domain/site/site-stretch';

/** As long as the troubles of links. */
const keptMs = 396 * 24 * 3_600_000;

const rowSchema = z.object({
  id: z.string(),
  site: z.string(),
  kind: z.enum(stretchKinds),
  subject: z.string(),
  value: z.string(),
  detail: z.string().nullable(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
});
const columns = `id, site, kind, subject, value, detail, opened_at as "openedAt", closed_at as "closedAt"`;

/** Every stretch that goes on; of one site where it is given. */
export async function readOpenStretches(pool: pg.Pool, site: string | null = null): Promise<SiteStretch[]> {
  const { rows } = await pool.query(
    `select ${columns} from site_stretch where closed_at is null and ($1::text is null or site = $1)`,
    [site],
  );
  return z.array(rowSchema).parse(rows);
}

/** Stretches of health that go on or ended since then, of every site. */
export async function readHealthSince(pool: pg.Pool, since: Date): Promise<SiteStretch[]> {
  const { rows } = await pool.query(
    `select ${columns} from site_stretch where kind = 'health' and (closed_at is null or closed_at >= $1)`,
    [since],
  );
  return z.array(rowSchema).parse(rows);
}

/** A stretch with what was before it of the same subject; null: nothing is kept. */
export interface FollowingStretch extends SiteStretch {
  id: string;
  before: string | null;
}

/**
 * Stretches of a site and of some kinds that began at a time or before, the newest first. Those of good health are left out,
 * and the first version that was seen of something.
 */
export async function readStretches(
  pool: pg.Pool,
  site: string,
  { kinds, before, limit }: { kinds: readonly StretchKind[]; before: Date; limit: number },
): Promise<FollowingStretch[]> {
  const { rows } = await pool.query(
    `select * from (
       select ${columns}, (select value from site_stretch earlier where earlier.site = s.site and earlier.kind = s.kind
           and earlier.subject = s.subject and earlier.opened_at < s.opened_at order by earlier.opened_at desc limit 1) as before
       from site_stretch s
       where site = $1 and kind = any($2) and opened_at <= $3 and (kind <> 'health' or value <> 'healthy')) told
     where kind <> 'software' or before is not null
     order by "openedAt" desc, id desc limit $4`,
    [site, kinds, before, limit],
  );
  return z.array(rowSchema.extend({ before: z.string().nullable() })).parse(rows);
}

/** When the first stretch began that is kept of a site; null: none is. */
export async function readKeptSince(pool: pg.Pool, site: string): Promise<Date | null> {
  const { rows } = await pool.query<{ since: Date | null }>(
    'select min(opened_at) as since from site_stretch where site = $1',
    [site],
  );
  return rows[0]?.since ?? null;
}

/** Ends those that have an id, and begins the others. */
export async function writeStretches(client: pg.ClientBase, stretches: readonly SiteStretch[]): Promise<void> {
  const ended = stretches.filter(({ id }) => id !== null);
  await client.query(
    `update site_stretch s set closed_at = told.at from unnest($1::uuid[], $2::timestamptz[]) told(id, at)
     where s.id = told.id and s.closed_at is null`,
    [ended.map(({ id }) => id), ended.map(({ closedAt }) => closedAt)],
  );
  const begun = stretches.filter(({ id }) => id === null);
  const of = <T>(value: (stretch: SiteStretch) => T) => begun.map(value);
  await client.query(
    `insert into site_stretch (site, kind, subject, value, detail, opened_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      of(({ site }) => site),
      of(({ kind }) => kind),
      of(({ subject }) => subject),
      of(({ value }) => value),
      of(({ detail }) => detail),
      of(({ openedAt }) => openedAt),
    ],
  );
}

/** Removes stretches that ended more than 396 days before. */
export async function pruneStretches(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query('delete from site_stretch where closed_at < $1', [new Date(now.getTime() - keptMs)]);
}
