import { z } from 'zod';
import { type MetricName, metrics } from '@/lib/domain/metric';
import { providerIds } from '@/lib/domain/provider';
import { isEach, toColumnSchema } from './columns';
import { busyMetrics, gpuHealths, gpuUses } from './gpu-keys';
import { instantSchema, many } from './paging';
import { sourceSchema } from './sources';

export { type BusyMetric, busyMetrics, type GpuHealth, type GpuUse, gpuHealths, gpuUses } from './gpu-keys';

const metricSchema = z.enum(Object.keys(metrics) as [MetricName, ...MetricName[]]);

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

const holderSchema = z.object({
  kind: z.enum(['pod', 'job', 'machine', 'endpoint']),
  name: z.string(),
  namespace: z.string().nullable(),
  resourceId: z.uuid().nullable(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
});

export const gpuAllocationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('held'), holders: z.array(holderSchema) }),
  z.object({ state: z.literal('free') }),
  z.object({ state: z.literal('unclear') }),
  z.object({ state: z.literal('unknown'), reason: z.string() }),
]);

/** One measured value with where it comes from and how old it is. */
export const gpuReadingSchema = z.object({
  metric: metricSchema,
  unit: z.string(),
  /** What the metric says, in a sentence. */
  says: z.string(),
  definition: z.string(),
  value: z.number(),
  at: instantSchema,
  connectionId: z.uuid(),
  connectionName: z.string(),
  provider: z.enum(providerIds),
  attributes: z.record(z.string(), z.string()),
});
export type GpuReadingView = z.infer<typeof gpuReadingSchema>;

export const gpuDeviceSchema = z.object({
  slot: z.number().int().nonnegative(),
  index: z.number().int().nonnegative().nullable(),
  uuid: z.string().nullable(),
  model: z.string(),
  health: gpuHealthSchema,
  /** What speaks against its health, worst first, a sentence each; empty when healthy. */
  findings: z.array(z.string()),
  use: gpuUseSchema,
  allocation: gpuAllocationSchema,
  /** How busy the whole device is by each metric that tells it, from 0 to 1. Of a device in slices, what they make up. */
  busy: z.array(
    z.object({
      metric: busyMetricSchema,
      value: z.number(),
      at: instantSchema,
      definition: z.string(),
      connectionName: z.string(),
    }),
  ),
  /** Every newest reading, of slices and partitions too. */
  readings: z.array(gpuReadingSchema),
});
export type GpuDeviceView = z.infer<typeof gpuDeviceSchema>;

/** A node with its devices. */
export const gpuNodeSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  provider: z.enum(providerIds),
  connectionId: z.uuid(),
  account: z.string(),
  region: z.string(),
  site: z.string(),
  siteTitle: z.string().nullable(),
  cluster: z.string().nullable(),
  nvlinkDomain: z.string().nullable(),
  scheduler: z.enum(['kubernetes', 'slurm', 'provider', 'none', 'unknown']),
  isSchedulable: z.boolean().nullable(),
  model: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  held: z.number().int().nonnegative().nullable(),
  devices: z.array(gpuDeviceSchema),
  sources: z.array(sourceSchema),
});
export type GpuNode = z.infer<typeof gpuNodeSchema>;

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

/** A stretch of time, `to` not included: 13 months at most. */
const stretch = { from: instantSchema, to: instantSchema };
const longestStretchMs = 400 * 86_400_000;
function isStretch({ from, to }: { from: string; to: string }): boolean {
  const ms = Date.parse(to) - Date.parse(from);
  return ms > 0 && ms <= longestStretchMs;
}
const stretchFault = { message: 'Must end after it begins, and span 13 months at most.', path: ['to'] };

export const gpuTimelineQuerySchema = z
  .strictObject({ ...gpuFleetQuerySchema.shape, ...stretch })
  .refine(isStretch, stretchFault);
export type GpuTimelineQuery = z.output<typeof gpuTimelineQuerySchema>;

/** The path of a device. */
export const gpuDeviceParams = z.strictObject({ id: z.uuid(), slot: z.coerce.number().int().min(0).max(100_000) });

export const gpuHistoryQuerySchema = z.strictObject(stretch).refine(isStretch, stretchFault);

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
    ...stretch,
  })
  .refine(isStretch, stretchFault);
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
      holders: z.array(holderSchema),
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
          /** Where the price comes from, and since when it is valid. */
          source: z.string(),
          validFrom: instantSchema,
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
