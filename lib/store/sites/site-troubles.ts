import type pg from 'pg';
import { z } from 'zod';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses, type SiteTrouble } from '@/lib/domain/site/site-trouble';

/** As long as the stretches of sites. */
const keptMs = 396 * 24 * 3_600_000;

/** A trouble that was written. */
export interface StoredSiteTrouble extends SiteTrouble {
  id: string;
}
const rowSchema = z.object({
  id: z.string(),
  site: z.string(),
  part: z.enum(siteParts),
  status: z.enum(fallenStatuses),
  statusSince: z.date(),
  reason: z.string().nullable(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
});
const columns = `id, site, part, status, status_since as "statusSince", reason, opened_at as "openedAt", closed_at as "closedAt"`;

/** Troubles that are open or were over since then; of each part the latest. */
export async function readNearTroubles(pool: pg.Pool, overSince: Date): Promise<StoredSiteTrouble[]> {
  const { rows } = await pool.query(
    `select distinct on (site, part) ${columns} from site_trouble where closed_at is null or closed_at > $1
     order by site, part, closed_at desc nulls first`,
    [overSince],
  );
  return z.array(rowSchema).parse(rows);
}

/** Troubles that came to how they stand since `since` and are open, and those that were over between `since` and `overBefore`. */
export async function readTellableSiteTroubles(
  pool: pg.Pool,
  sites: readonly string[],
  { since, overBefore }: { since: Date; overBefore: Date },
): Promise<StoredSiteTrouble[]> {
  const { rows } = await pool.query(
    `select ${columns} from site_trouble where site = any($1)
     and ((closed_at is null and status_since >= $2) or (closed_at >= $2 and closed_at <= $3))`,
    [sites, since, overBefore],
  );
  return z.array(rowSchema).parse(rows);
}

/** One trouble; null: there is none. */
export async function readSiteTrouble(pool: pg.Pool, id: string): Promise<StoredSiteTrouble | null> {
  const { rows } = await pool.query(`select ${columns} from site_trouble where id = $1`, [id]);
  return z.array(rowSchema).parse(rows)[0] ?? null;
}

/** Changes those that have an id, and begins the others. */
export async function writeSiteTroubles(client: pg.ClientBase, troubles: readonly SiteTrouble[]): Promise<void> {
  const of = <T>(value: (trouble: SiteTrouble) => T) => troubles.map(value);
  await client.query(
    `insert into site_trouble (id, site, part, status, status_since, reason, opened_at, closed_at)
     select coalesce(id, uuidv7()), site, part, status, status_since, reason, opened_at, closed_at
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[],
       $8::timestamptz[]) told(id, site, part, status, status_since, reason, opened_at, closed_at)
     on conflict (id) do update set status = excluded.status, status_since = excluded.status_since,
       reason = excluded.reason, closed_at = excluded.closed_at`,
    [
      of(({ id }) => id),
      of(({ site }) => site),
      of(({ part }) => part),
      of(({ status }) => status),
      of(({ statusSince }) => statusSince),
      of(({ reason }) => reason),
      of(({ openedAt }) => openedAt),
      of(({ closedAt }) => closedAt),
    ],
  );
}

/** Removes troubles that were over more than 396 days before. */
export async function pruneSiteTroubles(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query('delete from site_trouble where closed_at < $1', [new Date(now.getTime() - keptMs)]);
}
