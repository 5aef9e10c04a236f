import type pg from 'pg';
import type { Prisma } from '@/lib/store/database/generated/client';
import { type Lease, LeaseLost } from './lease';

/**
 * Proves inside a transaction that the lease is held, and keeps it from being taken over until the transaction ends:
 * call it first, and a stale holder can never commit. Its own holder may renew it meanwhile, however long the writing
 * takes. Throws `LeaseLost`.
 */
export function assertLease(client: pg.ClientBase, lease: Lease): Promise<void> {
  return prove(lease, async (sql, value) => (await client.query<LeaseRow>(sql, [value])).rows);
}

/** The same inside a transaction of Prisma. */
export function assertLeaseIn(transaction: Prisma.TransactionClient, lease: Lease): Promise<void> {
  return prove(lease, (sql, value) => transaction.$queryRawUnsafe<LeaseRow[]>(sql, value));
}

interface LeaseRow {
  holder: string;
  fencing_token: string | bigint;
  expires_at: Date;
}

async function prove(lease: Lease, query: (sql: string, value: string | Date) => Promise<LeaseRow[]>): Promise<void> {
  // The clock is compared after the row lock is granted: waiting for it may have taken longer than the lease.
  // KEY SHARE lets a renewal's update pass and keeps out FOR UPDATE, which is how a lease is taken.
  const [row] = await query(
    'SELECT holder, fencing_token, expires_at FROM lease WHERE name = $1 FOR KEY SHARE',
    lease.name,
  );
  if (!row) throw new LeaseLost(lease, 'it no longer exists');
  if (row.holder !== lease.holder || BigInt(row.fencing_token) !== lease.fencingToken)
    throw new LeaseLost(lease, `${row.holder} holds it with token ${row.fencing_token}`);
  const held = await query(
    'SELECT NULL AS holder, NULL AS fencing_token, $1::timestamptz AS expires_at WHERE $1::timestamptz > clock_timestamp()',
    row.expires_at,
  );
  if (held.length === 0) throw new LeaseLost(lease, 'it has run out');
}
