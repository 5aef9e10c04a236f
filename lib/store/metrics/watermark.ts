import type pg from 'pg';
import { inTransaction } from '../database/in-transaction';
import type { AssertLease } from './metric-store';

/** From when on a connection's metrics are still to be read; null when they never were. */
export async function readWatermark(pool: pg.Pool, connectionId: string): Promise<Date | null> {
  const { rows } = await pool.query<{ read_from: Date }>(
    'SELECT read_from FROM metric_watermark WHERE connection_id = $1',
    [connectionId],
  );
  return rows[0]?.read_from ?? null;
}

/** Moves it, under the lease. */
export async function moveWatermark(
  pool: pg.Pool,
  connectionId: string,
  readFrom: Date,
  assertLease: AssertLease,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await assertLease(client);
    await client.query(
      `INSERT INTO metric_watermark (connection_id, read_from) VALUES ($1, $2)
       ON CONFLICT (connection_id) DO UPDATE SET read_from = excluded.read_from`,
      [connectionId, readFrom],
    );
  });
}
