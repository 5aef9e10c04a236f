import type { BGPPeer, VirtualInterface } from '@aws-sdk/client-direct-connect';
import { bareLink, type LinkFacts, type LinkState, type RouteSession, untoldEnd } from '@/lib/domain/link/link-facts';
import { toLinkState } from '@/lib/domain/link/to-link-state';
import type { InventoryItem } from '@/lib/domain/resource';
import type { AwsPlace } from '../../connect/region-context';
import { toArn } from '../to-arn';
import type { Circuits } from './circuits';
import { toAsn } from './to-asn';

/**
 * The link that a virtual interface is. It shares the bandwidth of what it rides on and has none of its own. Addresses of
 * its sessions lie within it, so they are no outside addresses of its ends.
 */
export function toVirtualInterfaceLink(
  place: AwsPlace,
  virtualInterface: VirtualInterface,
  circuits: Circuits,
  { nativeId, name, status }: Pick<InventoryItem, 'nativeId' | 'name' | 'status'>,
): LinkFacts {
  const { virtualInterfaceId, virtualInterfaceState, connectionId, location, mtu, asnLong, asn } = virtualInterface;
  const sessions = toSessions(virtualInterface);
  return {
    ...bareLink({
      form: 'virtual-interface',
      name,
      state: toState(virtualInterface, toLinkState(status), sessions),
      nativeState: virtualInterfaceState ?? null,
    }),
    near: { ...untoldEnd, resource: toGateway(place, virtualInterface), asn: toAsn(virtualInterface.amazonSideAsn) },
    far: { ...untoldEnd, asn: toAsn(asnLong ?? asn), place: location || null },
    mtuBytes: mtu !== undefined && mtu > 0 ? mtu : null,
    sessions,
    carriers: (connectionId === undefined ? undefined : circuits.get(connectionId)) ?? null,
    sharedIds: virtualInterfaceId === undefined ? [] : [virtualInterfaceId],
    meters: [{ resource: nativeId, attributes: {} }],
  };
}

/** A Direct Connect gateway goes by its bare id: its ARN has its owner's account, which is not told. */
function toGateway(
  place: AwsPlace,
  { virtualGatewayId, directConnectGatewayId, ownerAccount }: VirtualInterface,
): string | null {
  if (directConnectGatewayId) return directConnectGatewayId;
  if (!virtualGatewayId) return null;
  const account = ownerAccount ?? place.account;
  return toArn({ ...place, account }, 'ec2', `vpn-gateway/${virtualGatewayId}`);
}

/** During a failover test somebody has taken its sessions down. */
function toState(
  { virtualInterfaceState }: VirtualInterface,
  state: LinkState,
  sessions: readonly RouteSession[] | null,
): LinkState {
  if (virtualInterfaceState === 'testing' || virtualInterfaceState === 'rejected') return 'disabled';
  const isCutOff = virtualInterfaceState === 'available' && sessions !== null && sessions.length > 0;
  return isCutOff && sessions.every((session) => session.state === 'down') ? 'down' : state;
}

function toSessions({ bgpPeers, amazonSideAsn }: VirtualInterface): RouteSession[] | null {
  if (bgpPeers === undefined) return null;
  return bgpPeers
    .filter(({ bgpPeerState }) => bgpPeerState !== 'deleted')
    .map((peer) => ({
      peerAddress: toAddress(peer.customerAddress),
      localAsn: toAsn(amazonSideAsn),
      peerAsn: toAsn(peer.asnLong ?? peer.asn),
      state: toSessionState(peer),
      acceptedPrefixes: null,
    }));
}

function toSessionState({ bgpPeerState, bgpStatus }: BGPPeer): LinkState {
  if (bgpPeerState === 'verifying' || bgpPeerState === 'pending') return 'provisioning';
  if (bgpPeerState === 'deleting') return 'disabled';
  return bgpStatus === 'up' || bgpStatus === 'down' ? bgpStatus : 'unknown';
}

/** Without the length of its network: `169.254.96.6/29`. */
function toAddress(told: string | undefined): string | null {
  const [address] = told?.split('/') ?? [];
  return address || null;
}
