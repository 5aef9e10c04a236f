import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { toMachineAccelerators } from '../accelerators/to-accelerators';
import { assetKind, countSchema, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';
import { lastPart } from '../to-place';

/** `TERMINATED` is Compute Engine's word for stopped: the instance is there and can be started again. */
const states: Record<string, LifecycleState> = {
  PENDING: 'provisioning',
  PROVISIONING: 'provisioning',
  STAGING: 'provisioning',
  RUNNING: 'active',
  REPAIRING: 'degraded',
  PENDING_STOP: 'stopped',
  STOPPING: 'stopped',
  STOPPED: 'stopped',
  SUSPENDING: 'stopped',
  SUSPENDED: 'stopped',
  TERMINATED: 'stopped',
  DEPROVISIONING: 'deleting',
};

const instanceSchema = z.object({
  name: z.string().optional(),
  machineType: z.string().optional(),
  status: z.string().optional(),
  guestAccelerators: z
    .array(z.object({ acceleratorType: z.string().optional(), acceleratorCount: countSchema }))
    .default([]),
  labels: labelsSchema,
  creationTimestamp: timeSchema,
});

/** Compute Engine instances with the accelerators they list or their machine type implies. */
export const computeInstances = assetKind(
  'compute.googleapis.com/Instance',
  'compute-instance',
  instanceSchema,
  ({ name, machineType, status, guestAccelerators, labels, creationTimestamp }) => ({
    name,
    status: toLifecycle(states, status),
    nativeStatus: status ?? null,
    size: machineType === undefined ? null : lastPart(machineType),
    accelerators: toMachineAccelerators(
      machineType,
      guestAccelerators.map(({ acceleratorType, acceleratorCount }) => ({
        type: acceleratorType,
        count: acceleratorCount,
      })),
    ),
    tags: labels,
    createdAt: creationTimestamp,
  }),
);
