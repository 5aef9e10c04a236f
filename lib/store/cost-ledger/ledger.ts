import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { computeRollup } from '@/lib/store/cost-rollups/compute-rollup';
import { readAttribution } from '@/lib/store/cost-rollups/read-attribution';
import type { Database } from '@/lib/store/database/database';
import { type CostEngine, sharedCostEngine } from './cost-engine';
import { type DeliveryLimits, deliveryLimits } from './delivery-limits';
import type { IncomingDelivery } from './incoming-delivery';
import { ensureLedgerFolder, type LedgerFolder } from './ledger-folder';
import { prepareDelivery } from './prepare-delivery';
import type { PreparedDelivery } from './prepared-delivery';
import { type MonthOutcome, recordDelivery, toMonthStart } from './record-delivery';
import { Turns } from './turns';

/** The cost ledger: Parquet in a folder, told of by the database. */
export interface Ledger {
  folder: LedgerFolder;
  database: Database;
  engine: CostEngine;
  /** Reads a delivery's files. What it answers is to be recorded in a transaction and settled after it. */
  prepare(delivery: IncomingDelivery): Promise<PreparedDelivery>;
  /** Removes the Parquet that was not recorded; all of it when the transaction failed (`outcomes` null). */
  settle(prepared: PreparedDelivery, outcomes: readonly MonthOutcome[] | null): Promise<void>;
  /** Reads a delivery and records it in a transaction of its own. None where the ledger has its files already. */
  keepDelivery(delivery: IncomingDelivery, now: Date): Promise<KeptDelivery>;
  close(): Promise<void>;
}

/** What became of a delivery. `untold`: what is wrong with files that tell no billing month; no delivery tells of them. */
export interface KeptDelivery {
  months: MonthOutcome[];
  untold: PreparedDelivery['untold'];
}

const recordWithinMs = 60_000;

/** So many deliveries are read or added up at once: two keep all cores at work, and each takes memory of its own. */
const atOnce = 2;
const turnsOf = new WeakMap<CostEngine, Turns>();

/** Opens the ledger in a folder, made where it is missing. Its engine is shared with whoever opens the same ledger. */
export async function openLedger({
  folder: root,
  database,
  limits = deliveryLimits,
}: {
  folder: string;
  database: Database;
  limits?: DeliveryLimits;
}): Promise<Ledger> {
  const folder = await ensureLedgerFolder(root);
  const engine = await sharedCostEngine(folder);
  const turns = turnsOf.get(engine) ?? new Turns(atOnce);
  turnsOf.set(engine, turns);
  const isKnown = (delivery: IncomingDelivery, hash: Buffer) => hasLast(database, delivery, hash);
  const ledger: Ledger = {
    folder,
    database,
    engine,
    async prepare(delivery) {
      const prepared = await prepareDelivery({ engine, folder, limits, turns, isKnown }, delivery);
      return turns.take(() => addUp(ledger, prepared));
    },
    async settle(prepared, outcomes) {
      const recorded = new Set(outcomes?.filter(({ state }) => state !== 'unchanged').map(({ month }) => month));
      for (const { month, files } of prepared.months ?? [])
        if (!recorded.has(month))
          for (const { parquetPath } of files)
            if (parquetPath !== null) await rm(join(root, parquetPath), { force: true });
    },
    async keepDelivery(delivery, now) {
      const prepared = await ledger.prepare(delivery);
      let outcomes: MonthOutcome[] | null = null;
      try {
        outcomes = await database.prisma.$transaction((tx) => recordDelivery(tx, prepared, now), {
          timeout: recordWithinMs,
        });
        return { months: outcomes, untold: prepared.untold };
      } finally {
        await ledger.settle(prepared, outcomes);
      }
    },
    close: () => engine.close(),
  };
  return ledger;
}

/** Adds up the months that may count, before the transaction that records them: a large one takes seconds. */
async function addUp({ database, engine, folder }: Ledger, prepared: PreparedDelivery): Promise<PreparedDelivery> {
  const { connectionId = null } = prepared.delivery;
  const attribution = await readAttribution(database.pool, connectionId);
  for (const month of prepared.months ?? []) {
    if (month.rejections.length > 0 || month.rejectedRows > 0) continue;
    const files = month.files.flatMap(({ parquetPath }) =>
      parquetPath === null ? [] : [join(folder.root, parquetPath)],
    );
    month.rollup = await engine.withConnection((connection) => computeRollup(connection, files, attribution));
  }
  return prepared;
}

/**
 * Whether these files are what the ledger last recorded of their source and scope, in every month they tell. Files that were
 * refused are never known: they are read again.
 */
async function hasLast({ prisma }: Database, delivery: IncomingDelivery, hash: Buffer): Promise<boolean> {
  const { source, scope, billingMonth } = delivery;
  const same = await prisma.costDelivery.findMany({
    where: {
      source,
      scope,
      contentHash: new Uint8Array(hash),
      ...(billingMonth === null ? {} : { billingMonth: toMonthStart(billingMonth) }),
    },
    distinct: ['billingMonth'],
    select: { billingMonth: true },
  });
  for (const month of same) {
    const last = await prisma.costDelivery.findFirst({
      where: { source, scope, billingMonth: month.billingMonth },
      orderBy: { arrivedAt: 'desc' },
      select: { contentHash: true, state: true },
    });
    if (last === null || !hash.equals(last.contentHash) || last.state === 'quarantined') return false;
  }
  return same.length > 0;
}
