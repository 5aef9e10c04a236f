import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { invoicesQuerySchema } from '@/lib/api/contracts/cost-invoices';
import type { CommandContext } from '@/lib/commands/command-context';
import { type InvoiceRecorded, recordInvoice, replaceInvoice } from '@/lib/commands/cost/invoices/record-invoice';
import { parseAmount } from '@/lib/domain/cost/amount';
import { type InvoiceRow, invoiceColumns, parseInvoices } from '@/lib/domain/cost/parse-invoices';
import { readMonthInvoices } from '@/lib/views/cost/close/read-invoices';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

/**
 * `cost invoices import`: enters the invoices of a list, one after the other, each on the record. A list with a row that
 * cannot be read enters nothing. The same list again changes nothing.
 */
export async function importInvoices(
  run: CommandRun,
  path: string,
  options: SharedOptions & { replace?: true },
): Promise<void> {
  const bytes = await readFile(path).catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  const read = parseInvoices(bytes.toString('utf8'));
  if (read === null)
    throw new PlainError(
      `${path} is no list of invoices: it needs the columns ${invoiceColumns.slice(0, 6).join(', ')}.`,
    );
  if (read.faults.length > 0)
    throw new PlainError(
      `Nothing was entered. ${read.faults.map(({ line, column, reason }) => `Line ${line}, ${column}: ${reason}`).join(' ')}`,
    );
  const file = { name: basename(path), hash: createHash('sha256').update(bytes).digest('hex') };
  const entered = await withConsole(run, options, async (console) => {
    const outcomes: (InvoiceRow & Pick<InvoiceRecorded, 'outcome'>)[] = [];
    for (const row of read.rows) {
      const { outcome } = await enter(console.commandContext(), row, file, options.replace === true);
      outcomes.push({ ...row, outcome });
    }
    return outcomes;
  });
  const told = entered.map(({ provider, invoiceNumber, outcome }) => ({ provider, invoiceNumber, outcome }));
  if (options.json) return printJson(run.terminal, { invoices: told });
  printTable(
    run.terminal,
    [
      { title: 'PROVIDER', text: ({ provider }) => provider },
      { title: 'INVOICE', text: ({ invoiceNumber }) => invoiceNumber },
      { title: 'OUTCOME', text: ({ outcome }) => outcome },
    ],
    told,
  );
}

/** The hash is of the document where the list itself is it. */
async function enter(
  context: CommandContext,
  row: InvoiceRow,
  file: { name: string; hash: string },
  mayReplace: boolean,
): Promise<InvoiceRecorded> {
  const entry = {
    ...row,
    documentName: row.documentName ?? file.name,
    documentHash: row.documentName === null ? file.hash : null,
  };
  if (!mayReplace) return recordInvoice(context, entry);
  const { invoices } = await readMonthInvoices(context, {});
  const last = invoices.find(
    (one) =>
      one.replacedBy === null &&
      !one.isWithdrawn &&
      one.provider === row.provider &&
      one.billingAccount === row.billingAccount &&
      one.invoiceNumber === row.invoiceNumber,
  );
  if (last === undefined) return recordInvoice(context, entry);
  const isSame =
    last.month === row.month &&
    last.currency === row.currency &&
    parseAmount(last.amount) === row.amount &&
    (last.tax === null ? null : parseAmount(last.tax)) === row.tax;
  return isSame ? recordInvoice(context, entry) : replaceInvoice(context, last.id, entry);
}

/** `cost invoices list`: entries that count, and of a month how they stand to the ledger. */
export async function listInvoices(run: CommandRun, options: SharedOptions & { month?: string }): Promise<void> {
  const query = parseInput(invoicesQuerySchema, options.month === undefined ? {} : { month: options.month });
  const told = await withLedger(run, options, ({ folder, engine }, console) =>
    readMonthInvoices(console.viewContext(), query, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, told);
  if (told.month === null) {
    printTable(
      run.terminal,
      [
        { title: 'MONTH', text: ({ month }) => month },
        { title: 'PROVIDER', text: ({ provider }) => provider },
        { title: 'ACCOUNT', text: ({ billingAccount }) => billingAccount },
        { title: 'INVOICE', text: ({ invoiceNumber }) => invoiceNumber },
        { title: 'AMOUNT', text: ({ amount }) => amount },
        { title: 'CURRENCY', text: ({ currency }) => currency },
        {
          title: 'STATE',
          text: ({ replacedBy, isWithdrawn }) =>
            replacedBy !== null ? 'replaced' : isWithdrawn ? 'taken back' : 'counts',
        },
      ],
      told.invoices,
    );
    return;
  }
  printTable(
    run.terminal,
    [
      { title: 'PROVIDER', text: ({ provider }) => provider },
      { title: 'ACCOUNT', text: ({ billingAccount }) => billingAccount },
      { title: 'INVOICE', text: ({ invoiceNumbers }) => invoiceNumbers.join(' ') },
      { title: 'STATE', text: ({ state }) => state },
      { title: 'INVOICED', text: ({ invoiced }) => invoiced },
      { title: 'LEDGER', text: ({ ledger }) => ledger },
      { title: 'REMAINDER', text: ({ remainder }) => remainder },
      { title: 'CURRENCY', text: ({ currency }) => currency },
    ],
    told.items,
  );
}
