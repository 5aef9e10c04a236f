import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { gpuStretch, isGpuStretch, stretchFault } from './gpu-stretch';
import { metricSchema } from './metrics';
import { instantSchema, many } from './paging';

/** One XID that a driver reported: a change of the sticky code, or a counted repeat. */
export const gpuEventSchema = z.object({
  /** When it was told first. */
  at: instantSchema,
  /**
   * It happened between then and `at`: nobody measured in between. Null: there was no such hole, `isSetBefore`, or it was
   * told by a count of its code, which cannot say: it happened at `at`, or in a hole before.
   */
  after: instantSchema.nullable(),
  xid: z.number().int(),
  title: z.string(),
  meaning: z.string(),
  action: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  /** It was already set at the start of the range: when it happened is not known. */
  isSetBefore: z.boolean(),
});
export type GpuEvent = z.infer<typeof gpuEventSchema>;

/** A device over time. Roll-ups by step: a step without samples is null in all columns. */
export const gpuHistorySchema = z.object({
  stepMs: z.number().int().positive(),
  startsAt: z.array(instantSchema),
  series: z.array(
    z.object({
      metric: metricSchema,
      unit: z.string(),
      says: z.string(),
      definition: z.string(),
      connectionId: z.uuid(),
      connectionName: z.string(),
      attributes: z.record(z.string(), z.string()),
      mean: z.array(z.number().nullable()),
      min: z.array(z.number().nullable()),
      max: z.array(z.number().nullable()),
      /**
       * Of what counts up (errors, energy, throttled time): how much it rose in the step, started anew or not. Null: no
       * counter. A step is null where it was not measured, or nothing before it was.
       */
      rise: z.array(z.number().nullable()).nullable(),
    }),
  ),
  events: z.array(gpuEventSchema),
  /** From when to when XIDs were measured within the range, in whatever stretches; null: no source told of any. */
  xidMeasured: z.object({ from: instantSchema, to: instantSchema }).nullable(),
  /** Why there may be more than is told, a sentence each. */
  gaps: z.array(z.string()),
});
export type GpuHistory = z.infer<typeof gpuHistorySchema>;

/** The path of a device. */
export const gpuDeviceParams = z.strictObject({ id: z.uuid(), slot: z.coerce.number().int().min(0).max(100_000) });

export const gpuHistoryQuerySchema = z.strictObject(gpuStretch).refine(isGpuStretch, stretchFault);

/**
 * One series of a device; `connection` and `attribute` (`key:value`) narrow. Of several that match the first is told, those
 * without further attributes before others.
 */
export const gpuSamplesQuerySchema = z
  .strictObject({
    metric: metricSchema,
    definition: z.string().min(1).max(300),
    connection: z.uuid().optional(),
    attribute: many(
      z
        .string()
        .max(600)
        .regex(/^[^:]+:/),
    ),
    /** `source`: the source is asked now, for the last hour of the stretch. Absent: what is stored. */
    origin: z.enum(['stored', 'source']).optional(),
    ...gpuStretch,
  })
  .refine(isGpuStretch, stretchFault);
export type GpuSamplesQuery = z.output<typeof gpuSamplesQuerySchema>;

/** Samples not rolled up here: what the source gives, which for some providers is a mean or the last sample of a minute. */
export const gpuSamplesSchema = z.object({
  metric: metricSchema,
  unit: z.string(),
  definition: z.string(),
  connectionName: z.string(),
  /** Null: its connection is gone. */
  provider: z.enum(providerIds).nullable(),
  /** What tells the series from others of the device; empty where nothing does. */
  attributes: z.record(z.string(), z.string()),
  samples: z.array(z.object({ at: instantSchema, value: z.number() })),
  /** Samples beyond those told; 0: all are told. */
  leftOut: z.number().int().nonnegative(),
  /** `stored`: as they were collected. `source`: as the source gave them when it was asked for them. */
  origin: z.enum(['stored', 'source']),
  /** What was asked, e.g. `prometheus:9090 query`, and when; null where nothing was, or it did not answer. */
  source: z.string().nullable(),
  askedAt: instantSchema.nullable(),
  /** How long a stretch each value of the source stands for; null where it told moments or did not say, and of stored ones. */
  periodMs: z.number().int().positive().nullable(),
  /** Whether the source can be asked for this series alone. */
  canAskSource: z.boolean(),
  gaps: z.array(z.string()),
});
export type GpuSamples = z.infer<typeof gpuSamplesSchema>;
/** What is told of a series whoever gives its samples. */
export type GpuSeriesTold = Pick<
  GpuSamples,
  'metric' | 'unit' | 'definition' | 'connectionName' | 'provider' | 'attributes' | 'canAskSource'
>;
