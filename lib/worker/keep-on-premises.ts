import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { deliverOnPremises } from '@/lib/collect/on-premises/deliver-on-premises';
import { openLedger } from '@/lib/store/cost-ledger/ledger';
import type { Database } from '@/lib/store/database/database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLeaseIn } from '@/lib/store/leases/assert-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { recordNodeDays, recordScopeDays } from '@/lib/store/on-premises/record-node-days';

const leaseName = 'upkeep:on-premises';
const leaseTtlMs = 30_000;

export interface OnPremisesUpkeep {
  database: Database;
  ledgerFolder: string;
  metricStore: Pick<MetricStore, 'readSums'>;
  now: () => Date;
  stopping: AbortSignal;
}

/**
 * Notes which nodes outside the clouds were listed today, and delivers to the ledger what those of each site with rate cards
 * cost on the days that ended. Of all workers one delivers at a time. What it gives does a round each time it is called, and
 * answers how many deliveries it recorded; null: another worker is at it.
 */
export function createOnPremisesUpkeep(upkeep: OnPremisesUpkeep): () => Promise<number | null> {
  const told = new Map<string, string>();
  return () => keepOnPremises(upkeep, told);
}

async function keepOnPremises(
  { database, ledgerFolder, metricStore, now, stopping }: OnPremisesUpkeep,
  told: Map<string, string>,
): Promise<number | null> {
  const { pool } = database;
  await recordNodeDays(pool, now());
  await recordScopeDays(pool, now());
  if ((await database.prisma.costRateCard.findFirst({ select: { id: true } })) === null) return 0;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  const kept = keepLease(pool, lease, leaseTtlMs);
  try {
    const delivered = await deliverOnPremises({
      database,
      ledger: await openLedger({ folder: ledgerFolder, database }),
      metricStore,
      now: now(),
      prove: (tx) => assertLeaseIn(tx, lease),
      isOver: () => stopping.aborted || kept.signal.aborted,
      told,
    });
    if (delivered > 0) serverLog.info({ deliveries: delivered }, 'What on-premises machines cost was told anew.');
    return delivered;
  } finally {
    await kept.stop();
    await releaseLease(pool, lease);
  }
}
