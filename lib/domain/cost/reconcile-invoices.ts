import { type Amount, amountDigits, multiplyAmount } from './amount';

/** Billed costs of a month that the ledger has of one account, invoice, currency and charge category. */
export interface InvoicedPart {
  provider: string | null;
  billingAccount: string | null;
  /** Null: the rows stand on no invoice, or not yet. */
  invoiceNumber: string | null;
  currency: string | null;
  category: string | null;
  rows: number;
  /** Rows that do not tell what they bill. */
  untold: number;
  billed: Amount;
}

/** An invoice as somebody entered it. */
export interface EnteredInvoice {
  id: string;
  provider: string;
  billingAccount: string;
  invoiceNumber: string;
  currency: string;
  /** What is to be paid, tax included. */
  amount: Amount;
  /** Null: the entry does not say. */
  tax: Amount | null;
}

/**
 * How an invoice and the ledger stand to one another. `matched`: alike to the smallest unit of the currency. `only-ledger`:
 * nobody entered the invoice. `only-invoice`: the ledger has no row of it. `not-final`: rows that are to get an invoice.
 */
export const reconciliationStates = ['matched', 'difference', 'only-ledger', 'only-invoice', 'not-final'] as const;
export type ReconciliationState = (typeof reconciliationStates)[number];

/** One account's invoice, or its whole month, held against the ledger. */
export interface ReconciledLine {
  state: ReconciliationState;
  provider: string | null;
  billingAccount: string | null;
  currency: string | null;
  /** By the number that rows carry, or by account and month, where no row of the account carries one. */
  by: 'invoice' | 'month';
  /** The number the rows carry; of a month all entered, several in one. Empty: none. */
  invoiceNumbers: string[];
  entered: EnteredInvoice[];
  /** What the invoices ask for; null: none was entered. */
  invoiced: Amount | null;
  /** What the ledger has; null: it has no row. */
  ledger: Amount | null;
  /** The ledger's part by charge category. */
  parts: { category: string | null; billed: Amount; rows: number }[];
  rows: number;
  /** Rows that do not tell what they bill: above nought the ledger's part is “at least”. */
  untold: number;
  /** What the invoice asks for beyond the ledger; negative where the ledger has more. Null: no invoice is entered, so it is not known. */
  remainder: Amount | null;
}

/** Of whom it is documented that rows carry no invoice until the month is final. */
const blankUntilFinal: readonly (string | null)[] = ['aws'];

/** The digits a currency is paid in. */
function toMinorDigits(currency: string | null): number {
  if (currency === null) return 2;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits;
}

/** An amount rounded to the digits its currency is paid in, half to even. */
export function toPayable(amount: Amount, currency: string | null): Amount {
  const unit = 10n ** BigInt(amountDigits - toMinorDigits(currency));
  return multiplyAmount(amount, { numerator: 1n, denominator: unit }, 'half-even') * unit;
}

/**
 * Holds the invoices of a month against the ledger: by the number rows carry; where no row of an account carries one, all its
 * invoices together against all its rows. Every row and every invoice is in exactly one line. Ordered by account.
 */
export function reconcileInvoices(
  parts: readonly InvoicedPart[],
  invoices: readonly EnteredInvoice[],
): ReconciledLine[] {
  const nameOf = (one: { provider: string | null; billingAccount: string | null; currency: string | null }) =>
    JSON.stringify([one.provider, one.billingAccount, one.currency]);
  const names = [...new Set([...parts, ...invoices].map(nameOf))].sort();
  return names.flatMap((name) =>
    reconcileAccount(
      parts.filter((part) => nameOf(part) === name),
      invoices.filter((invoice) => nameOf(invoice) === name),
    ),
  );
}

function reconcileAccount(parts: readonly InvoicedPart[], invoices: readonly EnteredInvoice[]): ReconciledLine[] {
  const blank = parts.filter(({ invoiceNumber }) => invoiceNumber === null);
  const numbered = Map.groupBy(parts, ({ invoiceNumber }) => invoiceNumber);
  numbered.delete(null);
  const isByMonth = numbered.size === 0;
  const lines: ReconciledLine[] = [];
  for (const [number, own] of numbered) {
    const entered = invoices.filter(({ invoiceNumber }) => invoiceNumber === number);
    lines.push(toLine('invoice', own, entered, number === null ? [] : [number]));
  }
  if (isByMonth) {
    const numbers = invoices.map(({ invoiceNumber }) => invoiceNumber).sort();
    if (blank.length > 0 || invoices.length > 0) lines.push(toLine('month', blank, invoices, numbers));
  } else {
    const left = invoices.filter(({ invoiceNumber }) => !numbered.has(invoiceNumber));
    for (const invoice of left) lines.push(toLine('invoice', [], [invoice], [invoice.invoiceNumber]));
    if (blank.length > 0) lines.push({ ...toLine('invoice', blank, [], []), state: 'not-final', remainder: null });
  }
  return lines.sort((one, other) => (String(one.invoiceNumbers) < String(other.invoiceNumbers) ? -1 : 1));
}

function toLine(
  by: 'invoice' | 'month',
  parts: readonly InvoicedPart[],
  entered: readonly EnteredInvoice[],
  invoiceNumbers: string[],
): ReconciledLine {
  const [first] = [...parts, ...entered];
  if (first === undefined) throw new TypeError('A line has rows or an invoice.');
  const { provider, billingAccount, currency } = first;
  const sum = (amounts: readonly Amount[]) => amounts.reduce((total, one) => total + one, 0n);
  const invoiced = entered.length === 0 ? null : sum(entered.map(({ amount }) => amount));
  const ledger = parts.length === 0 ? null : sum(parts.map(({ billed }) => billed));
  const line = {
    provider,
    billingAccount,
    currency,
    by,
    invoiceNumbers,
    entered: [...entered],
    invoiced,
    ledger,
    parts: [...Map.groupBy(parts, ({ category }) => category)]
      .map(([category, own]) => ({
        category,
        billed: sum(own.map(({ billed }) => billed)),
        rows: own.reduce((count, { rows }) => count + rows, 0),
      }))
      .sort((one, other) => (String(one.category) < String(other.category) ? -1 : 1)),
    rows: parts.reduce((count, { rows }) => count + rows, 0),
    untold: parts.reduce((count, { untold }) => count + untold, 0),
  };
  if (ledger === null) return { ...line, state: 'only-invoice', remainder: invoiced };
  if (invoiced === null) {
    const isAwaited = by === 'month' && blankUntilFinal.includes(provider);
    return isAwaited
      ? { ...line, state: 'not-final', remainder: null }
      : { ...line, state: 'only-ledger', remainder: null };
  }
  const isAlike = toPayable(invoiced, currency) === toPayable(ledger, currency);
  return { ...line, state: isAlike ? 'matched' : 'difference', remainder: invoiced - ledger };
}
