import type pg from 'pg';
import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';

const amount = z.string().transform((told, context) => {
  const read = parseAmount(told);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'An amount is a number.' });
  return z.NEVER;
});
const text = z.string().nullable();

const invoiceSchema = z.object({
  id: z.string(),
  provider: z.string(),
  invoiceNumber: z.string(),
  billingAccount: z.string(),
  month: z.string(),
  currency: z.string(),
  amount,
  tax: amount.nullable(),
  issuedOn: text,
  documentName: text,
  documentHash: text,
  comment: z.string(),
  isWithdrawn: z.boolean(),
  enteredAt: z.date().transform((date) => date.toISOString()),
  enteredBy: z.string(),
  replaces: text,
  replacedBy: text,
});

/** An entry of an invoice. `replacedBy` null: it is the last of its invoice, and counts unless it takes it back. */
export type StoredInvoice = z.infer<typeof invoiceSchema>;

/** All entries of a month's invoices, or of all, those that were replaced among them; the last entered first. */
export async function readInvoices(pool: Pick<pg.Pool, 'query'>, month: string | null): Promise<StoredInvoice[]> {
  const { rows } = await pool.query(
    `SELECT i.id, i.provider, i.invoice_number AS "invoiceNumber", i.billing_account AS "billingAccount",
       to_char(i.billing_month, 'YYYY-MM') AS month, i.currency, i.amount::text, i.tax::text,
       to_char(i.issued_on, 'YYYY-MM-DD') AS "issuedOn", i.document_name AS "documentName",
       encode(i.document_hash, 'hex') AS "documentHash", i.comment, i.is_withdrawn AS "isWithdrawn",
       i.entered_at AS "enteredAt", i.entered_by AS "enteredBy", i.replaces, later.id AS "replacedBy"
     FROM cost_invoice i LEFT JOIN cost_invoice later ON later.replaces = i.id
     WHERE $1::text IS NULL OR to_char(i.billing_month, 'YYYY-MM') = $1
     ORDER BY i.billing_month DESC, i.entered_at DESC, i.id DESC`,
    [month],
  );
  return invoiceSchema.array().parse(rows);
}

/** Whether an entry counts. */
export function isCounted({ replacedBy, isWithdrawn }: StoredInvoice): boolean {
  return replacedBy === null && !isWithdrawn;
}

const noteSchema = z.object({
  id: z.string(),
  provider: z.string(),
  billingAccount: z.string(),
  invoiceNumber: text,
  currency: z.string(),
  remainder: amount.nullable(),
  explanation: z.string(),
  explainedAt: z.date().transform((date) => date.toISOString()),
  explainedBy: z.string(),
});

/** What somebody said of a remainder. */
export type RemainderNote = z.infer<typeof noteSchema>;

/** All that was said of a month's remainders, the last first. */
export async function readRemainderNotes(pool: Pick<pg.Pool, 'query'>, month: string): Promise<RemainderNote[]> {
  const { rows } = await pool.query(
    `SELECT id, provider, billing_account AS "billingAccount", invoice_number AS "invoiceNumber", currency, remainder::text,
       explanation, explained_at AS "explainedAt", explained_by AS "explainedBy"
     FROM cost_remainder_note WHERE to_char(billing_month, 'YYYY-MM') = $1 ORDER BY explained_at DESC, id DESC`,
    [month],
  );
  return noteSchema.array().parse(rows);
}
