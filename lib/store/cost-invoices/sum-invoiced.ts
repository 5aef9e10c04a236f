import { z } from 'zod';
import type { InvoicedPart } from '@/lib/domain/cost/reconcile-invoices';
import { type CloseDelivery, tellsCost } from '@/lib/store/cost-close/close-delivery';
import type { CloseLedger } from '@/lib/store/cost-close/close-ledger';
import { keepAnswers } from '@/lib/store/cost-ledger/keep-answers';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';

const text = z.string().nullable();
const partSchema = z.object({
  provider: text,
  billingAccount: text,
  invoiceNumber: text,
  currency: text,
  category: text,
  rows: z.bigint().transform(Number),
  untold: z.bigint().transform(Number),
  billed: z.object({ value: z.bigint() }).transform(({ value }) => value),
});

/** By the statement: it names every file, and files never change. */
const kept = keepAnswers<InvoicedPart[]>(24);

/** What the bills among deliveries say was billed, by account, invoice, currency and category. Estimates bill nothing. */
export async function sumInvoiced(
  { engine }: CloseLedger,
  deliveries: readonly CloseDelivery[],
): Promise<InvoicedPart[]> {
  const files = deliveries.flatMap((delivery) =>
    delivery.basis === 'billed' && tellsCost('billed', delivery.coverage) ? delivery.files : [],
  );
  if (files.length === 0) return [];
  const sql = `SELECT coalesce(nullif(x_provider, ''), nullif(ProviderName, ''), nullif(ServiceProviderName, '')) AS provider,
       nullif(BillingAccountId, '') AS "billingAccount", nullif(InvoiceId, '') AS "invoiceNumber",
       nullif(BillingCurrency, '') AS currency, nullif(ChargeCategory, '') AS category,
       count(*) AS rows, count(*) - count(BilledCost) AS untold, coalesce(sum(BilledCost), 0)::DECIMAL(38, 24) AS billed
     FROM ${toSource(files)} GROUP BY ALL ORDER BY ALL`;
  return kept(sql, async () => partSchema.array().parse(await engine.query(sql)));
}
