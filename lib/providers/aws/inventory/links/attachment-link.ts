import type { TransitGatewayAttachment } from '@aws-sdk/client-ec2';
import { bareLink, type LinkEnd, type LinkFacts, type LinkState, untoldEnd } from '@/lib/domain/link/link-facts';
import type { AwsPlace } from '../../connect/region-context';
import { toArn } from '../to-arn';
import { isPeering, type TransitPeer, type TransitPeers } from './transit-peers';

/** A word we do not know is unknown, so not every word has to be here. */
const states: Readonly<Record<string, LinkState>> = {
  initiating: 'provisioning',
  initiatingRequest: 'provisioning',
  pendingAcceptance: 'provisioning',
  pending: 'provisioning',
  available: 'up',
  modifying: 'up',
  rollingBack: 'degraded',
  failing: 'down',
  failed: 'down',
  rejecting: 'disabled',
  rejected: 'disabled',
  deleting: 'disabled',
};

/** What a resource that is an attachment is called. */
interface Named {
  nativeId: string;
  name: string;
}

/**
 * The link that an attachment of a transit gateway is: to a network, over a VPN connection, or to another transit gateway.
 * `peers` has what only the listing of peerings tells; what is not in it is not told.
 */
export function toAttachmentLink(
  place: AwsPlace,
  attachment: TransitGatewayAttachment,
  peers: TransitPeers,
  { nativeId, name }: Named,
): LinkFacts {
  const { TransitGatewayAttachmentId: id, TransitGatewayId, TransitGatewayOwnerId, State } = attachment;
  const peer = id === undefined ? undefined : peers.get(id);
  const owned = { ...place, account: TransitGatewayOwnerId ?? place.account };
  const state = State !== undefined && Object.hasOwn(states, State) ? states[State] : undefined;
  return {
    ...bareLink({
      form: isPeering(attachment) ? 'network-peering' : 'transit-attachment',
      name,
      state: state ?? 'unknown',
      nativeState: State ?? null,
    }),
    near: {
      ...untoldEnd,
      resource: TransitGatewayId ? toArn(owned, 'ec2', `transit-gateway/${TransitGatewayId}`) : null,
    },
    stateReason: peer?.reason ?? null,
    sharedIds: peer?.sharedIds ?? [],
    meters: [{ resource: nativeId, attributes: {} }],
    ...toReach(place, attachment, peer),
  };
}

/** What it leads to and over what. Routes to a VPN or Direct Connect are exchanged on tunnels and virtual interfaces. */
function toReach(
  place: AwsPlace,
  attachment: TransitGatewayAttachment,
  peer: TransitPeer | undefined,
): Pick<LinkFacts, 'far' | 'carriers' | 'sessions'> {
  const { ResourceType, ResourceId, ResourceOwnerId } = attachment;
  const owned = { ...place, account: ResourceOwnerId ?? place.account };
  if (isPeering(attachment)) return { far: toPeerEnd(place, attachment, peer), carriers: [], sessions: [] };
  switch (ResourceType) {
    case 'vpc': {
      const network = ResourceId ? toArn(owned, 'ec2', `vpc/${ResourceId}`) : null;
      return { far: { ...untoldEnd, resource: network }, carriers: [], sessions: [] };
    }
    case 'vpn': {
      const connection = ResourceId ? [toArn(owned, 'ec2', `vpn-connection/${ResourceId}`)] : null;
      return { far: untoldEnd, carriers: connection, sessions: null };
    }
    // Over which virtual interfaces its gateway is reached, those say. It goes by its bare id there too.
    case 'direct-connect-gateway':
      return { far: { ...untoldEnd, resource: ResourceId ?? null }, carriers: null, sessions: null };
    // Who lists this attachment lists the one that carries it, which is of the same gateway.
    case 'connect': {
      const transport = ResourceId?.startsWith('tgw-attach-') ? `transit-gateway-attachment/${ResourceId}` : null;
      return { far: untoldEnd, carriers: transport === null ? null : [toArn(place, 'ec2', transport)], sessions: null };
    }
    default:
      return { far: untoldEnd, carriers: null, sessions: null };
  }
}

/** Where the other gateway is, and so what it is called, only the listing of peerings tells. */
function toPeerEnd(place: AwsPlace, { ResourceId }: TransitGatewayAttachment, peer: TransitPeer | undefined): LinkEnd {
  if (peer === undefined) return untoldEnd;
  const { account, region } = peer;
  const id = peer.gatewayId ?? ResourceId;
  const isNamed = id !== undefined && account !== null && region !== null;
  return {
    ...untoldEnd,
    resource: isNamed ? toArn({ ...place, account, region }, 'ec2', `transit-gateway/${id}`) : null,
    place: region,
  };
}
