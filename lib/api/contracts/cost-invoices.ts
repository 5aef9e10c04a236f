import { z } from 'zod';
import { type Amount, parseAmount } from '@/lib/domain/cost/amount';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { reconciliationStates } from '@/lib/domain/cost/reconcile-invoices';
import { monthSchema } from './cost-close';
import { instantSchema } from './paging';

const amountSchema = z.string();
const nameSchema = z.string().trim().min(1).max(200);
/** Exact decimal text as a person writes it. */
const givenAmountSchema = z
  .string()
  .max(60)
  .refine((text) => parseAmount(text) !== null, { message: 'An amount is a number such as 1234.56.' });

/** Absent: the entries of all months, none of them held against the ledger. */
export const invoicesQuerySchema = z.strictObject({ month: monthSchema.optional() });
export type InvoicesQuery = z.infer<typeof invoicesQuerySchema>;

/** An invoice to enter. */
export const invoiceBodySchema = z.strictObject({
  provider: nameSchema,
  invoiceNumber: nameSchema,
  billingAccount: nameSchema,
  month: monthSchema,
  currency: z
    .string()
    .refine((code) => currencyCodes.includes(code), { message: 'A currency of ISO 4217, such as USD.' }),
  /** What is to be paid, tax included. */
  amount: givenAmountSchema,
  /** What of it is tax; absent: the entry does not say. */
  tax: givenAmountSchema.nullable().default(null),
  issuedOn: z.iso.date().nullable().default(null),
  documentName: nameSchema.nullable().default(null),
  documentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal.')
    .nullable()
    .default(null),
  comment: z.string().trim().max(2_000).default(''),
});
export type InvoiceBody = z.input<typeof invoiceBodySchema>;

/** An invoice to enter with its amounts read; they passed the schema. */
export function toInvoiceEntry({ amount, tax, ...body }: z.output<typeof invoiceBodySchema>) {
  return { ...body, amount: toAmount(amount), tax: tax === null ? null : toAmount(tax) };
}

function toAmount(text: string): Amount {
  const amount = parseAmount(text);
  if (amount === null) throw new TypeError('An amount passed its schema that is none.');
  return amount;
}

export const withdrawInvoiceSchema = z.strictObject({ comment: z.string().trim().min(1).max(2_000) });

export const invoiceRecordedSchema = z.object({
  id: z.uuid(),
  outcome: z.enum(['entered', 'replaced', 'withdrawn', 'unchanged']),
});

export const remainderBodySchema = z.strictObject({
  month: monthSchema,
  provider: nameSchema,
  billingAccount: nameSchema,
  /** Null: of what stands on no invoice. */
  invoiceNumber: nameSchema.nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Null: no invoice is entered. */
  remainder: givenAmountSchema.nullable(),
  explanation: z.string().trim().min(1).max(2_000),
});
export type RemainderBody = z.input<typeof remainderBodySchema>;
export const explainedSchema = z.object({ id: z.uuid() });

/** An explanation with its remainder read; it passed the schema. */
export function toRemainder({ remainder, ...body }: z.output<typeof remainderBodySchema>) {
  return { ...body, remainder: remainder === null ? null : toAmount(remainder) };
}

const invoiceSchema = z.object({
  id: z.uuid(),
  provider: z.string(),
  invoiceNumber: z.string(),
  billingAccount: z.string(),
  month: z.string(),
  currency: z.string(),
  amount: amountSchema,
  tax: amountSchema.nullable(),
  issuedOn: z.string().nullable(),
  documentName: z.string().nullable(),
  documentHash: z.string().nullable(),
  comment: z.string(),
  isWithdrawn: z.boolean(),
  enteredAt: instantSchema,
  enteredBy: z.string(),
  replaces: z.uuid().nullable(),
  replacedBy: z.uuid().nullable(),
});
export type Invoice = z.infer<typeof invoiceSchema>;

const reconciledSchema = z.object({
  state: z.enum(reconciliationStates),
  provider: z.string().nullable(),
  billingAccount: z.string().nullable(),
  currency: z.string().nullable(),
  /** By the number rows carry, or by account and month, where no row of the account carries one. */
  by: z.enum(['invoice', 'month']),
  invoiceNumbers: z.array(z.string()),
  /** The entries that count. */
  entries: z.array(z.uuid()),
  invoiced: amountSchema.nullable(),
  tax: amountSchema.nullable(),
  ledger: amountSchema.nullable(),
  parts: z.array(z.object({ category: z.string().nullable(), billed: amountSchema, rows: z.number().int() })),
  rows: z.number().int().nonnegative(),
  untoldRows: z.number().int().nonnegative(),
  /** What the invoice asks for beyond the ledger; null: no invoice is entered, so it is not known. */
  remainder: amountSchema.nullable(),
  /** What was said of the remainder last, and what it was then, null where no invoice was entered; null: nothing. */
  explanation: z
    .object({ text: z.string(), by: z.string(), at: instantSchema, remainder: amountSchema.nullable() })
    .nullable(),
});
export type Reconciled = z.infer<typeof reconciledSchema>;

export const reconciliationSchema = z.object({
  at: instantSchema,
  /** Null: entries of all months. */
  month: z.string().nullable(),
  items: z.array(reconciledSchema),
  /** Every entry, those that were replaced or taken back among them. */
  invoices: z.array(invoiceSchema),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;
