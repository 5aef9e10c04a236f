import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { importBill } from '@/lib/commands/cost/import-bill';
import { toImportedDelivery, toScope } from '@/lib/commands/cost/to-imported-delivery';
import type { importableSources } from '@/lib/domain/cost/billing-delivery';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { findEncoding } from '@/lib/store/cost-ledger/find-encoding';
import type { IncomingFile, ReadingHints, Rejection } from '@/lib/store/cost-ledger/incoming-delivery';
import type { CommandRun, SharedOptions } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, printTable, toCell } from '../terminal/print';
import type { Terminal } from '../terminal/terminal';
import { withLedger } from './with-ledger';

export interface ImportOptions extends SharedOptions {
  scope?: string;
  source: (typeof importableSources)[number];
  currency?: string;
  dateOrder?: 'month-first' | 'day-first' | null;
}

const mostShown = 20;

/** `cost import`: the files are one delivery, which takes the place of the former of its scope, month by month. */
export async function importBills(run: CommandRun, paths: string[], options: ImportOptions): Promise<void> {
  const scope = options.scope ?? scopeOf(paths);
  const hints = toHints(options);
  const files = await Promise.all(paths.map(toIncomingFile));
  const kept = await withLedger(run, options, async (ledger, console) => {
    const context = console.commandContext();
    return importBill(
      context,
      ledger,
      toImportedDelivery({ files, source: options.source, scope, hints }, context.now),
    );
  });
  const rejections = [...kept.untold, ...kept.months.flatMap((month) => month.rejections)];
  if (options.json) printJson(run.terminal, { scope, ...kept });
  else {
    printTable(
      run.terminal,
      [
        { title: 'MONTH', text: ({ month }) => month },
        { title: 'STATE', text: ({ state }) => state },
        { title: 'ROWS', text: ({ rows }) => String(rows) },
        { title: 'REJECTED', text: ({ rejectedRows }) => String(rejectedRows) },
      ],
      kept.months,
    );
    remarkRejections(run.terminal, rejections);
  }
  if (kept.months.every(({ state }) => state === 'unchanged') && kept.untold.length === 0)
    run.terminal.remark('The ledger has these very files already, or they hold no row: nothing was changed.');
  if (rejections.length > 0) throw new PlainError('Not everything counts: see the reasons.');
}

function toHints({ currency, dateOrder = null }: ImportOptions): ReadingHints | null {
  const code = currency?.toUpperCase() ?? null;
  if (code !== null && !currencyCodes.includes(code)) throw new PlainError(`“${currency}” is no currency of ISO 4217.`);
  return code === null && dateOrder === null ? null : { currency: code, dateOrder };
}

function scopeOf(paths: readonly string[]): string {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0)
    throw new PlainError('Several files are one delivery: name its scope with --scope.');
  return toScope(basename(path));
}

async function toIncomingFile(path: string): Promise<IncomingFile> {
  const encoding = await findEncoding(path).catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  return {
    name: basename(path),
    encoding,
    bytes: null,
    open: async () => createReadStream(path, { highWaterMark: 1 << 18 }),
  };
}

function remarkRejections(terminal: Terminal, rejections: readonly Rejection[]): void {
  for (const { file, row, column, value, reason } of rejections.slice(0, mostShown)) {
    const place = [file, row === null ? null : `row ${row}`, column].filter((part) => part !== null).join(', ');
    const told = value === null ? '' : ` “${value}”`;
    terminal.remark(toCell(`${place}${told}${place === '' ? '' : ': '}${reason}`));
  }
  if (rejections.length > mostShown) terminal.remark(`… and ${rejections.length - mostShown} more.`);
}
