import type pg from 'pg';
import { z } from 'zod';

export interface ApiSpend {
  /** Attempts, retries included. */
  calls: number;
  /** Millionths of a US dollar. */
  costMicroUsd: number;
}

const rowSchema = z.object({
  connection_id: z.string(),
  calls: z.coerce.number().int(),
  cost: z.coerce.number().int(),
});

/** What each connection's API calls came to over the last `days` days, today (UTC) included. No row: no calls. */
export async function readApiSpend(pool: pg.Pool, now: Date, days: number): Promise<Map<string, ApiSpend>> {
  const { rows } = await pool.query(
    `SELECT connection_id, sum(attempts) AS calls, sum(cost_micro_usd) AS cost FROM api_usage
     WHERE day > ($1::timestamptz AT TIME ZONE 'UTC')::date - $2::int GROUP BY connection_id`,
    [now, days],
  );
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map((row) => [row.connection_id, { calls: row.calls, costMicroUsd: row.cost }]),
  );
}
