import {
  DescribeTransitGatewayPeeringAttachmentsCommand,
  type TransitGatewayAttachment,
  type TransitGatewayPeeringAttachment,
} from '@aws-sdk/client-ec2';
import type { ProviderError } from '../../../contract/provider-error';
import type { RegionContext } from '../../connect/region-context';
import { readListing } from '../read-listing';

/** The other end of a peering of transit gateways, as this region is shown it. */
export interface TransitPeer {
  gatewayId: string | undefined;
  account: string | null;
  region: string | null;
  /** By what both of its regions know it. */
  sharedIds: string[];
  /** What AWS says of how it stands; null: nothing. */
  reason: string | null;
}

/** Other ends by the id of the attachment; what is not in it is not known. */
export type TransitPeers = ReadonlyMap<string, TransitPeer>;

/** `tgw-peering` is what a peering used to be called. */
export function isPeering({ ResourceType }: TransitGatewayAttachment): boolean {
  return ResourceType === 'peering' || ResourceType === 'tgw-peering';
}

/** The other ends of these attachments that are peerings; without one nothing is asked for. */
export async function readTransitPeers(
  context: RegionContext,
  attachments: readonly TransitGatewayAttachment[],
  faults: ProviderError[],
): Promise<TransitPeers> {
  const peerings = attachments.filter(isPeering);
  if (peerings.length === 0) return new Map();
  const found = await readListing(context, faults, {
    operation: 'ec2:DescribeTransitGatewayPeeringAttachments',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        new DescribeTransitGatewayPeeringAttachmentsCommand({ NextToken, MaxResults: 1000 }),
        options,
      ),
    listOf: (page) => page.TransitGatewayPeeringAttachments,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId,
  });
  return new Map(
    peerings.flatMap((attachment): [string, TransitPeer][] => {
      const peering = found.find((each) => isOf(each, attachment));
      const peer = peering && toTransitPeer(peering, attachment);
      return attachment.TransitGatewayAttachmentId && peer ? [[attachment.TransitGatewayAttachmentId, peer]] : [];
    }),
  );
}

function isOf(
  { TransitGatewayAttachmentId, AccepterTransitGatewayAttachmentId }: TransitGatewayPeeringAttachment,
  { TransitGatewayAttachmentId: id }: TransitGatewayAttachment,
): boolean {
  return id !== undefined && (id === TransitGatewayAttachmentId || id === AccepterTransitGatewayAttachmentId);
}

/** Null where the peering does not say which of its two ends is this one. */
export function toTransitPeer(
  peering: TransitGatewayPeeringAttachment,
  { TransitGatewayId }: TransitGatewayAttachment,
): TransitPeer | null {
  const { RequesterTgwInfo: requester, AccepterTgwInfo: accepter, Status } = peering;
  const isRequester = TransitGatewayId !== undefined && requester?.TransitGatewayId === TransitGatewayId;
  const isAccepter = TransitGatewayId !== undefined && accepter?.TransitGatewayId === TransitGatewayId;
  const other = isRequester ? accepter : isAccepter ? requester : undefined;
  if (other === undefined) return null;
  const ids = [peering.TransitGatewayAttachmentId, peering.AccepterTransitGatewayAttachmentId];
  return {
    gatewayId: other.TransitGatewayId,
    account: other.OwnerId || null,
    region: other.Region || null,
    sharedIds: [...new Set(ids)].flatMap((id) => id ?? []).sort(),
    reason: Status?.Message || null,
  };
}
