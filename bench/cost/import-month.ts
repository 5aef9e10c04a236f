import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { billingSources } from '@/lib/domain/cost/billing-delivery';
import { openLedger } from '@/lib/store/cost-ledger/ledger';
import { openDatabase } from '@/lib/store/database/database';
import type { MonthForm } from './write-month';

const [url = '', folder = '', form, ...bills] = process.argv.slice(2);
const encodings: Record<string, MonthForm> = { csv: 'csv', 'csv.gz': 'csv.gz', parquet: 'parquet' };
const encoding = encodings[form ?? ''];
if (encoding === undefined || bills.length === 0)
  throw new Error(
    'Give a database, a folder, the form of the files, and a source and a file of each bill, as source=file.',
  );

const database = openDatabase(url, { applicationName: 'millwright bench' });
const ledger = await openLedger({ folder, database });
const start = performance.now();
const busyBefore = process.cpuUsage();

/** Imports one bill and answers how many rows it has. */
async function importBill(bill: string, encoding: MonthForm): Promise<number> {
  const [told, path = ''] = bill.split('=');
  const source = billingSources.find((one) => one === told);
  if (source === undefined) throw new Error(`${told} is no source of bills.`);
  const { months } = await ledger.keepDelivery(
    {
      source,
      scope: 'bench',
      title: 'Bench',
      billingMonth: '2026-10',
      version: path,
      deliveredAt: null,
      basis: 'billed',
      coverage: 'all',
      files: [
        { name: path, encoding, bytes: null, open: async () => createReadStream(path, { highWaterMark: 1 << 18 }) },
      ],
      toFocus: null,
    },
    new Date(),
  );
  const [month, ...others] = months;
  if (month?.state !== 'kept' || others.length > 0) throw new Error(`${path} was not kept: ${JSON.stringify(months)}`);
  return Number(month.rows);
}

// All at once, as the worker reads those of several connections.
const counts = await Promise.all(bills.map((bill) => importBill(bill, encoding)));
const rows = counts.reduce((sum, count) => sum + count, 0);
const seconds = (performance.now() - start) / 1_000;
const { user, system } = process.cpuUsage(busyBefore);
const peakKilobytes = Number(/VmHWM:\s+(\d+)/.exec(await readFile('/proc/self/status', 'utf8'))?.[1]);
await ledger.close();
await database.close();
console.log(
  JSON.stringify({
    rows,
    seconds,
    /** What it would take with all cores to itself and all work shared among them. */
    processorSeconds: (user + system) / 1_000_000 / availableParallelism(),
    peakMegabytes: peakKilobytes / 1_000,
  }),
);
