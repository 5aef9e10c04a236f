import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import type { Prisma } from '@/lib/store/database/generated/client';

/** An invoice as a person gives it. Months as `2026-10`, days as `2026-10-31`. */
export interface InvoiceEntry {
  provider: string;
  invoiceNumber: string;
  billingAccount: string;
  month: `${number}-${number}`;
  currency: string;
  /** What is to be paid, tax included. */
  amount: Amount;
  /** What of it is tax; null: it is not said. */
  tax: Amount | null;
  issuedOn: string | null;
  documentName: string | null;
  /** SHA-256 of the document, hexadecimal; null: none was kept. */
  documentHash: string | null;
  comment: string;
}

/** Writes an entry in the caller's transaction; `replaces`: the entry it takes the place of. */
export async function writeInvoice(
  tx: Prisma.TransactionClient,
  entry: InvoiceEntry,
  {
    enteredAt,
    enteredBy,
    replaces,
    isWithdrawn,
  }: { enteredAt: Date; enteredBy: string; replaces: string | null; isWithdrawn: boolean },
): Promise<string> {
  const { month, amount, tax, issuedOn, documentHash, ...rest } = entry;
  const { id } = await tx.costInvoice.create({
    data: {
      ...rest,
      billingMonth: new Date(`${month}-01T00:00:00Z`),
      amount: formatAmount(amount),
      tax: tax === null ? null : formatAmount(tax),
      issuedOn: issuedOn === null ? null : new Date(`${issuedOn}T00:00:00Z`),
      documentHash: documentHash === null ? null : new Uint8Array(Buffer.from(documentHash, 'hex')),
      isWithdrawn,
      enteredAt,
      enteredBy,
      replaces,
    },
    select: { id: true },
  });
  return id;
}

/** One writer of invoices at a time: what counts of an invoice is known only then. */
export async function lockInvoices(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('cost invoices', 0))`;
}
