import type pg from 'pg';
import { z } from 'zod';
import { lostOutcomes } from '@/lib/domain/cost/gpu-run';
import type { GpuUseAccount } from '@/lib/domain/cost/gpu-use';
import { providerIds } from '@/lib/domain/provider';

/** Days, UTC, the first and the last included. */
export interface UseDays {
  from: string;
  to: string;
}

const daySumSchema = z.object({
  day: z.string(),
  connectionId: z.string(),
  provider: z.enum(providerIds),
  site: z.string().nullable(),
  team: z.string().nullable(),
  gpuModel: z.string(),
  notAllocatedMs: z.coerce.number(),
  idleMs: z.coerce.number(),
  lostMs: z.coerce.number(),
  usefulMs: z.coerce.number(),
  unknownMs: z.coerce.number(),
});

/** Whether what an attempt `r` worked is lost. */
export const isLostSql = `(r.outcome IN (${lostOutcomes.map((outcome) => `'${outcome}'`).join(', ')}) AND NOT r.is_service)`;

/**
 * The share of a day's busy time of a lost attempt that came after its last checkpoint, by the time it ran on that day: what
 * it did is known by the day. 1 where it reports no checkpoint.
 */
export const lostShareSql = `(CASE WHEN r.checkpoint_at IS NULL THEN 1 ELSE (
    WITH run AS (SELECT
      greatest(r.started_at, d.day::timestamp AT TIME ZONE 'UTC') AS began,
      least(coalesce(r.ended_at, 'infinity'), (d.day + 1)::timestamp AT TIME ZONE 'UTC') AS ended)
    SELECT CASE WHEN ended <= began THEN 0 ELSE
      extract(epoch FROM ended - least(ended, greatest(began, r.checkpoint_at))) / extract(epoch FROM ended - began) END
    FROM run) END)`;

/**
 * What became of listed devices on each of some days, by connection, site, team and GPU model, by what is known now: an
 * attempt that fails makes what it was busy with thrown away, on the days before as well. A day without accounts is not
 * there.
 */
export async function readGpuUse(pool: pg.Pool, { from, to }: UseDays): Promise<GpuUseAccount[]> {
  const { rows } = await pool.query(
    `WITH told AS (
       SELECT d.*, CASE WHEN ${isLostSql} THEN round(d.busy_ms * ${lostShareSql})::bigint ELSE 0 END AS lost_ms
       FROM gpu_use_day d LEFT JOIN gpu_run r ON r.id = d.run_id
       WHERE d.day BETWEEN $1::date AND $2::date)
     SELECT to_char(day, 'YYYY-MM-DD') AS day, connection_id AS "connectionId", provider, site, team,
       gpu_model AS "gpuModel", sum(not_allocated_ms) AS "notAllocatedMs", sum(idle_ms) AS "idleMs",
       sum(lost_ms) AS "lostMs", sum(busy_ms - lost_ms) AS "usefulMs", sum(unknown_ms) AS "unknownMs"
     FROM told GROUP BY day, connection_id, provider, site, team, gpu_model
     ORDER BY day, connection_id, provider, site, team, gpu_model`,
    [from, to],
  );
  return daySumSchema
    .array()
    .parse(rows)
    .map(({ notAllocatedMs, idleMs, lostMs, usefulMs, unknownMs, ...place }) => ({
      ...place,
      time: {
        'not-allocated': notAllocatedMs,
        idle: idleMs,
        'thrown-away': lostMs,
        useful: usefulMs,
        unknown: unknownMs,
      },
    }));
}

const coverageSchema = z.object({ day: z.string(), ms: z.coerce.number() });

/** How much of each day was accounted at all, in milliseconds; a day without any is not there. */
export async function readUseCoverage(pool: pg.Pool, { from, to }: UseDays): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query(
    `SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
       round(sum(extract(epoch FROM until - hour)) * 1000) AS ms
     FROM gpu_use_pass
     WHERE hour >= $1::date::timestamp AT TIME ZONE 'UTC' AND hour < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
     GROUP BY 1`,
    [from, to],
  );
  return new Map(
    coverageSchema
      .array()
      .parse(rows)
      .map(({ day, ms }) => [day, ms]),
  );
}

/** From which day on and until when hours are accounted; null: none are. */
export async function readAccountedSpan(pool: pg.Pool): Promise<{ from: string; until: Date } | null> {
  const { rows } = await pool.query(
    `SELECT to_char(min(hour) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "from", max(until) AS until FROM gpu_use_pass`,
  );
  const [row] = z.array(z.object({ from: z.string().nullable(), until: z.date().nullable() })).parse(rows);
  return row === undefined || row.from === null || row.until === null ? null : { from: row.from, until: row.until };
}
