import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { costExportQuerySchema } from '@/lib/api/contracts/cost-export';
import { takeExport } from '@/lib/commands/cost/take-export';
import { exportFocus } from '@/lib/views/cost/export-focus';
import type { CommandRun, SharedOptions } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson } from '../terminal/print';
import { type SpanOptions, toSpanQuery } from './span-options';
import { withLedger } from './with-ledger';

export interface ExportOptions extends SharedOptions, SpanOptions {
  /** `dimension=value`, or `tag:key=value`. */
  filter: string[];
  format: 'focus-csv' | 'focus-parquet';
  /** Days are of months billed in, which the range is widened to. */
  billingMonth?: true;
}

/** `cost export`: every row behind costs as a FOCUS 1.2 dataset in a file that is not there yet. */
export async function exportCosts(run: CommandRun, path: string, options: ExportOptions): Promise<void> {
  const query = parseInput(costExportQuerySchema, {
    ...toSpanQuery(options, new Date()),
    ...toFilters(options.filter),
    format: options.format,
    time: options.billingMonth ? 'billing-month' : 'charge-day',
  });
  const rows = await withLedger(run, options, async (ledger, console) => {
    const context = console.commandContext();
    const openLedger = async () => ({ root: ledger.folder.root, engine: ledger.engine });
    const most = Number.POSITIVE_INFINITY;
    const file = await takeExport(context, query, () => exportFocus(context, query, { openLedger, most }));
    await write(file.read(), path);
    return file.rows;
  });
  if (options.json) return printJson(run.terminal, { path, rows, ...query });
  run.terminal.remark(`${rows} rows in ${path}, as FOCUS 1.2.`);
}

async function write(pieces: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  try {
    // A file that somebody has is never written over.
    await pipeline(Readable.from(pieces), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new PlainError(`${path} is there already.`);
    throw error;
  }
}

function toFilters(filters: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const text of filters) {
    const [, name, value] = /^(tag(?=:)|[a-z-]+)[:=](.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      throw new PlainError(`“${text}” is no filter such as team=research or tag:cost-centre=4711.`);
    found[name] = [...(found[name] ?? []), value];
  }
  return found;
}
