import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { changeCauses } from '@/lib/domain/cost/change-cause';
import { checklistIds, checklistStates } from '@/lib/domain/cost/close-checklist';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { keptFindingSchema } from './checklist-findings';
import { instantSchema } from './paging';

/** A billing month: `2026-10`. */
export const monthSchema = z
  .templateLiteral([z.number().int(), '-', z.number().int()])
  .refine((text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text), { message: 'A month is written like 2026-10.' });
/** An exact decimal as text, in the currency beside it. */
const amountSchema = z.string();
const basisSchema = z.enum(['billed', 'provider-estimate', 'own-estimate']);
const metricSchema = z.enum(costMetrics);
const textSchema = z.string().trim().min(1).max(2_000);

/** A sum. Null: no row tells it. `untoldRows`: rows that do not tell it, so that it is “at least”. */
const sumSchema = z.object({ amount: amountSchema.nullable(), untoldRows: z.number().int().nonnegative() });
export type CloseFigure = z.infer<typeof sumSchema>;

/** Amounts of one cause; they add up to the difference beside them to the last digit. */
const causeSchema = z.object({
  cause: z.enum(changeCauses),
  amount: amountSchema,
  /** Lines of the bill it changed. */
  lines: z.number().int().nonnegative(),
});
export type CloseCause = z.infer<typeof causeSchema>;

/** Then, now and the difference by cause; `now` null: it was not worked out. */
const comparedShape = {
  closed: sumSchema.nullable(),
  now: sumSchema,
  difference: amountSchema.nullable(),
};

/** Costs in one currency and on one basis; they are never added to others. */
const bookKeyShape = { basis: basisSchema, currency: z.string().nullable() };

export const closesQuerySchema = z.strictObject({ metric: metricSchema.default('billed') });
export type ClosesQuery = z.infer<typeof closesQuerySchema>;

const monthStateSchema = z.enum(['running', 'open', 'closed', 'reopened']);
export type MonthState = z.infer<typeof monthStateSchema>;

const closeMonthItemSchema = z.object({
  month: z.string(),
  /** `running`: not over. `open`: never closed. */
  state: monthStateSchema,
  number: z.number().int().positive().nullable(),
  closedAt: instantSchema.nullable(),
  closedBy: z.string().nullable(),
  books: z.array(z.object({ ...bookKeyShape, ...comparedShape })),
  /** A source has not told all of the month, or a bill of it is not added up: its figures now are a floor. */
  isFloor: z.boolean(),
});
export type CloseMonthItem = z.infer<typeof closeMonthItemSchema>;

export const closesSchema = z.object({ at: instantSchema, metric: metricSchema, items: z.array(closeMonthItemSchema) });
export type Closes = z.infer<typeof closesSchema>;

/** Closes a month. `confirm`: the month again, as the person typed it. */
export const closeMonthSchema = z
  .strictObject({
    month: monthSchema,
    confirm: z.string(),
    comment: z.string().trim().max(2_000).default(''),
    /** Why it is closed although the checklist has obstacles. */
    overrideReason: textSchema.nullable().default(null),
  })
  .refine(({ month, confirm }) => month === confirm, { path: ['confirm'], message: 'Type the month to confirm.' });
export type CloseMonthBody = z.input<typeof closeMonthSchema>;

export const closedSchema = z.object({ month: z.string(), number: z.number().int().positive(), digest: z.string() });

export const reopenedSchema = z.object({ month: z.string(), number: z.number().int().positive() });

export const reopenMonthSchema = z.strictObject({ reason: textSchema });

export const closeQuerySchema = z.strictObject({
  metric: metricSchema.default('billed'),
  /** What the close is compared with; absent: what is known now. */
  asOf: instantSchema.optional(),
  /** Which close of the month; absent: the last. */
  number: z.coerce.number().int().positive().optional(),
  /** In this currency, by the rates of the month's last day; absent: as billed. */
  convertTo: z
    .string()
    .refine((code) => currencyCodes.includes(code), { message: 'A currency of ISO 4217, such as USD.' })
    .optional(),
});
export type CloseQuery = z.infer<typeof closeQuerySchema>;

const checklistItemSchema = z.object({
  id: z.enum(checklistIds),
  state: z.enum(checklistStates),
  found: z.array(keptFindingSchema),
});
export type CloseChecklistItem = z.infer<typeof checklistItemSchema>;

const closeEntrySchema = z.object({
  number: z.number().int().positive(),
  asOf: instantSchema,
  closedAt: instantSchema,
  closedBy: z.string(),
  comment: z.string(),
  overrideReason: z.string().nullable(),
  ruleVersion: z.number().int().nullable(),
  digest: z.string(),
  /** Whether what is kept still has that digest. */
  isIntact: z.boolean(),
  reopening: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
  checklist: z.array(checklistItemSchema),
  deliveries: z.array(
    z.object({
      deliveryId: z.string(),
      title: z.string(),
      source: z.string(),
      scope: z.string(),
      basis: z.string(),
      contentHash: z.string(),
      arrivedAt: instantSchema,
      rows: z.number().int().nonnegative(),
    }),
  ),
});
export type CloseEntry = z.infer<typeof closeEntrySchema>;

/** One provider, team or service of a book: then, now and why they differ. `value` null: rows that tell none. */
const partSchema = z.object({
  value: z.string().nullable(),
  ...comparedShape,
  causes: z.array(causeSchema),
});
export type ClosePart = z.infer<typeof partSchema>;

const closeBookSchema = z.object({
  ...bookKeyShape,
  ...comparedShape,
  /** In the order a bridge is drawn; none where nothing is closed. */
  causes: z.array(causeSchema),
  /** What was charged for the days of the month, whichever month it is billed in; null: not kept, or not yours to see. */
  chargeDays: amountSchema.nullable(),
  byProvider: z.array(partSchema),
  byTeam: z.array(partSchema),
  byService: z.array(partSchema),
});
export type CloseBook = z.infer<typeof closeBookSchema>;

export const closeSchema = z.object({
  at: instantSchema,
  month: z.string(),
  metric: metricSchema,
  state: monthStateSchema,
  /** What is compared with. */
  asOf: instantSchema,
  /** False: figures are bounded by what the person may see, and what belongs to no team or site is not told. */
  isWhole: z.boolean(),
  /** A source has not told all of the month as of then: what is known now is a floor. */
  isFloor: z.boolean(),
  /** The close that is told of; null: the month was never closed. */
  close: closeEntrySchema.nullable(),
  /** All closes of the month, the last first. */
  history: z.array(
    z.object({
      number: z.number().int().positive(),
      closedAt: instantSchema,
      closedBy: z.string(),
      digest: z.string(),
      reopening: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
    }),
  ),
  /** As it stands now; null: closed, or not for a person who sees a part alone. */
  checklist: z.array(checklistItemSchema).nullable(),
  books: z.array(closeBookSchema),
  /** Null: figures stand in the currencies they were billed in. */
  conversion: z
    .object({
      to: z.string(),
      /** Whose rates are used: the month's last day. */
      day: z.string(),
      /** `known`: at the close, or as of what is compared with. */
      rates: z.array(
        z.object({
          currency: z.string(),
          from: z.string(),
          to: z.string(),
          day: z.string(),
          rate: z.string(),
          source: z.string(),
          known: z.enum(['closed', 'now']),
        }),
      ),
      /** Currencies that no rate tells then and now: they stay as they were billed. */
      unconverted: z.array(z.string().nullable()),
    })
    .nullable(),
});
export type Close = z.infer<typeof closeSchema>;

/** The lines behind a cause, the largest change first. */
export const closeLinesQuerySchema = z.strictObject({
  metric: metricSchema.default('billed'),
  asOf: instantSchema.optional(),
  number: z.coerce.number().int().positive().optional(),
  cause: z.enum(changeCauses),
  basis: basisSchema,
  /** The empty text stands for rows that name none. */
  currency: z.string().max(3),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type CloseLinesQuery = z.infer<typeof closeLinesQuerySchema>;

const closeLineSchema = z.object({
  source: z.string(),
  provider: z.string().nullable(),
  billingAccount: z.string().nullable(),
  account: z.string().nullable(),
  service: z.string().nullable(),
  resource: z.string().nullable(),
  sku: z.string().nullable(),
  region: z.string().nullable(),
  category: z.string().nullable(),
  class: z.string().nullable(),
  team: z.string().nullable(),
  site: z.string().nullable(),
  day: z.string().nullable(),
  unit: z.string().nullable(),
  rowsThen: z.number().int().nonnegative(),
  rowsNow: z.number().int().nonnegative(),
  /** Null: no row tells one. */
  quantityThen: z.string().nullable(),
  quantityNow: z.string().nullable(),
  closed: amountSchema,
  now: amountSchema,
  /** What this cause changed of it. */
  change: amountSchema,
});
export type CloseLineItem = z.infer<typeof closeLineSchema>;

export const closeLinesSchema = z.object({
  at: instantSchema,
  items: z.array(closeLineSchema),
  /** Where the next page begins; null: there is none. */
  nextOffset: z.number().int().nullable(),
});
export type CloseLines = z.infer<typeof closeLinesSchema>;
