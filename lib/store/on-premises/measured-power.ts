import type pg from 'pg';
import { z } from 'zod';
import type { Day } from '@/lib/domain/cost/rate-card';

const rowSchema = z.object({
  day: z.string(),
  node: z.string(),
  site: z.string(),
  name: z.string(),
  nativeId: z.string(),
  provider: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  machineType: z.string().nullable(),
  gpuModel: z.string().nullable(),
  gpuCount: z.number(),
});

/** A node with accelerators on a day on which it was listed. */
export type UnmeasuredNode = z.infer<typeof rowSchema>;

/** What the accelerators of a node drew over a day. */
interface MeasuredPower {
  /** The mean of all of them together, in thousandths of a watt. */
  milliwatts: bigint;
  /** Hours of accelerators in which they were measured. */
  hours: number;
}

/** Days after whose end what was measured late still counts. */
const measuredWithinDays = 7;

/**
 * Nodes of sites on days that ended whose power was not looked for yet, or may have been measured more fully since: within
 * `measuredWithinDays`, whenever twice as long has passed since the day's end as had at the last look, unless every device was
 * measured in every hour. Of each site from a day on; of all of them the first `days` on which there are any.
 */
export async function readUnmeasured(
  pool: pg.Pool,
  sites: readonly { site: string; from: Day }[],
  { to, now, days }: { to: Day; now: Date; days: number },
): Promise<UnmeasuredNode[]> {
  const { rows } = await pool.query(
    `WITH unmeasured AS (
       SELECT d.*, dense_rank() OVER (ORDER BY d.day) AS place
       FROM cost_node_day d JOIN unnest($1::text[], $2::date[]) AS asked(site, first_day) ON asked.site = d.site
       WHERE d.day BETWEEN first_day AND $3 AND gpu_count > 0 AND (power_read_at IS NULL OR (
         (gpu_power_hours IS NULL OR gpu_power_hours < gpu_count * 24)
         AND d.day >= ($4::timestamptz AT TIME ZONE 'UTC')::date - $5::int
         AND $4 - (d.day + 1)::timestamp AT TIME ZONE 'UTC'
           >= 2 * (power_read_at - (d.day + 1)::timestamp AT TIME ZONE 'UTC'))))
     SELECT to_char(day, 'YYYY-MM-DD') AS day, node, site, name, native_id AS "nativeId", provider, team, owner,
       machine_type AS "machineType", gpu_model AS "gpuModel", gpu_count AS "gpuCount"
     FROM unmeasured WHERE place <= $6 ORDER BY unmeasured.day, node`,
    [sites.map(({ site }) => site), sites.map(({ from }) => from), to, now, measuredWithinDays, days],
  );
  return rowSchema.array().parse(rows);
}

/**
 * Notes what the accelerators of nodes drew on a day, in place of what was measured less fully before; null: not measured well
 * enough now, and what was measured before stays.
 */
export async function writeMeasuredPower(
  pool: pg.Pool,
  day: Day,
  measured: readonly { node: string; power: MeasuredPower | null }[],
  now: Date,
): Promise<void> {
  await pool.query(
    `UPDATE cost_node_day AS known SET power_read_at = $5,
       gpu_milliwatts = CASE WHEN told.is_fuller THEN told.milliwatts ELSE known.gpu_milliwatts END,
       gpu_power_hours = CASE WHEN told.is_fuller THEN told.hours ELSE known.gpu_power_hours END,
       changed_at = CASE WHEN told.is_fuller THEN $5 ELSE known.changed_at END
     FROM (
       SELECT d.node, milliwatts, hours, coalesce(hours > coalesce(d.gpu_power_hours, 0), false) AS is_fuller
       FROM unnest($2::text[], $3::bigint[], $4::int[]) AS measured(node, milliwatts, hours)
         JOIN cost_node_day d ON d.day = $1 AND d.node = measured.node) AS told
     WHERE known.day = $1 AND known.node = told.node`,
    [
      day,
      measured.map(({ node }) => node),
      measured.map(({ power }) => power?.milliwatts.toString() ?? null),
      measured.map(({ power }) => power?.hours ?? null),
      now,
    ],
  );
}
