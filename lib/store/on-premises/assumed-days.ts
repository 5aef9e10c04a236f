import type pg from 'pg';
import { z } from 'zod';
import type { Day } from '@/lib/domain/cost/rate-card';
import { type NodeDay, namedColumns, nodeDaySchema } from './node-days';
import { toScopeSql } from './record-node-days';

/**
 * Days up to one on which nobody could read whether a node of a site was there: none of the parts of the inventory that listed
 * it last was read whole, from that listing to the next one of the node. Where the next whole read does not list it, it may have
 * gone on any of the days, and none is told. Of an outage that goes on the days so far are told, as long as the connection is
 * there. Each as the node was listed last, in order of days.
 */
export async function readAssumedDays(pool: pg.Pool, site: string, to: Day): Promise<NodeDay[]> {
  const { rows } = await pool.query(
    `WITH reads AS (SELECT scope, day, lead(day) OVER (PARTITION BY scope ORDER BY day) AS next FROM cost_scope_day),
     outage AS (
       SELECT scope, day AS before, next IS NULL AS goes_on, coalesce(next, $2::date + 1) AS after
       FROM reads
       WHERE day < $2 AND coalesce(next, $2::date + 1) > day + 1 AND (next IS NOT NULL OR EXISTS (
         SELECT FROM inventory_scope s
         WHERE s.kind = 'cluster-node' AND ${toScopeSql('s.connection_id', 's.account', 's.region')} = scope))),
     pause AS (
       SELECT d.*, coalesce(next.day, CASE WHEN outage.goes_on THEN outage.after END) AS until, next.day IS NULL AS is_open
       FROM outage
       JOIN cost_node_day d ON d.day BETWEEN outage.before AND outage.after - 1 AND outage.scope = ANY(d.scopes)
       LEFT JOIN LATERAL (
         SELECT min(later.day) AS day FROM cost_node_day later
         WHERE later.day > d.day AND later.day <= outage.after AND later.node = d.node) AS next ON true
       WHERE d.site = $1)
     SELECT DISTINCT ON (assumed.day, d.node) to_char(assumed.day, 'YYYY-MM-DD') AS day, ${namedColumns},
       d.gpu_model AS "gpuModel", d.gpu_count AS "gpuCount", NULL AS "gpuMilliwatts"
     FROM pause d CROSS JOIN LATERAL generate_series(d.day + 1, least(d.until - 1, $2), interval '1 day') AS assumed(day)
     WHERE NOT EXISTS (
       SELECT FROM cost_scope_day r
       WHERE r.scope = ANY(d.scopes) AND r.day > d.day AND (d.is_open OR r.day < d.until))
     ORDER BY assumed.day, d.node`,
    [site, to],
  );
  return z
    .array(nodeDaySchema)
    .parse(rows)
    .map((row) => ({ ...row, isAssumed: true }));
}
