import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { sweepLedger } from '@/lib/store/cost-ledger/sweep-ledger';
import { findOutdated } from '@/lib/store/cost-rollups/find-outdated';
import { rollDelivery } from '@/lib/store/cost-rollups/roll-delivery';
import { findWithoutSums, makeCostSums } from '@/lib/store/cost-sums/keep-cost-sums';
import type { Database } from '@/lib/store/database/database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { LeaseLost } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';

const leaseName = 'upkeep:cost-ledger';
const leaseTtlMs = 30_000;

/** How much was done; null: another worker is at it. */
interface LedgerUpkeep {
  rolled: number;
  /** Deliveries whose sums of commitments and data transfer were made. */
  summed: number;
  swept: number;
}

/**
 * Adds up, one by one, what is not added up by the rules of now, makes sums that are missing, and removes what nothing tells of. Of all workers one does
 * it at a time, and one that lost its lease writes nothing. A delivery that cannot be added up does not hold up the others;
 * what went wrong first is thrown at the end.
 */
export async function keepLedger(
  database: Database,
  ledgerFolder: string,
  { now, stopping }: { now: () => Date; stopping: AbortSignal },
): Promise<LedgerUpkeep | null> {
  const { pool } = database;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  const kept = keepLease(pool, lease, leaseTtlMs);
  const isOver = () => stopping.aborted || kept.signal.aborted;
  try {
    const folder = await ensureLedgerFolder(ledgerFolder);
    const faults: unknown[] = [];
    const prove = (client: Parameters<typeof assertLease>[0]) => assertLease(client, lease);
    const open = async () => ({ database, engine: await sharedCostEngine(folder), root: folder.root });
    const doEach = async <T>(deliveries: readonly T[], work: (delivery: T) => Promise<void>): Promise<number> => {
      let done = 0;
      for (const delivery of deliveries) {
        if (isOver()) break;
        try {
          await work(delivery);
          done += 1;
        } catch (error) {
          if (error instanceof LeaseLost) throw error;
          faults.push(error);
        }
      }
      return done;
    };
    const rolled = await doEach(await findOutdated(pool), async ({ id, connectionId, attribution }) =>
      rollDelivery(await open(), { id, connectionId }, now(), { attribution, prove }),
    );
    const summed = await doEach(await findWithoutSums(pool), async (delivery) =>
      makeCostSums(await open(), delivery, prove),
    );
    const swept = isOver() ? 0 : await sweepLedger(folder, database, now());
    if (rolled > 0) serverLog.info({ deliveries: rolled }, 'Bills were added up by the rules of now.');
    if (summed > 0) serverLog.info({ deliveries: summed }, 'Sums of commitments and data transfer were made.');
    if (faults.length > 0) throw faults[0];
    return { rolled, summed, swept };
  } finally {
    await kept.stop();
    await releaseLease(pool, lease);
  }
}
