import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import type { Measurement } from '../measure';
import { billScopes } from './bill-rows';
import { type MonthForm, writeBill, writeMonth } from './write-month';

const rows = 1_500_000;
const forms: MonthForm[] = ['csv', 'csv.gz', 'parquet'];
const importMonth = fileURLToPath(new URL('import-month.ts', import.meta.url));

const resultSchema = z.object({
  rows: z.literal(rows),
  seconds: z.number(),
  processorSeconds: z.number(),
  peakMegabytes: z.number(),
});

/**
 * How long a restated month of 1,500,000 rows takes into the ledger and to be added up anew, which its import does, and the
 * most memory its process had: of a bill whose rows are alike from hour to hour, and of three bills at once whose rows are not.
 */
export async function benchCostImport(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-cost-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  try {
    await migrate(server.url);
    const measurements: Measurement[] = [];
    for (const [restatement, form] of forms.entries()) {
      const path = join(directory, `month.${form}`);
      await writeMonth(path, form, rows, restatement);
      const bills = [{ source: 'aws-focus', path }];
      const name = `1.5 million rows as ${form}, added up`;
      measurements.push(...(await importOnce(server.url, join(directory, 'ledger'), form, bills, name)));
      await rm(path);
    }
    const bills = billScopes.map((scope) => ({ scope, source: scope.source, path: join(directory, scope.source) }));
    for (const { scope, path } of bills) await writeBill(path, scope, Math.round(rows * scope.share));
    const name = '1.5 million rows hardly ever alike, as three bills, added up';
    measurements.push(...(await importOnce(server.url, join(directory, 'bills'), 'parquet', bills, name)));
    return measurements;
  } finally {
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

/** In a process of its own, whose memory nothing else has touched. */
async function importOnce(
  url: string,
  ledger: string,
  form: MonthForm,
  bills: readonly { source: string; path: string }[],
  name: string,
): Promise<Measurement[]> {
  const given = bills.map(({ source, path }) => `${source}=${path}`);
  const { stdout } = await execa(process.execPath, ['--import', 'tsx', importMonth, url, ledger, form, ...given]);
  const { seconds, processorSeconds, peakMegabytes } = resultSchema.parse(JSON.parse(stdout));
  const once = (value: number) => ({ median: value, p95: value });
  return [
    { name, ...once(seconds), unit: 's', bar: { atMost: 15 } },
    { name: `… processor time, over the cores`, ...once(processorSeconds), unit: 's' },
    { name: `… most memory`, ...once(peakMegabytes), unit: 'MB', bar: { atMost: 1_500 } },
  ];
}
