import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toPartsSql } from './cause-sql';
import type { CloseDelivery } from './close-delivery';
import type { CloseLedger } from './close-ledger';
import { stageLines } from './compare-deliveries';
import { forgetOldest } from './forget-oldest';
import { lineTexts } from './line-sql';
import { comparisonVersion, toStateHash } from './month-lines';

/** Of what is kept of a line: another form, or another way to compare, makes what was kept before void. */
const linesVersion = `lines 1, ${comparisonVersion}`;
const namePattern = /^close-lines-[0-9a-f]{64}\.parquet$/;
/** What is kept at once, and at most until nobody looked at one for a day. */
const bounds = { isOne: (name: string) => namePattern.test(name), most: 8, mostBytes: 2 ** 30 };

/** Comparisons under way by their file: several pages that ask for the same wait for one. */
const running = new Map<string, Promise<void>>();

/**
 * A file with every line that changed between two sets of deliveries, a row a cause, for as long as `read` takes. It is made
 * once for each state of both and their rules, and every page of every cause, cost and person is read of it. It lies where
 * the ledger keeps what may go at any time, and is made anew where it went.
 */
export async function withKeptLines<T>(
  ledger: CloseLedger,
  closed: readonly CloseDelivery[],
  now: readonly CloseDelivery[],
  read: (path: string) => Promise<T>,
): Promise<T> {
  const states = [closed, now].map((deliveries) => toStateHash(deliveries, linesVersion).toString('hex'));
  const state = createHash('sha256').update(states.join(' ')).digest('hex');
  const folder = join(ledger.root, 'spill');
  const path = join(folder, `close-lines-${state}.parquet`);
  if (!(await isThere(path))) await make(ledger, folder, path, { closed, now });
  const at = new Date();
  await utimes(path, at, at).catch(() => undefined); // whoever swept it meanwhile has it made again below
  try {
    return await read(path);
  } catch (error) {
    if (await isThere(path)) throw error;
    await make(ledger, folder, path, { closed, now });
    return read(path);
  }
}

async function make(
  { engine }: CloseLedger,
  folder: string,
  path: string,
  { closed, now }: { closed: readonly CloseDelivery[]; now: readonly CloseDelivery[] },
): Promise<void> {
  const known = running.get(path);
  if (known !== undefined) return known;
  const work = engine
    .withConnection(async (connection) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await stageLines(connection, closed, now, { detail: true });
      const draft = `${path}.${randomUUID()}`;
      try {
        const lines = toPartsSql(columns);
        await connection.run(`COPY (${lines}) TO ${toLiteral(draft)} (FORMAT parquet, COMPRESSION zstd)`);
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    })
    .then(() => forgetOldest(folder, bounds))
    .finally(() => running.delete(path));
  running.set(path, work);
  return work;
}

const columns = [
  ...['pair', 'id', 'provider', '"billingAccount"', 'service', 'currency', 'team', 'site', 'day'],
  ...Object.keys(lineTexts),
  ...['rows_then', 'rows_now'],
  'CASE WHEN counted_then > 0 THEN quantity_then END AS quantity_then',
  'CASE WHEN counted_now > 0 THEN quantity_now END AS quantity_now',
  ...costMetrics.flatMap((metric) => [`${metric}_then`, `${metric}_now`]),
];

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
