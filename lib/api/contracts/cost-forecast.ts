import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { budgetPeriods } from '@/lib/domain/cost/budget-period';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { many } from './paging';

const daySchema = z.iso.date();
const valueSchema = z.string().max(1_000);
/** Decimal text in the currency beside it: exact where it was told, rounded where it is an estimate. */
const amountSchema = z.string();
export const costBasisSchema = z.enum(['billed', 'provider-estimate', 'own-estimate']);

export const costSliceShape = Object.fromEntries(costDimensions.map((dimension) => [dimension, many(valueSchema)])) as {
  [dimension in (typeof costDimensions)[number]]: ReturnType<typeof many<typeof valueSchema>>;
};

/** From least to most; null: the past does not tell how far off the forecast may be. */
const bandSchema = z.object({ low: amountSchema, high: amountSchema }).nullable();

/** What is told of a period, or why nothing is. A floor of nought says nothing, so it is never told as an amount. */
export const spentSchema = z.object({
  /** Exact; null: no row tells it yet, and days that are past may still. */
  amount: amountSchema.nullable(),
  /** `amount` is a floor. */
  atLeast: z.boolean(),
  /** Why there is no amount: no day is told whole, or those that are have no row of the slice. Null: there is one. */
  nothing: z.enum(['not-told', 'no-charges']).nullable(),
});
export type Spent = z.infer<typeof spentSchema>;

/** How forecasts of the past did over as many days: each made from what was there before it, and compared with what came. */
const backTestSchema = z.object({
  /** Days ahead that were added up. */
  horizonDays: z.number().int().positive(),
  /** Forecasts compared. */
  origins: z.number().int().nonnegative(),
  /** All errors as a share of all charges; null: nothing to compare. */
  error: z.number().nullable(),
  /** The same with signs: above nought more was charged than forecast. */
  bias: z.number().nullable(),
  /** How often what came lay within the band that was drawn then. */
  coverage: z.array(
    z.object({
      level: z.union([z.literal(50), z.literal(80)]),
      held: z.number().int().nonnegative(),
      of: z.number().int().nonnegative(),
    }),
  ),
});
export type CostBackTest = z.infer<typeof backTestSchema>;

const forecastDaySchema = z.object({
  day: daySchema,
  /** What is told of the period through this day, exact; null: nothing is charged yet, or the day is to come. */
  told: amountSchema.nullable(),
  /** `told` is a floor: a day up to here is missing or may still grow. */
  atLeast: z.boolean(),
  /** An estimate of the same when all is told; null: on days that are told whole. */
  forecast: amountSchema.nullable(),
  band50: bandSchema,
  band80: bandSchema,
});
export type CostForecastDay = z.infer<typeof forecastDaySchema>;

export const periodForecastSchema = z.object({
  period: z.enum(budgetPeriods),
  from: daySchema,
  to: daySchema,
  /** What is told of the period so far. */
  spent: spentSchema,
  /** How many sources of bills there are, how many are incomplete, and what each lacks of the days of the period that are past, with the reason. */
  sources: z.object({
    total: z.number().int().nonnegative(),
    incomplete: z.number().int().nonnegative(),
    missing: z.array(z.object({ title: z.string(), from: daySchema, to: daySchema, why: z.string() })),
  }),
  /** The last day that every source told whole and that grows no more; null: none. */
  toldTo: daySchema.nullable(),
  /** What the whole period is expected to cost, an estimate; null: that cannot be said. */
  end: z
    .object({
      amount: amountSchema,
      /** Something is missing for which nothing is forecast: a source that never delivered, or rows without the cost. */
      atLeast: z.boolean(),
      band50: bandSchema,
      band80: bandSchema,
    })
    .nullable(),
  /** Why nothing, or no band, can be said; null: both can. */
  why: z.string().nullable(),
  /** What else to know of it, in sentences. */
  notes: z.array(z.string()),
  /** Smoothing where it did better in the past; null: nothing is forecast. */
  method: z.enum(['damped-seasonal', 'seasonal-naive']).nullable(),
  backTest: backTestSchema.nullable(),
  /** How the method that repeats the last week did over the same days. */
  naiveTest: backTestSchema.nullable(),
  days: z.array(forecastDaySchema),
});
export type PeriodForecast = z.infer<typeof periodForecastSchema>;

/** Which costs to forecast, each value of `by` on its own. A filter narrows to rows with any of its values. */
export const costForecastQuerySchema = z.strictObject({
  ...costSliceShape,
  metric: z.enum(costMetrics).default('effective'),
  by: z.enum(costDimensions).optional(),
  /** How many values of `by`, the costliest of the last 30 days first. */
  top: z.coerce.number().int().min(1).max(20).default(5),
});
export type CostForecastQuery = z.infer<typeof costForecastQuerySchema>;

export const costForecastSchema = z.object({
  at: z.iso.datetime(),
  metric: z.enum(costMetrics),
  by: z.enum(costDimensions).nullable(),
  /** In each currency and on each basis apart, the largest values first. */
  items: z.array(
    z.object({
      /** The value of `by`, the empty text for what has none; null: everything. */
      value: z.string().nullable(),
      basis: costBasisSchema,
      currency: z.string().nullable(),
      month: periodForecastSchema,
      quarter: periodForecastSchema,
    }),
  ),
});
export type CostForecast = z.infer<typeof costForecastSchema>;
