import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { explainClose } from '@/lib/store/cost-close/explain-close';
import { readCloses } from '@/lib/store/cost-close/read-closes';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { readComparedMonth } from '@/lib/views/cost/close/compared-month';

const leaseName = 'upkeep:cost-closes';
const leaseTtlMs = 30_000;
/** Of so many months, the newest, what changed is worked out ahead; of older ones when somebody looks. */
const monthsAhead = 12;

/**
 * What works out ahead why closed months differ from their last close, wherever bills came or rules changed since it last
 * did, so that nobody waits for it on a page. It answers how many months it looked at; null: another worker is at it.
 * A month that cannot be compared does not hold up the others; what went wrong first is thrown at the end.
 */
export function createCloseUpkeep(
  database: Database,
  { ledgerFolder, now, stopping }: { ledgerFolder: string; now: () => Date; stopping: AbortSignal },
): () => Promise<number | null> {
  const { pool } = database;
  let done: string | null = null;
  return async () => {
    const at = now();
    const [closes, known] = await Promise.all([readCloses(pool), readKnownDeliveries(pool, at)]);
    const counting = known.filter(({ counts }) => counts);
    const months = [...new Set(closes.map(({ month }) => month))].slice(0, monthsAhead);
    const facts = [closes.map(({ id }) => id), counting.map(({ id, rollup }) => [id, rollup?.attribution])];
    const state = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
    if (state === done || months.length === 0) return 0;
    const lease = await acquireLease(pool, {
      name: leaseName,
      holder: `${hostname()}/${process.pid}/${randomUUID()}`,
      ttlMs: leaseTtlMs,
    });
    if (lease === null) return null;
    const kept = keepLease(pool, lease, leaseTtlMs);
    try {
      const folder = await ensureLedgerFolder(ledgerFolder);
      const ledger = { root: folder.root, engine: await sharedCostEngine(folder) };
      const faults: unknown[] = [];
      let looked = 0;
      for (const month of months) {
        if (stopping.aborted || kept.signal.aborted) return looked;
        // What is not added up yet would look taken out.
        if (counting.some(({ billingMonth, rollup }) => billingMonth === `${month}-01` && rollup === null)) continue;
        try {
          const compared = await readComparedMonth(database, ledger, { month, number: undefined, asOf: at });
          const { close, closed, now } = compared;
          if (close !== null) await explainClose(pool, ledger, { closeId: close.id, closed, now, at });
          looked += 1;
        } catch (error) {
          faults.push(error);
        }
      }
      done = state;
      serverLog.info({ months: looked }, 'Closed months were held against what is known now.');
      if (faults.length > 0) throw faults[0];
      return looked;
    } finally {
      await kept.stop();
      await releaseLease(pool, lease);
    }
  };
}
