import type pg from 'pg';
import { type Lease, LeaseLost } from './lease';

/**
 * Proves inside a transaction that the lease is held, and keeps it from being taken over until the transaction ends:
 * call it first, and a stale holder can never commit. Its own holder may renew it meanwhile, however long the writing
 * takes. Throws `LeaseLost`.
 */
export async function assertLease(client: pg.ClientBase, lease: Lease): Promise<void> {
  // The clock is compared after the row lock is granted: waiting for it may have taken longer than the lease.
  // KEY SHARE lets a renewal's update pass and keeps out FOR UPDATE, which is how a lease is taken.
  const { rows } = await client.query<{ holder: string; fencing_token: string; expires_at: Date }>(
    'SELECT holder, fencing_token, expires_at FROM lease WHERE name = $1 FOR KEY SHARE',
    [lease.name],
  );
  const [row] = rows;
  if (!row) throw new LeaseLost(lease, 'it no longer exists');
  if (row.holder !== lease.holder || BigInt(row.fencing_token) !== lease.fencingToken)
    throw new LeaseLost(lease, `${row.holder} holds it with token ${row.fencing_token}`);
  const { rowCount } = await client.query('SELECT 1 WHERE $1::timestamptz > clock_timestamp()', [row.expires_at]);
  if (rowCount === 0) throw new LeaseLost(lease, 'it has run out');
}
