import type pg from 'pg';
import { cloudSchemes } from '@/lib/domain/machine-schemes';

/** What tells a part of the inventory from every other. */
export const toScopeSql = (connectionId: string, account: string, region: string) =>
  `concat_ws('/', ${connectionId}, ${account}, ${region})`;

/** Whether a node's machine stands at one's own place: it names none, one of one's own, or one that people declared to be. */
const isOwnSql = (machine: string) => `(${machine} IS NULL OR ${machine} LIKE 'kubernetes/%'
  OR split_part(${machine}, '/', 1) IN (SELECT scheme FROM cost_own_scheme))`;

/** The states of Slurm in which a node is only planned, or stands in a cloud, whose bill tells what it costs. */
const notThere = String.raw`(^|\+)(FUTURE|DYNAMIC_FUTURE|CLOUD)(\+|$)`;

/**
 * Notes for each node outside the clouds the day, UTC, on which the inventory listed it last. Nodes of Slurm, and of
 * Kubernetes where they name no machine of another place. What was counted in a node on a day stays the day's count when it is
 * told less, or not at all, later that day. A node that joined before its cloud was known has no days once it is, from the one on
 * which it was made; nor has one whose scheme was taken back while a worker noted it. Any number of workers may do it at once,
 * and as often as they like.
 */
export async function recordNodeDays(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `WITH listed AS (
       SELECT (coalesce(r.last_seen_at, s.last_read_at) AT TIME ZONE 'UTC')::date AS day,
         coalesce(r.machine, r.connection_id || '/' || r.native_id) AS node,
         ${toScopeSql('r.connection_id', 'r.account', 'r.scope_region')} AS scope, r.*
       FROM resource r
       LEFT JOIN inventory_scope s ON s.connection_id = r.connection_id AND s.account = r.account
         AND s.region = r.scope_region AND s.kind = r.kind
       WHERE r.kind = 'cluster-node' AND ${isOwnSql('r.machine')}
         AND (r.provider = 'kubernetes' OR r.provider = 'slurm' AND coalesce(r.native_status, '') !~ $2)),
     scoped AS (SELECT day, node, array_agg(DISTINCT scope) AS scopes FROM listed GROUP BY day, node)
     INSERT INTO cost_node_day AS known (day, node, site, name, native_id, provider, team, owner, machine_type, gpu_model,
       gpu_count, changed_at, scopes)
     SELECT DISTINCT ON (day, node) day, node, site, name, native_id, provider, team, owner, size, gpu_model, gpu_count, $1,
       scopes
     FROM listed JOIN scoped USING (day, node)
     WHERE day IS NOT NULL AND day >= ($1::timestamptz AT TIME ZONE 'UTC')::date - 2
     ORDER BY day, node, gpu_count DESC NULLS LAST, first_seen_at
     ON CONFLICT (day, node) DO UPDATE SET site = excluded.site, name = excluded.name, team = excluded.team,
       owner = excluded.owner, machine_type = excluded.machine_type,
       gpu_model = CASE WHEN excluded.gpu_count >= coalesce(known.gpu_count, 0) THEN excluded.gpu_model ELSE known.gpu_model END,
       gpu_count = greatest(known.gpu_count, excluded.gpu_count), changed_at = excluded.changed_at,
       scopes = ARRAY(SELECT DISTINCT unnest(known.scopes || excluded.scopes) ORDER BY 1)
     WHERE known.day = ($1::timestamptz AT TIME ZONE 'UTC')::date
       AND ((known.site, known.name, known.team, known.owner, known.machine_type)
           IS DISTINCT FROM (excluded.site, excluded.name, excluded.team, excluded.owner, excluded.machine_type)
         OR excluded.gpu_count > coalesce(known.gpu_count, -1) OR NOT known.scopes @> excluded.scopes
         OR (excluded.gpu_count = known.gpu_count AND excluded.gpu_model IS DISTINCT FROM known.gpu_model))`,
    [now, notThere],
  );
  await pool.query(
    `WITH clouded AS (
       SELECT DISTINCT d.node, (coalesce(r.created_at, r.first_seen_at) AT TIME ZONE 'UTC')::date AS since
       FROM cost_node_day d
       JOIN resource r ON r.native_id = d.native_id AND r.provider = d.provider
       LEFT JOIN resource_document document ON document.resource_id = r.id
       WHERE d.day >= ($1::timestamptz AT TIME ZONE 'UTC')::date - 2
         AND r.kind = 'cluster-node' AND r.gone_at IS NULL AND NOT ${isOwnSql('r.machine')}
         AND (d.node = r.machine OR d.node = r.connection_id || '/' || r.native_id
           OR d.node = coalesce('kubernetes/' || (document.raw #>> '{metadata,uid}'), d.node)))
     DELETE FROM cost_node_day d USING clouded WHERE d.node = clouded.node AND d.day >= clouded.since`,
    [now],
  );
}

/**
 * Notes for each part of the inventory that lists such nodes the day, UTC, on which it was last read whole, so that a node
 * nobody saw can be told from one that nobody looked for. As often as one likes.
 */
export async function recordScopeDays(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `INSERT INTO cost_scope_day (scope, day)
     SELECT ${toScopeSql('s.connection_id', 's.account', 's.region')}, (s.last_complete_at AT TIME ZONE 'UTC')::date
     FROM inventory_scope s
     WHERE s.kind = 'cluster-node' AND s.last_complete_at >= $1::timestamptz - interval '2 days'
     ON CONFLICT DO NOTHING`,
    [now],
  );
}

/** Nodes of Kubernetes of which it is not known whether they stand in a cloud. */
interface ForeignNodes {
  site: string;
  /** Before `://` of what they name as their machine. */
  scheme: string;
  nodes: number;
}

/** Nodes listed now that name a machine of a place that is neither a cloud we know nor one's own; null sites: of all. */
export async function readForeignNodes(pool: pg.Pool, sites: readonly string[] | null): Promise<ForeignNodes[]> {
  const { rows } = await pool.query<ForeignNodes>(
    `SELECT site, split_part(machine, '/', 1) AS scheme, count(DISTINCT machine)::int AS nodes
     FROM resource
     WHERE kind = 'cluster-node' AND provider = 'kubernetes' AND gone_at IS NULL AND machine IS NOT NULL
       AND split_part(machine, '/', 1) <> ALL($2) AND NOT ${isOwnSql('machine')} AND ($1::text[] IS NULL OR site = ANY($1))
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [sites, ['kubernetes', 'aws', 'google-cloud', 'azure', ...cloudSchemes]],
  );
  return rows;
}
