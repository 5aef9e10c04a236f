import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { openLedger } from '@/lib/store/cost-ledger/ledger';
import { openDatabase } from '@/lib/store/database/database';
import type { MonthForm } from './write-month';

const [url = '', folder = '', path = '', form] = process.argv.slice(2);
const encodings: Record<string, MonthForm> = { csv: 'csv', 'csv.gz': 'csv.gz', parquet: 'parquet' };
const encoding = encodings[form ?? ''];
if (encoding === undefined) throw new Error('Give a database, a folder, a file and its form.');

const database = openDatabase(url, { applicationName: 'millwright bench' });
const ledger = await openLedger({ folder, database });
const start = performance.now();
const busyBefore = process.cpuUsage();
const kept = await ledger.keepDelivery(
  {
    source: 'aws-focus',
    scope: 'bench',
    title: 'Bench',
    billingMonth: '2026-10',
    version: path,
    deliveredAt: null,
    basis: 'billed',
    coverage: 'all',
    files: [
      { name: path, encoding, bytes: null, open: async () => createReadStream(path, { highWaterMark: 1 << 20 }) },
    ],
    toFocus: null,
  },
  new Date(),
);
const seconds = (performance.now() - start) / 1_000;
const { user, system } = process.cpuUsage(busyBefore);
const peakKilobytes = Number(/VmHWM:\s+(\d+)/.exec(await readFile('/proc/self/status', 'utf8'))?.[1]);
await ledger.close();
await database.close();
console.log(
  JSON.stringify({
    state: kept.months[0]?.state,
    rows: kept.months[0]?.rows,
    seconds,
    /** What it would take with all cores to itself and all work shared among them. */
    processorSeconds: (user + system) / 1_000_000 / availableParallelism(),
    peakMegabytes: peakKilobytes / 1_000,
  }),
);
