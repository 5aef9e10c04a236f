import type pg from 'pg';
import type { Lease } from './lease';

/** Extends a lease to `ttlMs` from now, by the database's clock. False when it has run out or is another's. */
export async function renewLease(pool: pg.Pool, lease: Lease, ttlMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE lease SET expires_at = clock_timestamp() + make_interval(secs => $4)
     WHERE name = $1 AND holder = $2 AND fencing_token = $3 AND expires_at > clock_timestamp()`,
    [lease.name, lease.holder, lease.fencingToken.toString(), ttlMs / 1000],
  );
  return rowCount === 1;
}
