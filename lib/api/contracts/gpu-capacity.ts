import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { gpuHolderSchema } from './gpu-holder';
import { busyMetricSchema, gpuFigureSchema } from './gpus';
import { instantSchema } from './paging';
import { sourceSchema } from './sources';

/** Devices that somebody holds and does nothing with. */
export const idleGpusSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  /** Share of time below which a device does nothing, and for how long. */
  below: z.number(),
  forMs: z.number().int(),
  total: gpuFigureSchema,
  items: z.array(
    z.object({
      nodeId: z.uuid(),
      node: z.string(),
      slot: z.number().int().nonnegative(),
      provider: z.enum(providerIds),
      site: z.string(),
      cluster: z.string().nullable(),
      model: z.string(),
      /** `memory-held`: its memory is filled. `empty`: nothing is in it. Null: its memory is not measured. */
      kind: z.enum(['memory-held', 'empty']).nullable(),
      metric: busyMetricSchema,
      holders: z.array(gpuHolderSchema),
      team: z.string().nullable(),
      owner: z.string().nullable(),
      /** Since when it does nothing; `sinceAtLeast`: since before what is kept or was looked at. */
      since: instantSchema,
      sinceAtLeast: z.boolean(),
      /** Its share of what its machine costs an hour on demand, by the price book; null: not known. */
      costPerHour: z
        .object({
          amount: z.string(),
          currency: z.string(),
          /** Where the price comes from, and when that was last found to say so. */
          source: z.string(),
          knownAt: instantSchema,
        })
        .nullable(),
    }),
  ),
  /** Idle devices beyond those told; 0: all are told. */
  leftOut: z.number().int().nonnegative(),
  /** Why more may be idle, or for longer, than is told, a sentence each. */
  gaps: z.array(z.string()),
});
export type IdleGpus = z.infer<typeof idleGpusSchema>;

const placementSchema = z.object({ gpus: z.number().int().nonnegative(), where: z.string() });

/** What is free of one model, and the largest job that fits now. */
export const gpuPlacementSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  models: z.array(
    z.object({
      model: z.string(),
      free: gpuFigureSchema,
      /** Free, but on nodes that take no work. */
      withheld: z.number().int().nonnegative(),
      /** Whether any source tells an NVLink domain of any of its nodes. */
      hasNvlinkDomains: z.boolean(),
      /** The largest job that fits on one node, one NVLink domain, one cluster, one site, and over all of them; null: none. */
      largest: z.object({
        node: placementSchema.nullable(),
        nvlinkDomain: placementSchema.nullable(),
        cluster: placementSchema.nullable(),
        site: placementSchema.nullable(),
        everywhere: placementSchema.nullable(),
      }),
      /** The same of jobs that take whole nodes. */
      largestOfWholeNodes: z.object({ cluster: placementSchema.nullable(), site: placementSchema.nullable() }),
      /** 1 − largest in one cluster ÷ free; null while nothing is free. */
      fragmentation: z.number().min(0).max(1).nullable(),
      /** How many jobs of a size fit at the same time, each within one cluster and on as few nodes as its size needs. */
      slots: z.array(z.object({ gpus: z.number().int().positive(), jobs: z.number().int().nonnegative() })),
      sites: z.array(
        z.object({
          site: z.string(),
          free: gpuFigureSchema,
          /** Within one of the site's clusters. */
          largest: placementSchema.nullable(),
          largestOfWholeNodes: placementSchema.nullable(),
          fragmentation: z.number().min(0).max(1).nullable(),
        }),
      ),
    }),
  ),
  siteTitles: z.record(z.string(), z.string()),
});
export type GpuPlacement = z.infer<typeof gpuPlacementSchema>;
