import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { gpuHolderSchema } from './gpu-holder';
import { busyMetricSchema, gpuHealthSchema, gpuUseSchema } from './gpus';
import { metricSchema } from './metrics';
import { instantSchema } from './paging';
import { sourceSchema } from './sources';

export const gpuAllocationSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('held'), holders: z.array(gpuHolderSchema) }),
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
