import { type Amount, parseAmount } from './amount';
import { currencyCodes } from './currencies';
import { parseCsv } from './parse-csv';

/** A row of a list of invoices. */
export interface InvoiceRow {
  provider: string;
  invoiceNumber: string;
  billingAccount: string;
  month: `${number}-${number}`;
  currency: string;
  amount: Amount;
  tax: Amount | null;
  issuedOn: string | null;
  documentName: string | null;
  comment: string;
}

/** What a list of invoices held. `faults`: what could not be read, by line, the header being 1. */
interface InvoiceRows {
  rows: InvoiceRow[];
  faults: { line: number; column: string; reason: string }[];
}

/** The columns of a list of invoices; the first six are needed. */
export const invoiceColumns = [
  'provider',
  'invoice',
  'account',
  'month',
  'currency',
  'amount',
  'tax',
  'issued',
  'document',
  'comment',
] as const;
const needed = invoiceColumns.slice(0, 6);

/**
 * Reads a list of invoices: CSV with the columns `invoiceColumns` in any order. Null where it is none. Amounts are plain
 * decimals with a point, months `2026-10`, days `2026-10-31`; nothing is guessed.
 */
export function parseInvoices(text: string): InvoiceRows | null {
  const rows = parseCsv(text);
  const [first] = rows ?? [];
  if (rows === null || first === undefined || needed.some((name) => !(name in first))) return null;
  const read: InvoiceRows = { rows: [], faults: [] };
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const told = (column: (typeof invoiceColumns)[number]) => row[column]?.trim() ?? '';
    const faults = findFaults(told);
    read.faults.push(...faults.map((fault) => ({ line, ...fault })));
    const amount = parseAmount(told('amount'));
    if (faults.length > 0 || amount === null) continue;
    read.rows.push({
      provider: told('provider'),
      invoiceNumber: told('invoice'),
      billingAccount: told('account'),
      month: told('month') as InvoiceRow['month'],
      currency: told('currency'),
      amount,
      tax: told('tax') === '' ? null : parseAmount(told('tax')),
      issuedOn: told('issued') || null,
      documentName: told('document') || null,
      comment: told('comment'),
    });
  }
  return read;
}

function findFaults(told: (column: (typeof invoiceColumns)[number]) => string): { column: string; reason: string }[] {
  const checks: [column: (typeof invoiceColumns)[number], isWell: boolean, reason: string][] = [
    ['provider', told('provider') !== '', 'It is missing.'],
    ['invoice', told('invoice') !== '', 'It is missing.'],
    ['account', told('account') !== '', 'It is missing.'],
    ['month', isMonth(told('month')), 'It is no month such as 2026-10.'],
    ['currency', currencyCodes.includes(told('currency')), 'It is no currency of ISO 4217.'],
    ['amount', parseAmount(told('amount')) !== null, 'It is no number such as 1234.56.'],
    ['tax', told('tax') === '' || parseAmount(told('tax')) !== null, 'It is no number such as 1234.56.'],
    ['issued', told('issued') === '' || isDay(told('issued')), 'It is no day such as 2026-11-05.'],
  ];
  return checks.flatMap(([column, isWell, reason]) => (isWell ? [] : [{ column, reason }]));
}

/** Whether a text is a month such as `2026-10`. */
function isMonth(text: string): text is `${number}-${number}` {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}
