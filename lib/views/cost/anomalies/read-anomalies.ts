import { z } from 'zod';
import { requirePermission } from '@/lib/access/authorise';
import {
  anomalyCauseSchema,
  type CostAnomalies,
  type CostAnomaliesQuery,
  type CostAnomaly,
  type CostAnomalyDetail,
  costAnomalySchema,
} from '@/lib/api/contracts/cost-anomalies';
import type { Reach } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import { anomalyColumns, anomalyRowSchema, openStates } from '@/lib/store/cost-anomalies/anomaly-row';
import { readAnomalyPass } from '@/lib/store/cost-anomalies/read-anomalies';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import type { ViewContext } from '@/lib/views/view-context';
import { readCostConnections, toCostSources } from '../cost-sources';
import { findVisibleOrigins } from '../visible-deliveries';

const rowSchema = anomalyRowSchema.extend({ cause: anomalyCauseSchema.nullable() });

/**
 * What a person may see of anomalies, as a condition of SQL with its two parameters: everything told by itself, or those of
 * the teams and sites within reach alone, for what others cost is not theirs to know.
 */
function toReachCondition(reach: Reach): { sql: string; values: [string[], string[]] } {
  if (reach.everything)
    return { sql: 'a.part_of IS NULL AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL', values: [[], []] };
  const sql = `((a.dimension = 'site' AND a.value = ANY($1)) OR (a.dimension = 'team' AND a.value = ANY($2)))`;
  return { sql, values: [reach.sites, reach.teams] };
}

/** A page of anomalies, those that ended last first. */
export async function readCostAnomalies(
  { actor, database, now }: ViewContext,
  { state, cursor, limit }: CostAnomaliesQuery,
): Promise<CostAnomalies> {
  const { pool } = database;
  const reach = requirePermission(actor, 'cost:read');
  const { sql, values } = toReachCondition(reach);
  const [toDay, id] = cursor === undefined ? [null, null] : fromCursor(cursor);
  const [{ rows }, pass] = await Promise.all([
    pool.query(
      `SELECT ${anomalyColumns}, a.cause FROM cost_anomaly a
       WHERE ${sql} AND ($3::text[] IS NULL OR a.state = ANY($3))
         AND ($4::date IS NULL OR (a.to_day, a.id) < ($4, $5::uuid))
       ORDER BY a.to_day DESC, a.id DESC LIMIT $6`,
      [...values, state === 'open' ? openStates : null, toDay, id, limit + 1],
    ),
    readAnomalyPass(pool),
  ]);
  const found = rowSchema.array().parse(rows);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    at: now.toISOString(),
    judged: pass === null ? null : await toJudged(database, pass, reach),
    items: page.map(toAnomaly),
    nextCursor: found.length > limit && last !== undefined ? toCursor(last) : null,
  };
}

/** What of all costs was not looked at is told to those who see them all; sources, as they were known at the pass. */
async function toJudged(
  database: Database,
  { at, fromDay, toDay, unwatched, leftOut }: NonNullable<Awaited<ReturnType<typeof readAnomalyPass>>>,
  reach: Reach,
): Promise<NonNullable<CostAnomalies['judged']>> {
  const beside = reach.everything ? { unwatched, leftOut } : { unwatched: null, leftOut: null };
  const [deliveries, connections] = await Promise.all([
    readKnownDeliveries(database.pool, at),
    readCostConnections(database, at),
  ]);
  const visible = await findVisibleOrigins(database, { deliveries, connections }, reach, at);
  const sources = toCostSources(visible.deliveries, visible.connections, {
    metric: 'effective',
    range: { from: fromDay, to: toDay },
    asOf: at,
    isFirstBillFirstCost: true,
  });
  return { at: at.toISOString(), from: fromDay, to: toDay, ...beside, sources };
}

const openSchema = z.object({ ...anomalyRowSchema.shape, count: z.string().transform(Number) });

/** The largest anomalies that nobody has looked at, as far as a person may see them, and how many there are. */
export async function readOpenAnomalies(
  { actor, database: { pool } }: ViewContext,
  limit: number,
): Promise<{ largest: Omit<CostAnomaly, 'cause'>[]; count: number }> {
  const { sql, values } = toReachCondition(requirePermission(actor, 'cost:read'));
  const { rows } = await pool.query(
    `SELECT ${anomalyColumns}, count(*) OVER () AS count FROM cost_anomaly a WHERE ${sql} AND a.state = 'open'
     ORDER BY abs(a.impact) DESC, a.id LIMIT $3`,
    [...values, limit],
  );
  const found = openSchema.array().parse(rows);
  const [first] = found;
  return {
    largest: found.map(({ count: _count, ...row }) => toAnomaly({ ...row, cause: null })),
    // No row is no anomaly: the question was answered.
    count: first === undefined ? 0 : first.count,
  };
}

const detailSchema = rowSchema.extend({ course: costAnomalySchema.shape.course });
const feedbackSchema = costAnomalySchema.shape.feedback.element
  .extend({ at: z.date().transform((at) => at.toISOString()) })
  .array();

/** One anomaly with its course, its cause in full and what people said of it. Throws `not-found` out of reach as well. */
export async function readCostAnomaly(
  { actor, database: { pool }, now }: ViewContext,
  id: string,
): Promise<CostAnomalyDetail> {
  const reach = requirePermission(actor, 'cost:read');
  const { sql, values } = toReachCondition(reach);
  // Whoever may see everything may also look at a part of a thing that is told elsewhere.
  const seen = reach.everything ? sql.replace('a.part_of IS NULL AND ', '') : sql;
  const { rows } = await pool.query(
    `SELECT ${anomalyColumns}, a.cause, a.course FROM cost_anomaly a WHERE ${seen} AND a.id = $3`,
    [...values, id],
  );
  const [row] = detailSchema.array().parse(rows);
  if (row === undefined) throw new Refusal('not-found', 'There is no such anomaly.');
  const [feedback, parts] = await Promise.all([
    pool.query(
      `SELECT id, at, actor_label AS by, verdict, comment FROM cost_anomaly_feedback WHERE anomaly_id = $1 ORDER BY id DESC`,
      [id],
    ),
    reach.everything
      ? pool.query(
          `SELECT id, dimension, value, trim_scale(impact)::text AS impact FROM cost_anomaly
           WHERE part_of = $1 ORDER BY abs(impact) DESC, id`,
          [id],
        )
      : { rows: [] },
  ]);
  return {
    at: now.toISOString(),
    anomaly: toAnomaly(row),
    cause: row.cause,
    course: row.course,
    feedback: feedbackSchema.parse(feedback.rows),
    parts: costAnomalySchema.shape.parts.parse(parts.rows),
  };
}

function toAnomaly({
  identity: _identity,
  partOf: _partOf,
  fromDay,
  toDay,
  ...row
}: z.infer<typeof rowSchema>): CostAnomaly {
  return {
    ...row,
    from: fromDay,
    to: toDay,
    foundAt: row.foundAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

const cursorSchema = z.tuple([z.iso.date(), z.uuid()]);

function toCursor({ toDay, id }: z.infer<typeof rowSchema>): string {
  return Buffer.from(JSON.stringify([toDay, id])).toString('base64url');
}

function fromCursor(cursor: string): [toDay: string, id: string] {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    const message = 'This cursor is not one of ours.';
    throw new Refusal('invalid', message, [{ path: 'cursor', message }]);
  }
}
