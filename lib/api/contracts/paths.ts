import { z } from 'zod';
import { probeFaults, probeKinds } from '@/lib/domain/probe/probe';
import { instantSchema } from './paging';
import { pathSources, pathStretches } from './path-keys';
import { siteNameSchema } from './sites';

export const pathsQuerySchema = z.strictObject({
  over: z.enum(pathStretches).default('15m'),
  kind: z.enum(probeKinds).optional(),
  /** Only ways that begin, or end, at a site. */
  from: siteNameSchema.optional(),
  to: siteNameSchema.optional(),
});
export type PathsQuery = z.output<typeof pathsQuerySchema>;

/** How values are distributed, in the way's unit. Percentiles are of all values together, within one hundredth. */
const distributionSchema = z.object({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  count: z.number().int(),
});

/**
 * One way from a site to a site, by one kind of probe. Kinds measure unlike things and are never put together; the way back is
 * another one, and not there unless somebody measures it.
 */
export const pathSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(probeKinds),
  /** Who measured: agents of ours, an exporter that a connection reads, or a monitor of a cloud. */
  source: z.enum(pathSources),
  /** `derived`: by means of minutes, since the source tells no single round trip. `unknown`: nothing of this stretch tells of the way. */
  state: z.enum(['measured', 'derived', 'unknown']),
  /** Seconds of a round trip, or bytes a second of throughput. */
  unit: z.enum(['s', 'By/s']),
  /** Null where no attempt was answered. */
  values: distributionSchema.nullable(),
  /** Share of attempts without an answer; 1 where none was answered, null where nothing was measured. */
  loss: z.number().nullable(),
  /** Seconds: the mean of the absolute differences of consecutive round trips; null where there were no two, and of throughput. */
  jitter: z.number().nullable(),
  /** Attempts that were answered or lost; of a monitor, minutes it told of. */
  sent: z.number().int(),
  /** Null: its source tells the share alone. */
  lost: z.number().int().nullable(),
  /** Attempts that told nothing of the way, and why the last of them did not. */
  failed: z.number().int(),
  fault: z.enum(probeFaults).nullable(),
  /** Targets that are declared and on, and agents that measured any. */
  targets: z.number().int(),
  agents: z.number().int(),
  /** End of the last minute that was measured, within this stretch or before; null: never. */
  lastMeasuredAt: instantSchema.nullable(),
});
export type Path = z.infer<typeof pathSchema>;

export const pathsSchema = z.object({
  over: z.enum(pathStretches),
  from: instantSchema,
  to: instantSchema,
  items: z.array(pathSchema),
  /** The sites that there are, in order of their titles: every one is a row and a column, measured or not. */
  sites: z.array(z.object({ name: z.string(), title: z.string() })),
});
export type Paths = z.infer<typeof pathsSchema>;
