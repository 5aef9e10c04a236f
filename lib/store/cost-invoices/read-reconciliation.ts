import type pg from 'pg';
import { type ReconciledLine, reconcileInvoices } from '@/lib/domain/cost/reconcile-invoices';
import type { CloseDelivery } from '@/lib/store/cost-close/close-delivery';
import type { CloseLedger } from '@/lib/store/cost-close/close-ledger';
import { isCounted, readInvoices } from './read-invoices';
import { sumInvoiced } from './sum-invoiced';

/** The month's invoices that count held against what its deliveries bill. */
export async function readReconciliation(
  pool: pg.Pool,
  ledger: CloseLedger,
  month: string,
  deliveries: readonly CloseDelivery[],
): Promise<ReconciledLine[]> {
  const entered = (await readInvoices(pool, month)).filter(isCounted);
  const parts = await sumInvoiced(ledger, deliveries);
  return reconcileInvoices(
    parts,
    entered.map(({ id, provider, billingAccount, invoiceNumber, currency, amount, tax }) => ({
      id,
      provider,
      billingAccount,
      invoiceNumber,
      currency,
      amount,
      tax,
    })),
  );
}
