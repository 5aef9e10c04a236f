import type pg from 'pg';
import { inTransaction } from '@/lib/store/database/in-transaction';
import type { Lease } from './lease';

/**
 * Takes a lease that is free or has run out, by the database's clock. Null while another holds it, or is still writing
 * under it: a holder that was stopped in the middle of a write is not waited for, the database ends it in its own time.
 */
export async function acquireLease(
  pool: pg.Pool,
  request: { name: string; holder: string; ttlMs: number },
): Promise<Lease | null> {
  return inTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO lease (name, holder, fencing_token, expires_at) VALUES ($1, '', 0, to_timestamp(0))
       ON CONFLICT (name) DO NOTHING`,
      [request.name],
    );
    const { rows } = await client.query<{ fencing_token: string }>(
      `WITH free AS (
         SELECT name FROM lease WHERE name = $1 AND expires_at <= clock_timestamp() FOR UPDATE SKIP LOCKED)
       UPDATE lease
       SET holder = $2, fencing_token = lease.fencing_token + 1,
           expires_at = clock_timestamp() + make_interval(secs => $3)
       FROM free WHERE lease.name = free.name
       RETURNING lease.fencing_token`,
      [request.name, request.holder, request.ttlMs / 1000],
    );
    const [row] = rows;
    return row ? { name: request.name, holder: request.holder, fencingToken: BigInt(row.fencing_token) } : null;
  });
}
