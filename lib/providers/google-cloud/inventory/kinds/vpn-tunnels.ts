import { z } from 'zod';
import { toIpsecWords } from '@/lib/domain/link/ipsec-words';
import { bareLink, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { LifecycleState } from '@/lib/domain/resource';
import { assetKind, bare, labelsSchema, timeSchema } from '../asset-kind';
import { toLifecycle } from '../to-lifecycle';
import { lastPart } from '../to-place';
import { toComputeName } from './compute-names';

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

const tunnelSchema = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  detailedStatus: z.string().optional(),
  ikeVersion: z.number().optional().catch(undefined),
  peerIp: z.string().optional(),
  vpnGateway: z.string().optional(),
  targetVpnGateway: z.string().optional(),
  peerExternalGateway: z.string().optional(),
  peerGcpGateway: z.string().optional(),
  labels: labelsSchema,
  creationTimestamp: timeSchema,
});

export const vpnTunnels = assetKind(
  'compute.googleapis.com/VpnTunnel',
  'vpn-tunnel',
  tunnelSchema,
  ({ status: word, ...tunnel }, fullName) => {
    const status = toLifecycle(tunnelStates, word);
    const told = { ...tunnel, name: tunnel.name ?? lastPart(fullName) };
    return {
      ...bare,
      name: tunnel.name,
      status,
      nativeStatus: word ?? null,
      tags: tunnel.labels,
      createdAt: tunnel.creationTimestamp,
      links: [{ ...toTunnel(told, fullName), state: toLinkState(status), nativeState: word ?? null }],
    };
  },
);

type Told = Omit<z.output<typeof tunnelSchema>, 'name' | 'status'> & { name: string };

/**
 * Tunnels of one highly available gateway to one peer stand in for each other; a classic gateway's stand alone. Which
 * address of the gateway a tunnel begins at is told by the gateway, not by the tunnel.
 */
function toTunnel(tunnel: Told, fullName: string): LinkFacts {
  const gateway = toComputeName(tunnel.vpnGateway);
  const peer = toComputeName(tunnel.peerExternalGateway ?? tunnel.peerGcpGateway);
  return {
    ...bareLink({ form: 'vpn-tunnel', name: tunnel.name, state: 'unknown', nativeState: null }),
    near: { ...untoldEnd, resource: gateway ?? toComputeName(tunnel.targetVpnGateway) },
    far: { ...untoldEnd, resource: peer, address: tunnel.peerIp ?? null, place: peer === null ? null : lastPart(peer) },
    stateReason: tunnel.detailedStatus ?? null,
    encryption: toIpsecWords(tunnel.ikeVersion === undefined ? null : `IKEv${tunnel.ikeVersion}`),
    redundancyGroup: gateway !== null && peer !== null ? `${gateway} ${peer}` : null,
    meters: [{ resource: fullName, attributes: {} }],
  };
}
