import type pg from 'pg';
import { z } from 'zod';
import type { AnomalyCause } from '@/lib/domain/cost/anomaly-cause';
import { type AnomalyRow, anomalyColumns, anomalyRowSchema } from './anomaly-row';

const passSchema = z.object({
  at: z.date(),
  judgedOf: z.string(),
  fromDay: z.string(),
  toDay: z.string(),
  unwatched: z.number().nullable(),
  leftOut: z.number().nullable(),
});
const knownSchema = anomalyRowSchema.extend({ causeOf: z.string().nullable(), cause: z.unknown() });

/** When costs were last judged, and what of. Null: they never were. */
export async function readAnomalyPass(pool: pg.Pool): Promise<z.infer<typeof passSchema> | null> {
  const { rows } = await pool.query(
    `SELECT at, judged_of AS "judgedOf", to_char(from_day, 'YYYY-MM-DD') AS "fromDay", to_char(to_day, 'YYYY-MM-DD') AS "toDay",
       unwatched, left_out AS "leftOut"
     FROM cost_anomaly_pass`,
  );
  return rows.length === 0 ? null : passSchema.parse(rows[0]);
}

/** An anomaly that was found before, with its cause and what that was read from. */
export interface KnownAnomaly extends AnomalyRow {
  causeOf: string | null;
  cause: AnomalyCause | null;
}

/** Anomalies that are not over before a day, and those that somebody called expected, whenever they were. */
export async function readKnownAnomalies(pool: pg.Pool, fromDay: string): Promise<KnownAnomaly[]> {
  const { rows } = await pool.query(
    `SELECT ${anomalyColumns}, a.cause_of AS "causeOf", a.cause FROM cost_anomaly a
     WHERE a.to_day >= $1 OR (a.state = 'expected' AND a.expected_by IS NULL) ORDER BY a.id`,
    [fromDay],
  );
  return knownSchema
    .array()
    .parse(rows)
    .map((row) => ({ ...row, cause: row.cause === null ? null : (row.cause as AnomalyCause) }));
}
