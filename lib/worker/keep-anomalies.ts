import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { readAnomalyPass, readKnownAnomalies } from '@/lib/store/cost-anomalies/read-anomalies';
import { writeAnomalies } from '@/lib/store/cost-anomalies/write-anomalies';
import { sharedCostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { ensureLedgerFolder } from '@/lib/store/cost-ledger/ledger-folder';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { findAnomalies } from '@/lib/views/cost/anomalies/find-anomalies';

const leaseName = 'upkeep:cost-anomalies';
const leaseTtlMs = 30_000;
/** Anomalies are judged over so many days, after as many of history as the rule for days looks back, and more for months. */
const judgedDays = 62;
const historyMonths = 7;
/** Counts on when the rules of judging change, so that all is judged anew. */
const rules = 2;

/** What a pass came to; null: another worker is at it, or nothing has changed since the last. */
interface AnomalyUpkeep {
  found: number;
  restated: number;
}

/**
 * Looks for anomalies where deliveries came or went since the last time, or a day has passed. Of all workers one does it at
 * a time; one that lost its lease, or is stopping, writes nothing.
 */
export async function keepAnomalies(
  database: Database,
  ledgerFolder: string,
  { now, stopping }: { now: () => Date; stopping: AbortSignal },
): Promise<AnomalyUpkeep | null> {
  const { pool } = database;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
  if (lease === null) return null;
  const kept = keepLease(pool, lease, leaseTtlMs);
  const isOver = () => stopping.aborted || kept.signal.aborted;
  try {
    const at = now();
    const deliveries = (await readKnownDeliveries(pool, at)).filter(({ counts, rollup }) => counts && rollup !== null);
    const expected = (await readKnownAnomalies(pool, '9999-12-31')).map(({ id }) => id);
    const judgedOf = toJudgedOf(at, deliveries, expected);
    if (deliveries.length === 0 || (await readAnomalyPass(pool))?.judgedOf === judgedOf) return null;
    const range = toRange(at);
    const judged = { from: addDays(range.to, -judgedDays), to: range.to };
    const openLedger = async () => {
      const folder = await ensureLedgerFolder(ledgerFolder);
      return { root: folder.root, engine: await sharedCostEngine(folder) };
    };
    const known = await readKnownAnomalies(pool, judged.from);
    const ask = { database, range, asOf: at, openLedger };
    const { found, restated, leftOut, unwatched } = await findAnomalies(ask, { judged, known, deliveries, isOver });
    if (isOver()) return null;
    await inTransaction(pool, async (client) => {
      await assertLease(client, lease);
      const pass = { at, judgedOf, fromDay: judged.from, toDay: judged.to, found, restated, unwatched, leftOut };
      await writeAnomalies(client, pass);
    });
    serverLog.info(
      { found: found.length, restated: restated.length, unwatched, leftOut },
      'Costs were looked through for anomalies.',
    );
    return { found: found.length, restated: restated.length };
  } finally {
    await kept.stop();
    await releaseLease(pool, lease);
  }
}

/** Whole days up to yesterday, from the first of a month on, so that months are whole. */
function toRange(at: Date): DayRange {
  const from = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - historyMonths, 1));
  return { from: from.toISOString().slice(0, 10), to: addDays(at.toISOString().slice(0, 10), -1) };
}

/** What is judged: the day, the deliveries with the rules they are added up by, and what people called expected. */
function toJudgedOf(at: Date, deliveries: readonly KnownDelivery[], expected: readonly string[]): string {
  const facts = [
    rules,
    at.toISOString().slice(0, 10),
    deliveries.map(({ id, rollup }) => [id, rollup?.attribution]),
    expected,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
