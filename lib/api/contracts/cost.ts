import { z } from 'zod';
import { billingSources, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costDimensions, costTimes } from '@/lib/domain/cost/cost-dimension';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import { providerIds } from '@/lib/domain/provider';
import { cursorSchema, instantSchema, many } from './paging';

const daySchema = z.iso.date();
/** A value of a dimension; the empty text stands for what has none. */
const valueSchema = z.string().max(1_000);
/** An exact decimal as text, in the currency beside it. */
const amountSchema = z.string();
const basisSchema = z.enum(['billed', 'provider-estimate', 'own-estimate']);

/** What costs are narrowed to; `tag`: `key=value`, of which `%` and `=` in the key are escaped. */
export const costFilterShape = {
  ...(Object.fromEntries(costDimensions.map((dimension) => [dimension, many(valueSchema)])) as {
    [dimension in (typeof costDimensions)[number]]: ReturnType<typeof many<typeof valueSchema>>;
  }),
  tag: many(valueSchema),
};

/** What costs are split by: a dimension, or a tag as the rows spell its key, `tag:cost-centre`. */
const axisSchema = z.templateLiteral(['tag:', z.string().min(1).max(500)]).or(z.enum(costDimensions));

/**
 * Which time the range is of: days charged for, or whole months billed in, which the range is widened to. A charge may be
 * billed in another month than it was charged for, so both have totals of their own.
 */
export const costTimeSchema = z.enum(costTimes).default('charge-day');

/** The days that are asked about. */
export const costRangeShape = {
  /** The first and the last charge day, UTC, both included. */
  from: daySchema,
  to: daySchema,
  /** What was known at this instant; absent: now. */
  asOf: instantSchema.optional(),
};

const longestDays = 800;
/** Whether days are in order, and no more than are told at once. */
export const isCostRange = ({ from, to }: { from: string; to: string }) =>
  from <= to && Date.parse(to) - Date.parse(from) < longestDays * 86_400_000;
export const notACostRange = {
  message: `The last day is not before the first, and at most ${longestDays} days are told.`,
};

/** A code of ISO 4217. */
export const currencySchema = z
  .string()
  .refine((code) => currencyCodes.includes(code), { message: 'It is no currency of ISO 4217.' });

/** Which costs, by what. A filter narrows to rows with any of its values; the empty value stands for rows without one. */
export const costQuerySchema = z
  .strictObject({
    ...costRangeShape,
    ...costFilterShape,
    time: costTimeSchema,
    metric: z.enum(costMetrics).default('effective'),
    /** What to split by; absent: one line. */
    by: axisSchema.optional(),
    step: z.enum(['day', 'week', 'month']).default('day'),
    /** How many values are told on their own; the others come together, unless one alone is left. */
    top: z.coerce.number().int().min(1).max(100).default(10),
    /** Also what it was in as many days before. */
    compare: z.stringbool().default(false),
    /** Tells everything in this currency, each day by its own rate; absent: as it was billed. */
    convertTo: currencySchema.optional(),
  })
  .refine(isCostRange, notACostRange);
export type CostQuery = z.infer<typeof costQuerySchema>;

/**
 * A sum. `amount` null: no row tells it, so it is not known. `untoldRows`: of how many rows the cost is not known.
 * `atLeast`: rows or sources are missing from it.
 */
const figureSchema = z.object({
  amount: amountSchema.nullable(),
  rows: z.number().int().nonnegative(),
  untoldRows: z.number().int().nonnegative(),
  atLeast: z.boolean(),
});
export type CostFigure = z.infer<typeof figureSchema>;

const lineSchema = z.object({
  total: figureSchema,
  /** In as many days before; null: not asked for. */
  previous: figureSchema.nullable(),
  /** By step; null: no row of that step tells the cost. */
  series: z.array(amountSchema.nullable()),
  /** Steps with rows that do not tell the cost: what `series` says of them is a floor, or nothing. */
  untoldSteps: z.array(z.number().int().nonnegative()),
});
export type CostLine = z.infer<typeof lineSchema>;

/** Costs in one currency and on one basis: they are never added to others. */
const bookSchema = z.object({
  basis: basisSchema,
  /** Null: rows do not name one. */
  currency: z.string().nullable(),
  whole: lineSchema,
  /** The largest values first; what has no value is not among them. Empty where nothing is split. */
  shown: z.array(lineSchema.extend({ value: z.string() })),
  /** The whole but for what is shown and what has no value, and how many values that is; null: none are left. */
  other: lineSchema.extend({ values: z.number().int().positive() }).nullable(),
  /** Rows without a value: which no rule allocates, or of which the bill does not tell. Null: there are none. */
  unallocated: lineSchema.nullable(),
});
export type CostBook = z.infer<typeof bookSchema>;

/** What a billing scope of a source delivered, and what is missing of it in the range. */
export const costSourceSchema = z.object({
  connectionId: z.uuid().nullable(),
  /** The connection's name, else what the delivery is called. */
  title: z.string(),
  provider: z.enum(providerIds).nullable(),
  source: z.enum(billingSources).nullable(),
  basis: basisSchema.nullable(),
  /** When the newest delivery that counts was made and came; null: none ever did. */
  deliveredAt: instantSchema.nullable(),
  arrivedAt: instantSchema.nullable(),
  /** The last day that is told whole; null: none. */
  completeTo: daySchema.nullable(),
  /** From this day on costs may still change; null: all stand. */
  unsettledFrom: daySchema.nullable(),
  /** Why it is missing from part of the range, in sentences; empty: it is not. */
  missing: z.array(z.object({ from: daySchema, to: daySchema, why: z.string() })),
  /** What of it does not count without the total lacking it, in sentences: others tell it, or it was dismissed. */
  leftOut: z.array(z.object({ from: daySchema, to: daySchema, why: z.string() })),
});
export type CostSource = z.infer<typeof costSourceSchema>;

/** An exchange rate, and the charge days it was used for. */
const usedRateSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** The day it was fixed for, which may lie some days before the charge. */
  day: daySchema,
  /** Units of `to` for one of `from`. */
  rate: amountSchema,
  source: z.string(),
  importedAt: instantSchema,
  usedFrom: daySchema,
  usedTo: daySchema,
});

/** How an answer came to be in one currency. */
const conversionSchema = z.object({
  to: z.string(),
  rates: z.array(usedRateSchema),
  /** Days that no rate tells: they stand in books of their own. `isBefore`: of the days compared with. */
  unconverted: z.array(
    z.object({
      basis: basisSchema,
      /** Null: the bill names none. */
      currency: z.string().nullable(),
      from: daySchema,
      to: daySchema,
      days: z.number().int().positive(),
      isBefore: z.boolean(),
    }),
  ),
  books: z.array(
    z.object({
      basis: basisSchema,
      /** What was billed in each currency, as it was billed, and what it became. */
      from: z.array(z.object({ currency: z.string(), amount: amountSchema, converted: amountSchema })),
      /**
       * What of the change from the days before is exchange rates: the same amounts, by the rates of the days they are
       * compared with. Null: there is no comparison, or a rate of those days is not known.
       */
      ratesEffect: amountSchema.nullable(),
    }),
  ),
});
export type CostConversion = z.infer<typeof conversionSchema>;

export const costSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  metric: z.enum(costMetrics),
  by: axisSchema.nullable(),
  /** The time that the range is of, in all totals. */
  time: z.enum(costTimes),
  /** Roll-ups answer by one dimension, also within one team, site, provider or currency; else rows are read. */
  readFrom: z.enum(['roll-ups', 'rows']),
  sources: z.array(costSourceSchema),
  /** How many of the bills are still added up by other rules than those in force, where what is asked hangs on rules; else 0. */
  behind: z.number().int().nonnegative(),
  /** Each step; `unsettled`: a source may still change it. `missing`: titles of sources that do not tell it whole. */
  steps: z.array(z.object({ from: daySchema, to: daySchema, unsettled: z.boolean(), missing: z.array(z.string()) })),
  /** The largest first within a currency; none: there are no rows. */
  books: z.array(bookSchema),
  /** Null: everything stands in the currency it was billed in. */
  conversion: conversionSchema.nullable(),
});
export type Cost = z.infer<typeof costSchema>;

/** Rows of the ledger as they were billed, newest charge day first. */
export const costRowsQuerySchema = z
  .strictObject({
    ...costRangeShape,
    ...costFilterShape,
    time: costTimeSchema,
    /** Only rows of this delivery, where it counted then. */
    delivery: z.uuid().optional(),
    cursor: cursorSchema.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(isCostRange, notACostRange);
export type CostRowsQuery = z.infer<typeof costRowsQuerySchema>;

const costRowSchema = z.object({
  deliveryId: z.uuid(),
  /** The file as the provider named it, and the row's number in it, from 1, its header not counted. */
  file: z.string(),
  row: z.number().int().positive(),
  sha256: z.string(),
  basis: basisSchema,
  day: daySchema,
  currency: z.string().nullable(),
  /** Null: not told. */
  billed: amountSchema.nullable(),
  effective: amountSchema.nullable(),
  list: amountSchema.nullable(),
  contracted: amountSchema.nullable(),
  description: z.string().nullable(),
  resource: z.string().nullable(),
  /** The value of each dimension; null: none. */
  values: z.record(z.enum(costDimensions), z.string().nullable()),
});
export type CostRow = z.infer<typeof costRowSchema>;

export const costRowsSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  items: z.array(costRowSchema),
  nextCursor: cursorSchema.nullable(),
});
export type CostRows = z.infer<typeof costRowsSchema>;
