import { z } from 'zod';
import { probeFaults, probeKinds } from '@/lib/domain/probe/probe';
import { instantSchema } from './paging';
import { pathSources } from './path-keys';
import { siteNameSchema } from './sites';

export const pathEndsParams = z.strictObject({ from: siteNameSchema, to: siteNameSchema });

const longestMs = 400 * 86_400_000;
/** A stretch of time, `to` not included. */
export const pathSeriesQuerySchema = z
  .strictObject({ from: instantSchema, to: instantSchema })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from) && Date.parse(to) - Date.parse(from) <= longestMs, {
    message: 'Must end after it begins, and span 13 months at most.',
    path: ['to'],
  });
export type PathSeriesQuery = z.output<typeof pathSeriesQuerySchema>;

const column = z.array(z.number().nullable());

/**
 * One way over time by one kind and one source. Each step is of all that was measured in it together: sketches merged, never
 * percentiles averaged. A step that nobody measured is null in all columns.
 */
const seriesSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(probeKinds),
  source: z.enum(pathSources),
  /** `derived`: percentiles of means of minutes, since the source tells no single round trip. */
  basis: z.enum(['measured', 'derived']),
  unit: z.enum(['s', 'By/s']),
  p50: column,
  p95: column,
  /** Share of attempts without an answer. */
  loss: column,
  jitter: column,
  /** Attempts, of a monitor minutes, in the whole stretch. */
  sent: z.number().int(),
  /** Attempts that told nothing of the way, and why the last of them did not. */
  failed: z.number().int(),
  fault: z.enum(probeFaults).nullable(),
  lastMeasuredAt: instantSchema.nullable(),
});
export type PathSeries = z.infer<typeof seriesSchema>;

/** A thing that is measured at the far end, and who measures it. */
const targetSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(probeKinds),
  source: z.enum(pathSources),
  address: z.string(),
  /** Agents that measured it in the stretch, or the connection that reads who does. */
  by: z.array(z.string()),
  everySeconds: z.number().int().nullable(),
});

/** A pair of sites over time, both ways. */
export const pathPairSchema = z.object({
  stepMs: z.number().int().positive(),
  startsAt: z.array(instantSchema),
  series: z.array(seriesSchema),
  targets: z.array(targetSchema),
  /** What of the stretch is not told, a sentence each. */
  gaps: z.array(z.string()),
  siteTitles: z.record(z.string(), z.string()),
});
export type PathPair = z.infer<typeof pathPairSchema>;
