import type { Capability } from '@/lib/domain/provider';
import { recordRunCalls } from '@/lib/store/api-usage/record-calls';
import { readConnectionWithSecret } from '@/lib/store/connections/read-with-secret';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { assertLease, assertLeaseIn } from '@/lib/store/leases/assert-lease';
import type { Lease } from '@/lib/store/leases/lease';
import { finishRun } from '@/lib/store/runs/finish-run';
import { startRun } from '@/lib/store/runs/start-run';
import { deferSchedule } from '@/lib/store/schedules/move-schedule';
import { CallLedger } from './call-ledger';
import type { CollectionDeployment, CollectionResult, Collector } from './collector';

export interface CollectionOrder {
  connectionId: string;
  capability: Capability;
  collect: Collector;
  lease: Lease;
  signal: AbortSignal;
}

/** What came of an order. `skipped`: the connection is gone or paused, so nothing was called. */
export type CollectionEnd =
  | { kind: 'skipped' }
  | { kind: 'ended'; connection: StoredConnection; outcome: CollectionResult['outcome'] };

/** How often calls made so far are put on record while a run goes on, in milliseconds. */
const recordCallsEveryMs = 5_000;
/** A provider that asks for longer is asked again after this, in milliseconds. */
const longestDeferralMs = 6 * 3_600_000;

/**
 * Runs one collection under its lease. The run is on record before the first call and closed with its outcome whatever
 * happens; only a lost lease or database leaves it open, for the next holder to close as abandoned. Throws on.
 */
export async function runCollection(deployment: CollectionDeployment, order: CollectionOrder): Promise<CollectionEnd> {
  const { pool } = deployment.database;
  const { connectionId, capability, lease, signal } = order;
  const found = await readConnectionWithSecret(deployment.database.prisma, connectionId);
  if (found === null || found.connection.paused) return { kind: 'skipped' };
  const { connection } = found;

  const runId = await startRun(pool, lease, { connectionId, capability });
  const ledger = new CallLedger((soFar, calls) => recordRunCalls(pool, runId, soFar, { connectionId, calls }));
  const recording = setInterval(() => void ledger.record().catch(() => undefined), recordCallsEveryMs);
  try {
    const result = await order.collect({
      ...deployment,
      connection,
      openSecret: () => found.openSecret(deployment.keys),
      signal,
      assertLease: (client) => assertLease(client, lease),
      assertLeaseIn: (transaction) => assertLeaseIn(transaction, lease),
      countCallsBy: (counts) => ledger.countBy(counts),
    });
    signal.throwIfAborted();
    await ledger.record();
    await finishRun(pool, lease, runId, result);
    await deferAsAsked(deployment, order, result);
    return { kind: 'ended', connection, outcome: result.outcome };
  } catch (error) {
    await closeCutShort(deployment, order, runId, ledger);
    throw error;
  } finally {
    clearInterval(recording);
  }
}

/** Best effort: the error that got us here matters more, and a run left open is closed by the next holder. */
async function closeCutShort(
  deployment: CollectionDeployment,
  { lease, signal }: CollectionOrder,
  runId: string,
  ledger: CallLedger,
): Promise<void> {
  const { pool } = deployment.database;
  await ledger.record().catch(() => undefined);
  const end = signal.aborted
    ? { outcome: 'abandoned' as const, counts: null, gaps: [] }
    : {
        outcome: 'failed' as const,
        counts: null,
        gaps: [
          {
            fault: 'outcome-unknown' as const,
            message:
              'Millwright could not finish this run because of a fault of its own; what was read before is kept.',
            remedy: `It is tried again by itself. If it goes on, look for run ${runId} in the worker's log.`,
          },
        ],
      };
  await finishRun(pool, lease, runId, end).catch(() => undefined);
}

async function deferAsAsked(
  deployment: CollectionDeployment,
  { connectionId, capability }: CollectionOrder,
  { notBefore }: CollectionResult,
): Promise<void> {
  if (notBefore === null) return;
  const delayMs = Math.min(notBefore.getTime() - deployment.now().getTime(), longestDeferralMs);
  if (delayMs > 0) await deferSchedule(deployment.database.pool, connectionId, capability, delayMs);
}
