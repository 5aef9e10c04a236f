import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';

const networkSchema = z.object({ name: z.string().optional(), creationTimestamp: timeSchema });

/** Networks carry no labels and no status. */
export const networks = assetKind(
  'compute.googleapis.com/Network',
  'network',
  networkSchema,
  ({ name, creationTimestamp }) => ({ ...bare, name, tags: {}, createdAt: creationTimestamp }),
);

const subnetStates: Record<string, LifecycleState> = { READY: 'active', DRAINING: 'deleting' };

const subnetSchema = z.object({
  name: z.string().optional(),
  ipCidrRange: z.string().optional(),
  state: z.string().optional(),
  creationTimestamp: timeSchema,
});

/** Subnets carry no labels, and a state only where they serve a load balancer. */
export const subnets = assetKind(
  'compute.googleapis.com/Subnetwork',
  'subnet',
  subnetSchema,
  ({ name, ipCidrRange, state, creationTimestamp }) => ({
    ...bare,
    name,
    status: state === undefined ? 'active' : toLifecycle(subnetStates, state),
    nativeStatus: state ?? null,
    size: ipCidrRange ?? null,
    tags: {},
    createdAt: creationTimestamp,
  }),
);
