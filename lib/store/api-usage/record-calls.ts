import type pg from 'pg';
import { inTransaction } from '@/lib/store/database/in-transaction';
import type { RunCall } from '@/lib/store/runs/collection-run';

/** Calls made since they were last recorded, to be added to the day's usage (UTC, the database's today). */
export interface UsageIncrement {
  connectionId: string;
  calls: RunCall[];
}

/** Adds calls to a connection's usage of today. Needs no lease: calls that were made were made. */
export async function addUsage(
  client: pg.ClientBase | pg.Pool,
  { connectionId, calls }: UsageIncrement,
): Promise<void> {
  if (calls.length === 0) return;
  await client.query(
    `INSERT INTO api_usage AS usage (connection_id, day, operation, attempts, failures, cost_micro_usd)
     SELECT $1, (now() AT TIME ZONE 'UTC')::date, operation, attempts, failures, cost
     FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS made(operation, attempts, failures, cost)
     WHERE EXISTS (SELECT 1 FROM connection WHERE id = $1)
     ON CONFLICT (connection_id, day, operation) DO UPDATE
       SET attempts = usage.attempts + excluded.attempts,
           failures = usage.failures + excluded.failures,
           cost_micro_usd = usage.cost_micro_usd + excluded.cost_micro_usd`,
    [
      connectionId,
      calls.map((call) => call.operation),
      calls.map((call) => call.attempts),
      calls.map((call) => call.failures),
      calls.map((call) => call.costMicroUsd),
    ],
  );
}

/** Notes on a run all calls it has made so far, and adds those not yet counted to the day's usage, together. */
export async function recordRunCalls(
  pool: pg.Pool,
  runId: string,
  soFar: RunCall[],
  increment: UsageIncrement,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('UPDATE collection_run SET calls = $2 WHERE id = $1', [runId, JSON.stringify(soFar)]);
    await addUsage(client, increment);
  });
}
