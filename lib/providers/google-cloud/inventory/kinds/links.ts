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

/** `NETWORK_ERROR` is what `NO_INCOMING_PACKETS` used to be called: the peer is not there, so the tunnel carries nothing. */
const tunnelStates: Record<string, LifecycleState> = {
  PROVISIONING: 'provisioning',
  ALLOCATING_RESOURCES: 'provisioning',
  WAITING_FOR_FULL_CONFIG: 'provisioning',
  FIRST_HANDSHAKE: 'provisioning',
  ESTABLISHED: 'active',
  NO_INCOMING_PACKETS: 'failed',
  NETWORK_ERROR: 'failed',
  AUTHORIZATION_ERROR: 'failed',
  NEGOTIATION_FAILURE: 'failed',
  PEER_IDENTITY_MISMATCH: 'failed',
  TS_NARROWING_NOT_ALLOWED: 'failed',
  REJECTED: 'failed',
  FAILED: 'failed',
  STOPPED: 'stopped',
  DEPROVISIONING: 'deleting',
};

export const vpnTunnels = assetKind(
  'compute.googleapis.com/VpnTunnel',
  'vpn-tunnel',
  gatewaySchema,
  ({ name, status, labels, creationTimestamp }) => ({
    ...bare,
    name,
    status: toLifecycle(tunnelStates, status),
    nativeStatus: status ?? null,
    tags: labels,
    createdAt: creationTimestamp,
  }),
);

const interconnectStates: Record<string, LifecycleState> = {
  ACTIVE: 'active',
  OS_ACTIVE: 'active',
  UNPROVISIONED: 'provisioning',
  OS_UNPROVISIONED: 'provisioning',
  UNDER_MAINTENANCE: 'degraded',
};

const interconnectSchema = gatewaySchema.extend({
  state: z.string().optional(),
  operationalStatus: z.string().optional(),
  linkType: z.string().optional(),
});

export const interconnects = assetKind(
  'compute.googleapis.com/Interconnect',
  'private-circuit',
  interconnectSchema,
  ({ name, state, operationalStatus, linkType, labels, creationTimestamp }) => {
    const word = state ?? operationalStatus;
    return {
      ...bare,
      name,
      status: toLifecycle(interconnectStates, word),
      nativeStatus: word ?? null,
      size: linkType ?? null,
      tags: labels,
      createdAt: creationTimestamp,
    };
  },
);

const attachmentStates: Record<string, LifecycleState> = {
  ACTIVE: 'active',
  OS_ACTIVE: 'active',
  UNPROVISIONED: 'provisioning',
  OS_UNPROVISIONED: 'provisioning',
  PENDING_CUSTOMER: 'provisioning',
  PENDING_PARTNER: 'provisioning',
  PARTNER_REQUEST_RECEIVED: 'provisioning',
  DEFUNCT: 'failed',
};

const attachmentSchema = interconnectSchema.omit({ linkType: true }).extend({ bandwidth: z.string().optional() });

export const interconnectAttachments = assetKind(
  'compute.googleapis.com/InterconnectAttachment',
  'virtual-interface',
  attachmentSchema,
  ({ name, state, operationalStatus, bandwidth, labels, creationTimestamp }) => {
    const word = state ?? operationalStatus;
    return {
      ...bare,
      name,
      status: toLifecycle(attachmentStates, word),
      nativeStatus: word ?? null,
      size: bandwidth ?? null,
      tags: labels,
      createdAt: creationTimestamp,
    };
  },
);
