import type pg from 'pg';
import type { Lease } from './lease';

/** Gives a lease back at once. The row stays, so that its token goes on growing. Of another's lease: nothing. */
export async function releaseLease(pool: pg.Pool, lease: Lease): Promise<void> {
  await pool.query(
    `UPDATE lease SET expires_at = to_timestamp(0) WHERE name = $1 AND holder = $2 AND fencing_token = $3`,
    [lease.name, lease.holder, lease.fencingToken.toString()],
  );
}
