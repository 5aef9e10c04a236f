import type pg from 'pg';
import { z } from 'zod';

/** What was known of a budget's period when an alert was raised. Amounts are decimal text. */
const knownSchema = z.object({
  atLeast: z.boolean(),
  /** The last day told whole; null: none. */
  toldTo: z.string().nullable(),
  /** Null: it could not be said. */
  forecast: z.object({ amount: z.string(), low: z.string().nullable(), high: z.string().nullable() }).nullable(),
});
export type KnownAtAlert = z.infer<typeof knownSchema>;

const trimmed = z.string().transform((text) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text));

const alertSchema = z.object({
  id: z.string(),
  budgetId: z.string(),
  version: z.number(),
  periodStart: z.string(),
  kind: z.enum(['actual', 'probability']),
  threshold: z.number(),
  amount: trimmed,
  spent: trimmed.nullable(),
  /** Percent. */
  probability: z.string().transform(Number).nullable(),
  raisedAt: z.date(),
  asOf: z.date(),
  known: knownSchema,
  acknowledgedAt: z.date().nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type StoredAlert = z.infer<typeof alertSchema>;

const columns = `id, budget_id AS "budgetId", version, to_char(period_start, 'YYYY-MM-DD') AS "periodStart", kind,
  threshold, amount::text AS amount, spent::text AS spent, probability::text AS probability, raised_at AS "raisedAt",
  as_of AS "asOf", known, acknowledged_at AS "acknowledgedAt", acknowledged_by AS "acknowledgedBy"`;

/** Alerts of some budgets, the newest first; `openOnly`: those nobody acknowledged. */
export async function readAlerts(
  pool: Pick<pg.Pool, 'query'>,
  budgetIds: readonly string[],
  { openOnly = false }: { openOnly?: boolean } = {},
): Promise<StoredAlert[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM cost_budget_alert WHERE budget_id = ANY($1) AND (NOT $2 OR acknowledged_at IS NULL)
     ORDER BY raised_at DESC, threshold DESC, kind`,
    [budgetIds, openOnly],
  );
  return alertSchema.array().parse(rows);
}

/** One alert; null: there is none of this id. */
export async function readAlertById(pool: Pick<pg.Pool, 'query'>, id: string): Promise<StoredAlert | null> {
  const { rows } = await pool.query(`SELECT ${columns} FROM cost_budget_alert WHERE id = $1`, [id]);
  return alertSchema.array().parse(rows)[0] ?? null;
}
