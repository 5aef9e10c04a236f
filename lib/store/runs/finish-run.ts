import type pg from 'pg';
import type { Gap } from '@/lib/domain/provider-fault';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { assertLease } from '@/lib/store/leases/assert-lease';
import type { Lease } from '@/lib/store/leases/lease';
import type { DeliveryCounts, MetricCounts, RunCounts, RunOutcome } from './collection-run';

export interface RunResult {
  outcome: Exclude<RunOutcome, 'running'>;
  counts: RunCounts | MetricCounts | DeliveryCounts | null;
  gaps: Gap[];
}

/** Closes a run under its lease. Throws `LeaseLost` for a stale holder, whose run its successor has closed already. */
export async function finishRun(pool: pg.Pool, lease: Lease, runId: string, result: RunResult): Promise<void> {
  await inTransaction(pool, async (client) => {
    await assertLease(client, lease);
    await client.query(
      `UPDATE collection_run SET outcome = $2, finished_at = clock_timestamp(), counts = $3, gaps = $4
       WHERE id = $1 AND outcome = 'running'`,
      [runId, result.outcome, result.counts && JSON.stringify(result.counts), JSON.stringify(result.gaps)],
    );
  });
}
