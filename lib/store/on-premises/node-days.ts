import type pg from 'pg';
import { z } from 'zod';
import type { Day } from '@/lib/domain/cost/rate-card';

/** A row of `namedColumns` with its day and its accelerators. */
export const nodeDaySchema = z.object({
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
  gpuCount: z.number().nullable(),
  gpuMilliwatts: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : BigInt(text))),
});

/** A node on a day on which it was listed, or `isAssumed`: on one on which nobody could read whether it was there. */
export type NodeDay = z.infer<typeof nodeDaySchema> & { isAssumed?: true };

/** What a node of `cost_node_day d` is called, and whose it is. */
export const namedColumns = `d.node, d.site, d.name, d.native_id AS "nativeId", d.provider, d.team, d.owner,
  d.machine_type AS "machineType"`;
const named = `to_char(d.day, 'YYYY-MM-DD') AS day, ${namedColumns}`;
const columns = `${named}, d.gpu_model AS "gpuModel", d.gpu_count AS "gpuCount", d.gpu_milliwatts::text AS "gpuMilliwatts"`;

/** The nodes of a site on the days of a stretch, both included, and those of `others`, by identifier, wherever they were listed. */
export async function readNodeDays(
  pool: pg.Pool,
  { site, from, to, others }: { site: string; from: Day; to: Day; others: readonly string[] },
): Promise<NodeDay[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_node_day d
     WHERE d.day BETWEEN $2 AND $3 AND (d.site = $1 OR d.node = ANY($4)
       OR d.node IN (SELECT node FROM cost_node_day WHERE site = $1 AND day BETWEEN $2 AND $3))
     ORDER BY d.day, d.node`,
    [site, from, to, others],
  );
  return nodeDaySchema.array().parse(rows);
}

/**
 * The nodes listed before a day of which the last listing was at one of the sites, null: at any, as they were then, with the
 * accelerators counted in them last where there were any. In order of days.
 */
export async function readEarlierNodes(
  pool: pg.Pool,
  sites: readonly string[] | null,
  before: Day,
): Promise<NodeDay[]> {
  const { rows } = await pool.query(
    `WITH last AS (
       SELECT node, max(day) AS day, max(day) FILTER (WHERE gpu_count > 0) AS counted_on
       FROM cost_node_day WHERE day < $2 GROUP BY node)
     SELECT ${named}, coalesce(counted.gpu_model, d.gpu_model) AS "gpuModel",
       coalesce(counted.gpu_count, d.gpu_count) AS "gpuCount", NULL AS "gpuMilliwatts"
     FROM last JOIN cost_node_day d ON d.day = last.day AND d.node = last.node
       LEFT JOIN cost_node_day counted ON counted.day = last.counted_on AND counted.node = last.node
     WHERE $1::text[] IS NULL OR d.site = ANY($1)
     ORDER BY d.day, d.node`,
    [sites, before],
  );
  return nodeDaySchema.array().parse(rows);
}

const firstDaySchema = z.object({ node: z.string(), day: z.string() });

/** By identifier the first day, up to one, on which a node was listed at a site. */
export async function readFirstDays(pool: pg.Pool, site: string, to: Day): Promise<Map<string, Day>> {
  const { rows } = await pool.query(
    `SELECT node, to_char(min(day), 'YYYY-MM-DD') AS day FROM cost_node_day WHERE site = $1 AND day <= $2 GROUP BY node`,
    [site, to],
  );
  return new Map(
    firstDaySchema
      .array()
      .parse(rows)
      .map(({ node, day }) => [node, day]),
  );
}

const monthSchema = z.object({ month: z.string(), days: z.number(), changedAt: z.date() });

/** What tells a month's nodes from what they were before. */
export type NodeMonth = z.infer<typeof monthSchema>;

/** The months in which nodes of a site were listed up to a day, in order: how many days of nodes, and when they changed last. */
export async function readNodeMonths(pool: pg.Pool, site: string, to: Day): Promise<NodeMonth[]> {
  const { rows } = await pool.query(
    `SELECT to_char(day, 'YYYY-MM') AS month, count(*)::int AS days, max(changed_at) AS "changedAt"
     FROM cost_node_day WHERE site = $1 AND day <= $2 GROUP BY 1 ORDER BY 1`,
    [site, to],
  );
  return monthSchema.array().parse(rows);
}

/** Of nodes by identifier those listed on a day, wherever they were. */
export async function readListings(pool: pg.Pool, day: Day, nodes: readonly string[]): Promise<NodeDay[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_node_day d WHERE d.day = $1 AND d.node = ANY($2) ORDER BY d.node`,
    [day, nodes],
  );
  return nodeDaySchema.array().parse(rows);
}

/**
 * The nodes of sites on the last day before today on which any was noted, else on today; null sites: of all. Null: none was
 * ever noted.
 */
export async function readLatestNodes(
  pool: pg.Pool,
  sites: readonly string[] | null,
  today: Day,
): Promise<{ day: Day; nodes: NodeDay[] } | null> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_node_day d
     WHERE d.day = (SELECT coalesce(max(day) FILTER (WHERE day < $2), max(day)) FROM cost_node_day
         WHERE $1::text[] IS NULL OR site = ANY($1))
       AND ($1::text[] IS NULL OR d.site = ANY($1))
     ORDER BY d.node`,
    [sites, today],
  );
  const nodes = nodeDaySchema.array().parse(rows);
  const [first] = nodes;
  return first === undefined ? null : { day: first.day, nodes };
}
