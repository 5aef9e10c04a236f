import { z } from 'zod';
import { linkStates } from '@/lib/domain/link/link-facts';
import { troubleKinds } from '@/lib/domain/link/link-trouble';
import { gpuStretch, isGpuStretch, stretchFault } from './gpu-stretch';
import { linkIdSchema } from './links';
import { metricSchema } from './metrics';
import { instantSchema } from './paging';

export const linkParams = z.strictObject({ id: linkIdSchema });
export const linkSeriesQuerySchema = z.strictObject(gpuStretch).refine(isGpuStretch, stretchFault);
export type LinkSeriesQuery = z.output<typeof linkSeriesQuerySchema>;

const column = z.array(z.number().nullable());

/** A link over time, in steps. A step in which something was not measured is null: it is no nought. */
export const linkSeriesSchema = z.object({
  stepMs: z.number().int().positive(),
  startsAt: z.array(instantSchema),
  /** What each source measured, as it named it: the mean, least and greatest of each step. */
  series: z.array(
    z.object({
      metric: metricSchema,
      /** UCUM; of throughput and capacity bits a second. */
      unit: z.string(),
      says: z.string(),
      definition: z.string(),
      connectionId: z.uuid(),
      connectionName: z.string(),
      /** What tells it from others of the link: direction, lane, reason, path. */
      attributes: z.record(z.string(), z.string()),
      mean: column,
      min: column,
      max: column,
      /** The last sample's step, as its end; null: none in this range. */
      lastMeasuredAt: instantSchema.nullable(),
    }),
  ),
  /** Bits a second each way, as the near end sees them: the sum of lanes and paths, unknown while one of them is. Null: not measured. */
  receive: column.nullable(),
  transmit: column.nullable(),
  /** The busier way's share of the capacity; unknown unless both ways are known. */
  utilization: column.nullable(),
  /** Bits a second each way, as it is now. Null: nobody tells of any. */
  capacity: z.object({ value: z.number(), basis: z.enum(['measured', 'derived', 'stated']) }).nullable(),
  /** Of each step by its measured state: `degraded` where it was up for a part of it, or a part of it was. Null: not measured. */
  states: z.array(z.enum(linkStates).nullable()).nullable(),
  troubles: z.array(
    z.object({ kind: z.enum(troubleKinds), openedAt: instantSchema, closedAt: instantSchema.nullable() }),
  ),
  /** Why there may be more than is told, a sentence each. */
  gaps: z.array(z.string()),
});
export type LinkSeries = z.infer<typeof linkSeriesSchema>;
