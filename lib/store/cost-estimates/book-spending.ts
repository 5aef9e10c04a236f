import type pg from 'pg';
import { addUsage } from '@/lib/store/api-usage/record-calls';
import { inTransaction } from '@/lib/store/database/in-transaction';
import type { RunCall } from '@/lib/store/runs/collection-run';

/** A price that counts as spent before anybody is asked; until it is settled it stays so, whatever became of the asking. */
export interface Booking {
  connectionId: string;
  /** The operation that is paid for. */
  operation: string;
  /** UTC, by the database's clock. */
  day: string;
  /** Millionths of a US dollar. */
  microUsd: number;
}

/** Counts a price as spent today. Belongs in the transaction that read what may be spent. */
export async function bookSpending(
  client: pg.ClientBase,
  { connectionId, operation, microUsd }: Omit<Booking, 'day'>,
): Promise<Booking> {
  const { rows } = await client.query<{ day: string }>(
    `INSERT INTO api_usage AS usage (connection_id, day, operation, attempts, failures, cost_micro_usd)
     VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2, 0, 0, $3)
     ON CONFLICT (connection_id, day, operation) DO UPDATE SET cost_micro_usd = usage.cost_micro_usd + excluded.cost_micro_usd
     RETURNING day::text`,
    [connectionId, operation, microUsd],
  );
  const [booked] = rows;
  if (booked === undefined) throw new Error('An upsert returns its row.');
  return { connectionId, operation, microUsd, day: booked.day };
}

/** Puts what the calls came to in place of what was booked, on the day of the booking. Failed calls are paid as others are. */
export async function settleBooking(pool: pg.Pool, booking: Booking, calls: readonly RunCall[]): Promise<void> {
  const { connectionId, operation, day, microUsd } = booking;
  const paid = calls.filter((call) => call.operation === operation);
  const sum = (of: (call: RunCall) => number) => paid.reduce((total, call) => total + of(call), 0);
  await inTransaction(pool, async (client) => {
    await client.query(
      `UPDATE api_usage SET attempts = attempts + $4, failures = failures + $5, cost_micro_usd = cost_micro_usd + $6
       WHERE connection_id = $1 AND day = $2::date AND operation = $3`,
      [
        connectionId,
        day,
        operation,
        sum(({ attempts }) => attempts),
        sum(({ failures }) => failures),
        sum(({ costMicroUsd }) => costMicroUsd) - microUsd,
      ],
    );
    await addUsage(client, { connectionId, calls: calls.filter((call) => call.operation !== operation) });
  });
}
