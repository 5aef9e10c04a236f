import { z } from 'zod';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';

const gatewayStates: Record<string, LifecycleState> = {
  CREATING: 'provisioning',
  READY: 'active',
  FAILED: 'failed',
  DELETING: 'deleting',
};

const gatewaySchema = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  labels: labelsSchema,
  creationTimestamp: timeSchema,
});

/** High-availability gateways have no status of their own; classic ones do. */
const toGateway = ({ name, status, labels, creationTimestamp }: z.infer<typeof gatewaySchema>) => ({
  ...bare,
  name,
  status: status === undefined ? ('active' as const) : toLifecycle(gatewayStates, status),
  nativeStatus: status ?? null,
  tags: labels,
  createdAt: creationTimestamp,
});

export const vpnGateways = assetKind('compute.googleapis.com/VpnGateway', 'vpn-gateway', gatewaySchema, toGateway);
export const classicVpnGateways = assetKind(
  'compute.googleapis.com/TargetVpnGateway',
  'vpn-gateway',
  gatewaySchema,
  toGateway,
);
