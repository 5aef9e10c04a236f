import type pg from 'pg';
import type { Capability } from '@/lib/domain/provider';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { assertLease } from '@/lib/store/leases/assert-lease';
import type { Lease } from '@/lib/store/leases/lease';

export interface RunSubject {
  connectionId: string;
  capability: Capability;
}

/**
 * Records a run before its first call, under the lease, and returns its id. Runs that an earlier holder left open are
 * abandoned; requests to run now that were made before this start are met by it. Throws `LeaseLost`.
 */
export async function startRun(pool: pg.Pool, lease: Lease, subject: RunSubject): Promise<string> {
  return inTransaction(pool, async (client) => {
    await assertLease(client, lease);
    const key = [subject.connectionId, subject.capability];
    await client.query(
      `UPDATE collection_run SET outcome = 'abandoned', finished_at = now()
       WHERE connection_id = $1 AND capability = $2 AND outcome = 'running'`,
      key,
    );
    await client.query(
      `UPDATE collection_schedule SET requested_at = NULL
       WHERE connection_id = $1 AND capability = $2 AND requested_at <= now()`,
      key,
    );
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO collection_run (connection_id, capability, fencing_token, started_at)
       VALUES ($1, $2, $3, now()) RETURNING id`,
      [...key, lease.fencingToken.toString()],
    );
    const [row] = rows;
    if (!row) throw new Error('INSERT … RETURNING returned no row');
    return row.id;
  });
}
