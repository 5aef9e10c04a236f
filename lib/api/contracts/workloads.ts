import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { workloadStates, workloadSystems } from '@/lib/domain/workload';
import { countSchema, cursorSchema, instantSchema, many } from './paging';
import { sourceSchema } from './sources';
import { workloadSortKeys } from './workload-keys';

export { type WorkloadSortKey, workloadSortKeys } from './workload-keys';

export const workloadStateSchema = z.enum(workloadStates);

export const workloadSystemSchema = z.enum(workloadSystems);

const requestedSchema = z.object({ model: z.string().nullable(), count: z.number().int().nonnegative().nullable() });

/** Why a piece of work waits, in words, with the scheduler's own reason beside. */
export const waitReasonSchema = z.object({
  /** A sentence that somebody who never saw the scheduler understands. */
  words: z.string(),
  /** What would let it start, or whom to ask; null where nothing can be said. */
  remedy: z.string().nullable(),
  code: z.string(),
  message: z.string().nullable(),
});

/** One row: a job with its pods, a pod on its own, a Slurm job, a training or custom job. */
export const workloadSchema = z.object({
  /** Of the inventory's resource; of a job of pods, the resource that stands for it. */
  id: z.uuid(),
  name: z.string(),
  /** What made its pods, as Kubernetes names it, `Pod` for one on its own; null for work that is no pods. */
  kind: z.string().nullable(),
  system: workloadSystemSchema,
  provider: z.enum(providerIds),
  connectionId: z.uuid(),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  state: workloadStateSchema,
  nativeState: z.string().nullable(),
  queue: z.string().nullable(),
  /** Its place among those that wait in its queue, 1 next; null: it does not wait, or the order is not known. */
  position: z.number().int().positive().nullable(),
  priority: z.number().nullable(),
  /** Empty: none. Null: it cannot be told. */
  requested: z.array(requestedSchema).nullable(),
  /** Devices it has; null: it cannot be told. */
  held: z.number().int().nonnegative().nullable(),
  submittedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** For how long it waits or waited, in milliseconds; null: not known. */
  waitedMs: z.number().int().nonnegative().nullable(),
  waitReason: waitReasonSchema.nullable(),
});
export type WorkloadRow = z.infer<typeof workloadSchema>;

export const workloadFilterSchema = z.strictObject({
  /** Case-insensitive substring over name, namespace, owner and team. */
  q: z.string().trim().max(200).optional(),
  state: many(workloadStateSchema),
  system: many(workloadSystemSchema),
  site: many(z.string().max(200)),
  queue: many(z.string().max(200)),
  team: many(z.string().max(200)),
});
export type WorkloadFilter = z.infer<typeof workloadFilterSchema>;

export const workloadsQuerySchema = workloadFilterSchema.extend({
  sort: z.enum(workloadSortKeys).default('submitted'),
  order: z.enum(['asc', 'desc']).default('desc'),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WorkloadsQuery = z.infer<typeof workloadsQuerySchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number().int().nonnegative() }));

export const workloadsPageSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  items: z.array(workloadSchema),
  nextCursor: cursorSchema.nullable(),
  total: countSchema,
  facets: z.object({
    state: facetSchema,
    system: facetSchema,
    site: facetSchema,
    queue: facetSchema,
    team: facetSchema,
  }),
  /** Facets of whose values there may be more than is counted: a source is missing, be it one that the filter leaves out. */
  facetFloors: z.array(z.enum(['state', 'system', 'site', 'queue', 'team'])),
  siteTitles: z.record(z.string(), z.string()),
});
export type WorkloadsPage = z.infer<typeof workloadsPageSchema>;

/** When it may start, and what that rests on; `at` null: it cannot be said, and why. */
export const startEstimateSchema = z.object({
  at: instantSchema.nullable(),
  basis: z.string(),
  source: z.enum(['scheduler', 'ends-of-running', 'none']),
});

/** A job with what it has, what it waits for and what it depends on. */
export const workloadDetailSchema = z.object({
  at: instantSchema,
  workload: workloadSchema,
  sources: z.array(sourceSchema),
  siteTitles: z.record(z.string(), z.string()),
  estimate: startEstimateSchema.nullable(),
  /**
   * Those before it in its queue, next first, at most 20, and what those that run there hold. Left out are those beyond
   * these, and those that the person may not see.
   */
  ahead: z.array(workloadSchema),
  aheadLeftOut: z.number().int().nonnegative(),
  holding: z.array(workloadSchema),
  holdingLeftOut: z.number().int().nonnegative(),
  /** The pods of a job. */
  parts: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      state: workloadStateSchema,
      nativeState: z.string().nullable(),
      node: z.string().nullable(),
      held: z.number().int().nonnegative().nullable(),
      waitReason: waitReasonSchema.nullable(),
    }),
  ),
  /** The devices it has, by node; `slots` null: which of the node's is not known. */
  nodes: z.array(
    z.object({
      node: z.string(),
      /** Of the resource that carries the devices; null: the inventory has none. */
      nodeId: z.uuid().nullable(),
      held: z.number().int().nonnegative().nullable(),
      slots: z.array(z.number().int().nonnegative()).nullable(),
      /** Of those devices; of the whole node where `slots` is null. Null: the fleet within reach has no such node. */
      worstHealth: z.enum(['healthy', 'degraded', 'failed', 'unknown']).nullable(),
    }),
  ),
  /** What it reads and writes through, and what it rests on, where the inventory tells. */
  dependencies: z.array(
    z.object({
      kind: z.enum(['storage', 'link']),
      name: z.string(),
      resourceId: z.uuid().nullable(),
      status: z.enum(['critical', 'unknown', 'warning', 'in-progress', 'healthy']),
      says: z.string(),
    }),
  ),
  /** The scheduler's own document, secrets redacted, as JSON text; null: none is kept. */
  raw: z.string().nullable(),
});
export type WorkloadDetail = z.infer<typeof workloadDetailSchema>;
