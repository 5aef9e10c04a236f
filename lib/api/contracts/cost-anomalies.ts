import { z } from 'zod';
import {
  anomalyKinds,
  anomalyRhythms,
  anomalyStates,
  anomalyVerdicts,
  causeDimensions,
} from '@/lib/domain/cost/anomaly';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { costSourceSchema } from './cost';
import { cursorSchema, instantSchema, pageOf } from './paging';

const daySchema = z.iso.date();
/** An exact decimal as text, in the currency of the anomaly. */
const amountSchema = z.string();

const changeShape = { before: amountSchema, now: amountSchema, change: amountSchema };
const valueShape = { value: z.string().nullable(), isNew: z.boolean(), ...changeShape };

/**
 * What made an anomaly: its days against comparable ones before, exact. `path`: values that explain four fifths of the
 * change or more, each within the one before; empty: it is spread. `effects`: the change by what moved, SKU by SKU.
 */
export const anomalyCauseSchema = z.object({
  days: z.array(daySchema),
  comparedWith: z.array(daySchema),
  whole: z.object(changeShape),
  path: z.array(z.object({ dimension: z.enum(causeDimensions), ...valueShape })),
  dimensions: z.array(
    z.object({
      dimension: z.enum(causeDimensions),
      shown: z.array(z.object(valueShape)),
      others: z.object({ values: z.number().int().positive(), ...changeShape }).nullable(),
    }),
  ),
  effects: z.object({
    quantity: amountSchema,
    price: amountSchema,
    appeared: amountSchema,
    gone: amountSchema,
    untold: amountSchema,
  }),
  untoldRows: z.number().int().nonnegative(),
});
export type CostAnomalyCause = z.infer<typeof anomalyCauseSchema>;

const anomalySchema = z.object({
  id: z.uuid(),
  provider: z.string(),
  currency: z.string().nullable(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  metric: z.enum(costMetrics),
  /** What it is an anomaly of: a value of a dimension; of `provider` the whole of one. */
  dimension: z.enum(['provider', 'service', 'account', 'region', 'gpu-model', 'team', 'site', 'charge-category']),
  value: z.string(),
  /** Days are judged by weekday and level; what comes once in a while by months. */
  rhythm: z.enum(anomalyRhythms),
  kind: z.enum(anomalyKinds),
  from: daySchema,
  to: daySchema,
  /** Exact. */
  actual: amountSchema,
  /** Estimates: what was expected, what would still have been usual, and actual less expected. */
  expected: amountSchema,
  expectedLow: amountSchema,
  expectedHigh: amountSchema,
  impact: amountSchema,
  /** How many usual deviations off, at most 100. */
  score: z.number(),
  state: z.enum(anomalyStates),
  /** The anomaly somebody called expected that this one is like; null: none. */
  expectedBy: z.uuid().nullable(),
  foundAt: instantSchema,
  changedAt: instantSchema,
  /** Null: there are no usual days to compare with, or it is not looked into yet. */
  cause: anomalyCauseSchema.pick({ path: true, effects: true, whole: true, comparedWith: true }).nullable(),
});
export type CostAnomaly = z.infer<typeof anomalySchema>;

export const costAnomaliesQuerySchema = z.strictObject({
  /** `open`: what nobody has settled; `all`: also what is expected, mistaken or explained away. */
  state: z.enum(['open', 'all']).default('open'),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CostAnomaliesQuery = z.infer<typeof costAnomaliesQuerySchema>;

export const costAnomaliesSchema = pageOf(anomalySchema).extend({
  at: instantSchema,
  /** When costs were last looked through, and over which days. Null: not yet. */
  judged: z
    .object({
      at: instantSchema,
      from: daySchema,
      to: daySchema,
      /** Values that cost too little to be watched. Null, here and below: not known, or not told to whoever sees a part. */
      unwatched: z.number().int().nonnegative().nullable(),
      /** Slices that were out and not among the largest, which alone are looked into. */
      leftOut: z.number().int().nonnegative().nullable(),
      /** What was to be looked through, as it was known then, with what each source lacks of those days. */
      sources: z.array(costSourceSchema),
    })
    .nullable(),
});
export type CostAnomalies = z.infer<typeof costAnomaliesSchema>;

const feedbackSchema = z.object({
  id: z.uuid(),
  at: instantSchema,
  by: z.string(),
  verdict: z.enum(anomalyVerdicts),
  comment: z.string().nullable(),
});

export const costAnomalySchema = z.object({
  at: instantSchema,
  anomaly: anomalySchema,
  cause: anomalyCauseSchema.nullable(),
  /** Step by step, from some weeks before. `actual` null: not known. The others null: there was too little history. */
  course: z.array(
    z.object({
      from: daySchema,
      to: daySchema,
      actual: amountSchema.nullable(),
      expected: amountSchema.nullable(),
      low: amountSchema.nullable(),
      high: amountSchema.nullable(),
    }),
  ),
  /** What people said of it, the newest first. */
  feedback: z.array(feedbackSchema),
  /** Anomalies of other slices that tell the same money. */
  parts: z.array(anomalySchema.pick({ id: true, dimension: true, value: true, impact: true })),
});
export type CostAnomalyDetail = z.infer<typeof costAnomalySchema>;

export const anomalyFeedbackSchema = z.strictObject({
  verdict: z.enum(anomalyVerdicts),
  comment: z.string().trim().min(1).max(2_000).nullable().default(null),
});
export type AnomalyFeedback = z.infer<typeof anomalyFeedbackSchema>;
