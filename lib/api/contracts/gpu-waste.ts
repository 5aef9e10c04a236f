import { z } from 'zod';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { gpuRunOutcomes } from '@/lib/domain/cost/gpu-run';
import { gpuCostParts, gpuUseStates, gpuWasteKeys } from '@/lib/domain/cost/gpu-use';
import { costSourceSchema } from './cost';
import { instantSchema, many } from './paging';

const daySchema = z.iso.date();
const valueSchema = z.string().max(1_000);
const amountSchema = z.string();
const basisSchema = z.enum(['billed', 'provider-estimate', 'own-estimate']);
const msSchema = z.number().int().nonnegative();

const longestDays = 400;

/** The empty text stands for what has no value. */
export const gpuWasteQuerySchema = z
  .strictObject({
    /** The first and the last day, UTC, both included. */
    from: daySchema,
    to: daySchema,
    /** The bills as they were known at this instant; absent: now. What became of the hours is told as it is known now. */
    asOf: instantSchema.optional(),
    metric: z.enum(costMetrics).default('effective'),
    by: z.enum(gpuWasteKeys).default('team'),
    team: many(valueSchema),
    site: many(valueSchema),
    provider: many(valueSchema),
    'gpu-model': many(valueSchema),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < longestDays * 86_400_000, {
    message: `The last day is not before the first, and at most ${longestDays} days are told.`,
  });
export type GpuWasteQuery = z.infer<typeof gpuWasteQuerySchema>;

/** Time of listed devices by what became of it, in milliseconds of one device. */
const timeSchema = z.record(z.enum(gpuUseStates), msSchema);

/** What GPUs cost in one currency and on one basis, split by what became of them: the parts add up to `total`. */
const wasteCostSchema = z.object({
  basis: basisSchema,
  currency: z.string().nullable(),
  total: amountSchema,
  parts: z.record(z.enum(gpuCostParts), amountSchema),
  /** What of it is known what became of: the total without what was not listed or not measured. */
  measured: amountSchema,
  /**
   * What of that was for devices not allocated, idle or at work for nothing; null: nothing is measured. Where anything is
   * not listed or not measured, waste is at least this.
   */
  waste: amountSchema.nullable(),
  /** What was measured of it by the hours that were useful, of places with a bill; null: none was. */
  perUsefulHour: amountSchema.nullable(),
});
export type GpuWasteCost = z.infer<typeof wasteCostSchema>;

/** Time that no bill tells of, and what it would cost by list prices; a currency a line. */
const unbilledSchema = z.object({
  ms: msSchema,
  /** Own estimates by the price book, never added to bills. */
  estimates: z.array(z.object({ currency: z.string(), amount: amountSchema, ms: msSchema })),
});

const wasteSchema = z.object({
  time: timeSchema,
  /** The largest first. Empty: no bill tells of them. */
  costs: z.array(wasteCostSchema),
  unbilled: unbilledSchema,
});
export type GpuWasteSums = z.infer<typeof wasteSchema>;

/** What some work cost by the bill of the days and places it ran in. */
const runCostSchema = z.object({ basis: basisSchema, currency: z.string().nullable(), amount: amountSchema });

const runSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  namespace: z.string().nullable(),
  system: z.string(),
  /** How many attempts and parts of one job these are. */
  attempts: z.number().int().positive(),
  site: z.string().nullable(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  gpuModel: z.string().nullable(),
  outcome: z.enum(gpuRunOutcomes),
  /** In its scheduler's words; null: nothing is said. */
  reason: z.string().nullable(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** What a checkpoint kept is not lost; null: it reports none. */
  checkpointAt: instantSchema.nullable(),
  /** Of lost attempts what is lost, else all that was accounted; in milliseconds of one device. */
  ms: msSchema,
  /** Empty: no bill tells of it. */
  costs: z.array(runCostSchema),
  /** Some of it is not accounted, or not billed. */
  atLeast: z.boolean(),
});
export type GpuWasteRun = z.infer<typeof runSchema>;

const tokenCostSchema = z.object({
  /** What made the pods that report tokens, else the pod. */
  name: z.string(),
  namespace: z.string().nullable(),
  team: z.string().nullable(),
  site: z.string().nullable(),
  /** Prompt and generation, on all days of the range. */
  tokens: z.number().nonnegative(),
  /** GPU-hours of all its pods, in milliseconds of one device. */
  ms: msSchema,
  /** What a million tokens cost, over the days with tokens and a bill, and how many those were; empty: there was none. */
  costs: z.array(
    z.object({
      basis: basisSchema,
      currency: z.string().nullable(),
      perMillion: amountSchema,
      tokens: z.number().positive(),
    }),
  ),
});

const runsSchema = z.object({ items: z.array(runSchema), leftOut: z.number().int().nonnegative() });

export const gpuWasteSchema = z.object({
  at: instantSchema,
  asOf: instantSchema,
  metric: z.enum(costMetrics),
  by: z.enum(gpuWasteKeys),
  sources: z.array(costSourceSchema),
  /** Until when hours are accounted; null: none are. */
  accountedUntil: instantSchema.nullable(),
  /** The first day of which any hour is accounted; null: none is. */
  accountedFrom: daySchema.nullable(),
  /** Bills are missing, or the cost of some rows is not told, so that costs are floors. */
  atLeast: z.boolean(),
  whole: wasteSchema,
  /** Every day of the range. `coveredMs`: how much of it was accounted at all. */
  days: z.array(
    wasteSchema.extend({
      day: daySchema,
      coveredMs: msSchema,
      /** A source may still change its bill of the day. */
      unsettled: z.boolean(),
      /** Titles of sources whose bill does not tell it whole. */
      missing: z.array(z.string()),
    }),
  ),
  /** By what was asked; the costliest first, what has no value last. */
  lines: z.array(wasteSchema.extend({ value: z.string().nullable() })),
  /** Accelerator hours that bills tell beside those that inventories listed; empty: that is not known for this reach. */
  ladder: z.array(
    z.object({
      provider: z.string().nullable(),
      gpuModel: z.string(),
      /** Decimal; null: the bill does not tell hours. */
      billedHours: amountSchema.nullable(),
      listedMs: msSchema,
    }),
  ),
  /** Attempts whose work was thrown away, those that lost most first. */
  thrownAway: runsSchema,
  /** Training and batch work that ended in the range, the longest first. */
  training: runsSchema,
  /** Services whose pods report tokens, those with most first. */
  tokens: z.array(tokenCostSchema),
});
export type GpuWaste = z.infer<typeof gpuWasteSchema>;
