import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { isEach, toColumnSchema } from './columns';
import { busyMetrics, gpuHealths, gpuUses } from './gpu-keys';
import { gpuStretch, isGpuStretch, stretchFault } from './gpu-stretch';
import { instantSchema, many } from './paging';
import { sourceSchema } from './sources';

export { type BusyMetric, busyMetrics, type GpuHealth, type GpuUse, gpuHealths, gpuUses } from './gpu-keys';

export const busyMetricSchema = z.enum(busyMetrics);
export const gpuHealthSchema = z.enum(gpuHealths);
export const gpuUseSchema = z.enum(gpuUses);

/**
 * A number of devices. `value` is what is known; `unknown` devices more are of no known answer. `atLeast`: there may be
 * more, since a source is missing or `unknown` is not 0.
 */
export const gpuFigureSchema = z.object({
  value: z.number().nonnegative(),
  unknown: z.number().int().nonnegative(),
  atLeast: z.boolean(),
});
export type GpuFigure = z.infer<typeof gpuFigureSchema>;

/** What narrows the fleet; an absent one does not. */
export const gpuFilterSchema = z.strictObject({
  provider: many(z.enum(providerIds)),
  site: many(z.string().max(200)),
  cluster: many(z.string().max(200)),
  model: many(z.string().max(200)),
  team: many(z.string().max(200)),
  health: many(gpuHealthSchema),
  use: many(gpuUseSchema),
});
export type GpuFilter = z.infer<typeof gpuFilterSchema>;

export const gpuFleetQuerySchema = gpuFilterSchema.extend({
  /** By which metric cells are told. Absent: the one that most of the fleet is measured by. */
  metric: busyMetricSchema.optional(),
});
export type GpuFleetQuery = z.output<typeof gpuFleetQuerySchema>;

const facetSchema = z.array(z.object({ value: z.string(), gpus: z.number().int().nonnegative() }));

const slotColumn = toColumnSchema<number>(
  isEach((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0),
  { type: 'integer', minimum: 0 },
);
const percentColumn = toColumnSchema<number | null>(
  isEach((value) => value === null || (typeof value === 'number' && value >= 0 && value <= 100)),
  { type: ['number', 'null'], minimum: 0, maximum: 100 },
);

/** A node's devices, column by column: `[slot]` is one device. */
export const fleetNodeSchema = z.object({
  /** Of the inventory's resource. */
  id: z.uuid(),
  name: z.string(),
  provider: z.enum(providerIds),
  model: z.string(),
  /** Which slots these are: all, or those that the filter leaves. */
  slots: slotColumn,
  /** How busy, in percent by the chosen metric; null: nobody measured it lately. */
  busy: percentColumn,
  /** A letter a device: `h`ealthy, `d`egraded, `f`ailed, `u`nknown. */
  health: z.string().regex(/^[hdfu]*$/),
  /** A letter a device: `b`usy, `q`uiet, `i`dle, `f`ree, `u`nknown. */
  use: z.string().regex(/^[bqifu]*$/),
});
export type FleetNodeCells = z.infer<typeof fleetNodeSchema>;

/** The whole fleet within the filter, now. */
export const gpuFleetSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  /** By which metric `busy` is told. */
  metric: busyMetricSchema,
  /** How many devices each metric is measured on lately, with the sources' own names for it and the oldest sample's time. */
  definitions: z.array(
    z.object({
      metric: busyMetricSchema,
      gpus: z.number().int().nonnegative(),
      sourceNames: z.array(z.string()),
      oldestAt: instantSchema.nullable(),
      newestAt: instantSchema.nullable(),
    }),
  ),
  /**
   * total: devices that exist. allocated: given out to somebody. active: allocated or not, of those measured, the ones
   * busy at least `activeFrom`. effective: the sum of tensor-active shares over active devices, in devices.
   */
  funnel: z.object({
    total: gpuFigureSchema,
    allocated: gpuFigureSchema,
    active: gpuFigureSchema,
    effective: gpuFigureSchema,
    activeFrom: z.number(),
  }),
  health: z.record(gpuHealthSchema, z.number().int().nonnegative()),
  idle: z.object({ memoryHeld: gpuFigureSchema, empty: gpuFigureSchema }),
  /**
   * Series measured lately of devices that are none of the whole fleet, by why. `ambiguous`: several machines could be
   * meant. `unlisted`: no inventory lists the machine with devices. `beyond`: the machine has fewer. `unclear`: by a UUID
   * that no source tells beside an index. Null for whom may not see all that there is.
   */
  unplaced: z
    .object({
      ambiguous: z.number().int().nonnegative(),
      unlisted: z.number().int().nonnegative(),
      beyond: z.number().int().nonnegative(),
      unclear: z.number().int().nonnegative(),
    })
    .nullable(),
  facets: z.object({
    provider: facetSchema,
    site: facetSchema,
    cluster: facetSchema,
    model: facetSchema,
    team: facetSchema,
  }),
  /** What people call the sites; a site nobody described is absent. */
  siteTitles: z.record(z.string(), z.string()),
  /**
   * By site, then cluster (null: none, or not known), those with most failed devices first, else by name; each with its
   * nodes, the worst first.
   */
  sites: z.array(
    z.object({
      site: z.string(),
      clusters: z.array(z.object({ cluster: z.string().nullable(), nodes: z.array(fleetNodeSchema) })),
    }),
  ),
});
export type GpuFleet = z.infer<typeof gpuFleetSchema>;

/** How busy nodes were over time: `values[i]` is the mean of a node's devices in the bucket at `startsAt[i]`; null where nobody measured. */
export const gpuTimelineSchema = z.object({
  sources: z.array(sourceSchema),
  metric: busyMetricSchema,
  stepMs: z.number().int().positive(),
  startsAt: z.array(instantSchema),
  nodes: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      site: z.string(),
      cluster: z.string().nullable(),
      gpus: z.number().int().nonnegative(),
      values: z.array(z.number().min(0).max(100).nullable()),
    }),
  ),
  /** Nodes that match beyond those told; 0: all are told. */
  nodesLeftOut: z.number().int().nonnegative(),
  /** Why the metric store may have more than is told here, a sentence each. */
  gaps: z.array(z.string()),
});
export type GpuTimeline = z.infer<typeof gpuTimelineSchema>;

export const gpuTimelineQuerySchema = z
  .strictObject({ ...gpuFleetQuerySchema.shape, ...gpuStretch })
  .refine(isGpuStretch, stretchFault);
export type GpuTimelineQuery = z.output<typeof gpuTimelineQuerySchema>;
