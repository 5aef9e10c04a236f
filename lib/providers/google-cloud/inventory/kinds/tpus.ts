import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { toTpuChips } from '../accelerators/tpu-types';
import { assetKind, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';

const nodeStates: Record<string, LifecycleState> = {
  CREATING: 'provisioning',
  STARTING: 'provisioning',
  RESTARTING: 'provisioning',
  REIMAGING: 'provisioning',
  READY: 'active',
  REPAIRING: 'degraded',
  STOPPING: 'stopped',
  STOPPED: 'stopped',
  PREEMPTED: 'stopped',
  TERMINATED: 'stopped',
  DELETING: 'deleting',
};

const queueStates: Record<string, LifecycleState> = {
  CREATING: 'provisioning',
  ACCEPTED: 'provisioning',
  WAITING_FOR_RESOURCES: 'provisioning',
  PROVISIONING: 'provisioning',
  ACTIVE: 'active',
  SUSPENDING: 'stopped',
  SUSPENDED: 'stopped',
  FAILED: 'failed',
  DELETING: 'deleting',
};

const configSchema = z.object({ type: z.string().optional(), topology: z.string().optional() }).optional();
const nodeSchema = z.object({
  acceleratorType: z.string().optional(),
  acceleratorConfig: configSchema,
  state: z.string().optional(),
  labels: labelsSchema,
  createTime: timeSchema,
});

/** Cloud TPU slices: machines whose accelerators are the slice's chips. */
export const tpuNodes = assetKind(
  'tpu.googleapis.com/Node',
  'compute-instance',
  nodeSchema,
  ({ acceleratorType, acceleratorConfig, state, labels, createTime }) => ({
    status: toLifecycle(nodeStates, state),
    nativeStatus: state ?? null,
    size: acceleratorType ?? toSize(acceleratorConfig),
    accelerators: toTpuChips(acceleratorType, acceleratorConfig),
    tags: labels,
    createdAt: createTime,
  }),
);

const queuedResourceSchema = z.object({
  tpu: z
    .object({
      nodeSpec: z
        .array(
          z.object({
            node: z
              .object({
                acceleratorType: z.string().optional(),
                acceleratorConfig: configSchema,
                labels: labelsSchema,
              })
              .optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  state: z.object({ state: z.string().optional() }).optional(),
  createTime: timeSchema,
});

/** Requests for TPU capacity. The chips that have come are those of the slices, and are told there. */
export const queuedResources = assetKind(
  'tpu.googleapis.com/QueuedResource',
  'reservation',
  queuedResourceSchema,
  ({ tpu, state, createTime }) => {
    const specs = tpu?.nodeSpec ?? [];
    const first = specs[0]?.node;
    return {
      status: toLifecycle(queueStates, state?.state),
      nativeStatus: state?.state ?? null,
      size: first?.acceleratorType ?? toSize(first?.acceleratorConfig),
      accelerators: [],
      tags: first?.labels ?? {},
      createdAt: createTime,
    };
  },
);

function toSize(config: z.infer<typeof configSchema>): string | null {
  const parts = [config?.type, config?.topology].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
