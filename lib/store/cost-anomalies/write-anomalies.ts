import type pg from 'pg';
import type { FoundRow } from './anomaly-row';

/** What a pass over the costs came to. */
export interface AnomalyPass {
  at: Date;
  /** The day and the deliveries that were judged. */
  judgedOf: string;
  fromDay: string;
  toDay: string;
  found: readonly FoundRow[];
  /** Ids of anomalies that a later delivery explained away. */
  restated: readonly string[];
  /** Values of dimensions that cost too little to be watched. */
  unwatched: number;
  /** Slices that were out and not among the largest, which alone are looked into. */
  leftOut: number;
}

/**
 * Writes what was found, in one transaction of the caller: what is found again keeps its row, its state and what people
 * said of it; what was explained away is closed and stays. The same pass twice changes nothing.
 */
export async function writeAnomalies(client: pg.ClientBase, pass: AnomalyPass): Promise<void> {
  for (const row of pass.found) await client.query(upsert, toValues(row, pass.at));
  await client.query(
    `UPDATE cost_anomaly a SET part_of = w.id
     FROM unnest($1::text[], $2::text[]) AS told(identity, whole) LEFT JOIN cost_anomaly w ON w.identity = told.whole
     WHERE a.identity = told.identity AND a.part_of IS DISTINCT FROM w.id`,
    [pass.found.map(({ identity }) => identity), pass.found.map(({ partOf }) => partOf)],
  );
  await client.query(
    `UPDATE cost_anomaly SET state = 'restated', changed_at = $2
     WHERE id = ANY($1::uuid[]) AND state IN ('open', 'acknowledged')`,
    [pass.restated, pass.at],
  );
  await client.query(
    `INSERT INTO cost_anomaly_pass (id, at, judged_of, from_day, to_day, unwatched, left_out) VALUES (1, $1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET at = $1, judged_of = $2, from_day = $3, to_day = $4, unwatched = $5, left_out = $6`,
    [pass.at, pass.judgedOf, pass.fromDay, pass.toDay, pass.unwatched, pass.leftOut],
  );
}

// A verdict is of what was seen: it falls when a day, or a month of what comes by months, costs over a quarter more than then.
// One from before its size was kept is held against the earliest size that is known.
const isOutgrown = `a.state IN ('expected', 'mistaken') AND EXISTS (
    SELECT FROM (SELECT impact, days FROM cost_anomaly_feedback WHERE anomaly_id = a.id ORDER BY id DESC LIMIT 1) said
    WHERE abs(excluded.impact) / CASE a.rhythm WHEN 'daily' THEN excluded.to_day - excluded.from_day + 1 ELSE 1 END
      > 1.25 * abs(coalesce(said.impact, a.held_impact))
        / CASE a.rhythm WHEN 'daily' THEN coalesce(said.days, a.held_days) ELSE 1 END)`;

/** Whether no verdict of a person stands: one that is expected for another's sake is held against that one each time. */
const isJudgedAnew = `(a.state IN ('restated', 'open') OR a.expected_by IS NOT NULL OR (${isOutgrown}))`;

// A row that tells the same is left as it is, so that it does not look changed. Costs that are out again are open again.
const upsert = `INSERT INTO cost_anomaly AS a (identity, provider, currency, basis, metric, dimension, value, rhythm, kind,
    from_day, to_day, actual, expected, expected_low, expected_high, impact, score, course, cause, cause_of, state,
    expected_by, found_at, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $23)
  ON CONFLICT (identity) DO UPDATE SET kind = excluded.kind, from_day = excluded.from_day, to_day = excluded.to_day, actual = excluded.actual,
    expected = excluded.expected, expected_low = excluded.expected_low, expected_high = excluded.expected_high,
    impact = excluded.impact, score = excluded.score, course = excluded.course,
    cause = coalesce(excluded.cause, a.cause), cause_of = coalesce(excluded.cause_of, a.cause_of),
    state = CASE WHEN ${isJudgedAnew} THEN excluded.state ELSE a.state END,
    expected_by = CASE WHEN ${isJudgedAnew} THEN excluded.expected_by ELSE a.expected_by END,
    changed_at = CASE WHEN (a.kind, a.from_day, a.to_day, a.actual, a.impact, a.state = 'restated')
      IS DISTINCT FROM (excluded.kind, excluded.from_day, excluded.to_day, excluded.actual, excluded.impact, false)
      THEN excluded.changed_at ELSE a.changed_at END`;

function toValues(row: FoundRow, at: Date): unknown[] {
  return [
    row.identity,
    row.provider,
    row.currency,
    row.basis,
    row.metric,
    row.dimension,
    row.value,
    row.rhythm,
    row.kind,
    row.fromDay,
    row.toDay,
    row.actual,
    row.expected,
    row.expectedLow,
    row.expectedHigh,
    row.impact,
    row.score,
    JSON.stringify(row.course),
    row.cause === null ? null : JSON.stringify(row.cause),
    row.causeOf,
    row.state,
    row.expectedBy,
    at,
  ];
}
