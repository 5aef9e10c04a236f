import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';
import { multiplyAccelerators, toMachineAccelerators } from '../accelerators/to-accelerators';
import { assetKind, countSchema, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';

/** Reconciling is GKE's word for an upgrade or repair of its own, during which the thing works; stopping is deletion. */
const states: Record<string, LifecycleState> = {
  PROVISIONING: 'provisioning',
  RUNNING: 'active',
  RECONCILING: 'active',
  RUNNING_WITH_ERROR: 'degraded',
  DEGRADED: 'degraded',
  STOPPING: 'deleting',
  ERROR: 'failed',
};

const clusterSchema = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  currentMasterVersion: z.string().optional(),
  releaseChannel: z.object({ channel: z.string().optional() }).optional(),
  resourceLabels: labelsSchema,
  createTime: timeSchema,
});

export const kubernetesClusters = assetKind(
  'container.googleapis.com/Cluster',
  'kubernetes-cluster',
  clusterSchema,
  ({ name, status, resourceLabels, createTime, currentMasterVersion, releaseChannel }) => ({
    name,
    status: toLifecycle(states, status),
    nativeStatus: status ?? null,
    size: null,
    accelerators: [],
    tags: resourceLabels,
    software: [
      { ...bareSoftware('kubernetes', currentMasterVersion ?? null), channel: releaseChannel?.channel ?? null },
    ],
    createdAt: createTime,
  }),
);

const nodePoolSchema = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  version: z.string().optional(),
  initialNodeCount: countSchema,
  locations: z.array(z.string()).default([]),
  autoscaling: z.object({ enabled: z.boolean().optional() }).optional(),
  config: z
    .object({
      machineType: z.string().optional(),
      accelerators: z
        .array(z.object({ acceleratorType: z.string().optional(), acceleratorCount: countSchema }))
        .default([]),
      resourceLabels: labelsSchema,
    })
    .optional(),
});

/** The document does not say when a pool was made. */
export const nodePools = assetKind('container.googleapis.com/NodePool', 'node-group', nodePoolSchema, (pool, asset) => {
  const { name, status, config } = pool;
  const each = toMachineAccelerators(
    config?.machineType,
    (config?.accelerators ?? []).map(({ acceleratorType, acceleratorCount }) => ({
      type: acceleratorType,
      count: acceleratorCount,
    })),
  );
  return {
    name,
    status: toLifecycle(states, status),
    nativeStatus: status ?? null,
    size: config?.machineType ?? null,
    accelerators: multiplyAccelerators(each, toNodeCount(pool)),
    tags: config?.resourceLabels ?? {},
    software: toPoolSoftware(asset, pool.version),
    createdAt: null,
  };
});

/** A pool's asset is named below that of its cluster. */
function toPoolSoftware(asset: string, version: string | undefined): SoftwareFacts[] {
  const cluster = /\/clusters\/([^/]+)\/nodePools\//.exec(asset)?.[1] ?? null;
  return version === undefined ? [] : [{ ...bareSoftware('kubelet', version), cluster }];
}

/** The size of a pool is told for each of its zones, and not at all while it scales by itself. */
function toNodeCount({ initialNodeCount, locations, autoscaling }: z.infer<typeof nodePoolSchema>): number | null {
  if (autoscaling?.enabled === true || initialNodeCount === undefined || locations.length === 0) return null;
  return initialNodeCount * locations.length;
}
