import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { isLostSql, lostShareSql, type UseDays } from './read-gpu-use';

/** Which attempts: those whose work was thrown away, or work that is no service and ended in the range. */
export type RunKind = 'lost' | 'ended';

/** What one attempt had on a day of devices of one kind in one place. */
export interface RunDay {
  runId: string;
  day: string;
  provider: ProviderId;
  site: string | null;
  gpuModel: string;
  /** Of lost attempts what was lost, else all that was accounted; milliseconds of one device. */
  ms: number;
}

const runDaySchema = z.object({
  runId: z.string(),
  day: z.string(),
  provider: z.enum(providerIds),
  site: z.string().nullable(),
  gpuModel: z.string(),
  ms: z.coerce.number(),
  runs: z.coerce.number(),
});

/** Of each dimension the values that are meant; the empty text stands for none. Null: any. */
export interface RunFilter {
  teams: readonly string[] | null;
  sites: readonly string[] | null;
  providers: readonly string[] | null;
  gpuModels: readonly string[] | null;
}

const isAmong = (column: string, parameter: string) =>
  `(${parameter}::text[] IS NULL OR coalesce(${column}, '') = ANY(${parameter}))`;

/** What the attempts that had most in a range had on each of its days, and how many attempts there are in all. */
export async function readRunUse(
  pool: pg.Pool,
  { from, to }: UseDays,
  kind: RunKind,
  { filter, reach, most }: { filter: RunFilter; reach: Reach; most: number },
): Promise<{ days: RunDay[]; runs: number }> {
  const ms = kind === 'lost' ? `round(d.busy_ms * ${lostShareSql})` : 'd.busy_ms + d.idle_ms + d.unknown_ms';
  const isMeant =
    kind === 'lost'
      ? isLostSql
      : `r.ended_at >= $1::date::timestamp AT TIME ZONE 'UTC' AND r.ended_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
         AND NOT r.is_service`;
  const { rows } = await pool.query(
    `WITH told AS (
       SELECT r.id, d.day, d.provider, d.site, d.gpu_model, sum(${ms}) AS ms
       FROM gpu_use_day d JOIN gpu_run r ON r.id = d.run_id
       WHERE d.day BETWEEN $1::date AND $2::date AND ${isMeant}
         AND ${isAmong('d.team', '$3')} AND ${isAmong('d.site', '$4')} AND ${isAmong('d.provider', '$5')}
         AND ${isAmong('d.gpu_model', '$6')} AND ($7 OR d.site = ANY($8) OR d.team = ANY($9))
       GROUP BY r.id, d.day, d.provider, d.site, d.gpu_model HAVING sum(${ms}) > 0),
     largest AS (
       SELECT id, count(*) OVER () AS runs FROM told GROUP BY id ORDER BY sum(ms) DESC, id LIMIT $10)
     SELECT id AS "runId", to_char(day, 'YYYY-MM-DD') AS day, provider, site, gpu_model AS "gpuModel", ms, runs
     FROM told JOIN largest USING (id) ORDER BY id, day, provider, site, gpu_model`,
    [
      from,
      to,
      filter.teams,
      filter.sites,
      filter.providers,
      filter.gpuModels,
      reach.everything,
      reach.everything ? [] : reach.sites,
      reach.everything ? [] : reach.teams,
      most,
    ],
  );
  const told = runDaySchema.array().parse(rows);
  return { days: told.map(({ runs: _, ...day }) => day), runs: told[0] === undefined ? 0 : told[0].runs };
}
