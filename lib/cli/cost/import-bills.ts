import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { importBill } from '@/lib/commands/cost/import-bill';
import type { BillingSource } from '@/lib/domain/cost/billing-delivery';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import type { IncomingFile, ReadingHints, Rejection } from '@/lib/store/cost-ledger/incoming-delivery';
import type { CommandRun, SharedOptions } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, printTable, toCell } from '../terminal/print';
import type { Terminal } from '../terminal/terminal';
import { withLedger } from './with-ledger';

/** Sources whose files are FOCUS as they are, so that a person can hand them over. */
export const importableSources = [
  'focus-file',
  'aws-focus',
  'google-cloud-focus',
  'azure-focus',
] as const satisfies readonly BillingSource[];

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
    return importBill(context, ledger, {
      source: options.source,
      scope,
      title: `Import of ${files.map(({ name }) => name).join(', ')}${toRemark(hints)}`,
      billingMonth: null,
      version: context.now.toISOString(),
      deliveredAt: null,
      basis: 'billed',
      coverage: 'all',
      files,
      toFocus: null,
      ...(hints === null ? {} : { hints }),
    });
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
  if (kept.months.length === 0 && kept.untold.length === 0)
    run.terminal.remark('The ledger has these very files already, or they hold no row: nothing was changed.');
  if (rejections.length > 0) throw new PlainError('Not everything counts: see the reasons.');
}

function toHints({ currency, dateOrder = null }: ImportOptions): ReadingHints | null {
  const code = currency?.toUpperCase() ?? null;
  if (code !== null && !currencyCodes.includes(code)) throw new PlainError(`“${currency}” is no currency of ISO 4217.`);
  return code === null && dateOrder === null ? null : { currency: code, dateOrder };
}

/** What somebody said of the files stays beside them. */
function toRemark(hints: ReadingHints | null): string {
  if (hints === null) return '';
  const said = [
    ...(hints.currency === null ? [] : [`${hints.currency} where no currency is told`]),
    ...(hints.dateOrder === null
      ? []
      : [`dates with the ${hints.dateOrder === 'month-first' ? 'month' : 'day'} first`]),
  ];
  return ` (read as ${said.join(', ')})`;
}

function scopeOf(paths: readonly string[]): string {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0)
    throw new PlainError('Several files are one delivery: name its scope with --scope.');
  return basename(path).replace(/\.(csv|csv\.gz|parquet|jsonl|json|ndjson)$/i, '');
}

async function toIncomingFile(path: string): Promise<IncomingFile> {
  const file = await open(path).catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 });
    return {
      name: basename(path),
      encoding: encodingOf(buffer.subarray(0, bytesRead)),
      bytes: null,
      open: async () => createReadStream(path, { highWaterMark: 1 << 20 }),
    };
  } finally {
    await file.close();
  }
}

/** What a file is by its first bytes; names lie. */
function encodingOf(start: Buffer): IncomingFile['encoding'] {
  if (start.toString('latin1') === 'PAR1') return 'parquet';
  if (start[0] === 0x1f && start[1] === 0x8b) return 'csv.gz';
  return start[0] === 0x7b ? 'json-lines' : 'csv';
}

function remarkRejections(terminal: Terminal, rejections: readonly Rejection[]): void {
  for (const { file, row, column, value, reason } of rejections.slice(0, mostShown)) {
    const place = [file, row === null ? null : `row ${row}`, column].filter((part) => part !== null).join(', ');
    const told = value === null ? '' : ` “${value}”`;
    terminal.remark(toCell(`${place}${told}${place === '' ? '' : ': '}${reason}`));
  }
  if (rejections.length > mostShown) terminal.remark(`… and ${rejections.length - mostShown} more.`);
}
