import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import type { Measurement } from '../measure';
import { type MonthForm, writeMonth } from './write-month';

const rows = 1_500_000;
const forms: MonthForm[] = ['csv', 'csv.gz', 'parquet'];
const importMonth = fileURLToPath(new URL('import-month.ts', import.meta.url));

const resultSchema = z.object({
  state: z.literal('kept'),
  rows: z.literal(rows),
  seconds: z.number(),
  processorSeconds: z.number(),
  peakMegabytes: z.number(),
});

/** How long a restated month of 1,500,000 rows takes into the ledger, and the most memory its process had. */
export async function benchCostImport(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-cost-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  try {
    await migrate(server.url);
    const measurements: Measurement[] = [];
    for (const [restatement, form] of forms.entries()) {
      const path = join(directory, `month.${form}`);
      await writeMonth(path, form, rows, restatement);
      measurements.push(...(await importOnce(server.url, join(directory, 'ledger'), path, form)));
      await rm(path);
    }
    return measurements;
  } finally {
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

/** In a process of its own, whose memory nothing else has touched. */
async function importOnce(url: string, ledger: string, path: string, form: MonthForm): Promise<Measurement[]> {
  const { stdout } = await execa(process.execPath, ['--import', 'tsx', importMonth, url, ledger, path, form]);
  const { seconds, processorSeconds, peakMegabytes } = resultSchema.parse(JSON.parse(stdout));
  const once = (value: number) => ({ median: value, p95: value });
  return [
    { name: `1.5 million rows as ${form}`, ...once(seconds), unit: 's', bar: { atMost: 10 } },
    { name: `… processor time, over the cores`, ...once(processorSeconds), unit: 's' },
    { name: `… most memory`, ...once(peakMegabytes), unit: 'MB', bar: { atMost: 1_500 } },
  ];
}
