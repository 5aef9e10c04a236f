import { z } from 'zod';
import { costBases } from '@/lib/domain/cost/billing-delivery';
import { reconciliationStates } from '@/lib/domain/cost/reconcile-invoices';

const daySchema = z.iso.date();
const title = z.string();

const findingSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('month-not-over'), lastDay: daySchema }),
  z.object({ code: z.literal('not-added-up'), title }),
  z.object({ code: z.literal('never-delivered'), connection: z.string() }),
  z.object({ code: z.literal('first-bill-later'), title, month: z.string() }),
  z.object({ code: z.literal('not-delivered'), title }),
  /** `to`: the last day that is told whole. */
  z.object({ code: z.literal('told-in-part'), title, to: daySchema }),
  z.object({ code: z.literal('nothing-told') }),
  /** `rows` 0: not a row, but a file could not be read. */
  z.object({ code: z.literal('unread'), title, rows: z.number().int().nonnegative(), isDismissed: z.boolean() }),
  /** It does not count; `by`: what tells its costs, but for those of the accounts and days that none tells. */
  z.object({
    code: z.literal('overlap'),
    title,
    by: z.array(z.string()),
    untoldAccounts: z.array(z.string()),
    untoldDays: z.array(z.object({ from: daySchema, to: daySchema })),
  }),
  z.object({ code: z.literal('may-change'), title, from: daySchema }),
  z.object({ code: z.literal('estimate'), title }),
  /** Tenths of a percent of the effective costs; null: the costs come to nothing or less. */
  z.object({
    code: z.literal('no-team'),
    currency: z.string().nullable(),
    basis: z.enum(costBases),
    tenths: z.number().int().nonnegative().nullable(),
  }),
  z.object({
    code: z.literal('invoice'),
    state: z.enum(reconciliationStates).exclude(['matched']),
    provider: z.string().nullable(),
    billingAccount: z.string().nullable(),
    invoiceNumbers: z.array(z.string()),
  }),
]);

/** What a checklist found, by a code and what is to be said of it. A text: a sentence that a close of old keeps. */
export const keptFindingSchema = z.union([findingSchema, z.string()]);
