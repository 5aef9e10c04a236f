import { requireEverywhere } from '@/lib/access/authorise';
import type { InvoicesQuery, Reconciled, Reconciliation } from '@/lib/api/contracts/cost-invoices';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { ReconciledLine } from '@/lib/domain/cost/reconcile-invoices';
import { readCountedDeliveries } from '@/lib/store/cost-close/read-close-deliveries';
import { type RemainderNote, readInvoices, readRemainderNotes } from '@/lib/store/cost-invoices/read-invoices';
import { readReconciliation } from '@/lib/store/cost-invoices/read-reconciliation';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import type { ViewContext } from '@/lib/views/view-context';

/**
 * A month's invoices against what the bills in the ledger say. An invoice is of a whole account: who sees the costs of a
 * team or site alone is refused.
 */
export async function readMonthInvoices(
  { actor, database, now }: ViewContext,
  { month }: InvoicesQuery,
  openLedger = openCostLedger,
): Promise<Reconciliation> {
  requireEverywhere(actor, 'cost:read');
  const { pool } = database;
  const reconcile = async () => {
    if (month === undefined) return [];
    const ledger = await openLedger();
    const deliveries = await readCountedDeliveries(pool, ledger.root, month, now);
    return readReconciliation(pool, ledger, month, deliveries);
  };
  const [lines, invoices, notes] = await Promise.all([
    reconcile(),
    readInvoices(pool, month ?? null),
    month === undefined ? [] : readRemainderNotes(pool, month),
  ]);
  return {
    at: now.toISOString(),
    month: month ?? null,
    items: lines.map((line) => toReconciled(line, notes)),
    invoices: invoices.map(({ amount, tax, ...invoice }) => ({
      ...invoice,
      amount: formatAmount(amount),
      tax: tax === null ? null : formatAmount(tax),
    })),
  };
}

function toReconciled(line: ReconciledLine, notes: readonly RemainderNote[]): Reconciled {
  const { entered, invoiced, ledger, parts, remainder, untold, ...rest } = line;
  const taxes = entered.flatMap(({ tax }) => (tax === null ? [] : [tax]));
  const isTaxTold = entered.length > 0 && taxes.length === entered.length;
  const [number = null] = line.invoiceNumbers;
  const note = notes.find(
    (one) =>
      one.provider === line.provider &&
      one.billingAccount === line.billingAccount &&
      one.currency === line.currency &&
      one.invoiceNumber === (line.by === 'month' ? null : number),
  );
  return {
    ...rest,
    entries: entered.map(({ id }) => id),
    invoiced: toText(invoiced),
    tax: isTaxTold ? formatAmount(taxes.reduce((sum, tax) => sum + tax, 0n)) : null,
    ledger: toText(ledger),
    parts: parts.map(({ billed, ...part }) => ({ ...part, billed: formatAmount(billed) })),
    untoldRows: untold,
    remainder: toText(remainder),
    explanation:
      note === undefined
        ? null
        : {
            text: note.explanation,
            by: note.explainedBy,
            at: note.explainedAt,
            remainder: toText(note.remainder),
          },
  };
}

function toText(amount: bigint | null): string | null {
  return amount === null ? null : formatAmount(amount);
}
