import {
  DescribeTransitGatewayAttachmentsCommand,
  type TransitGatewayAttachment,
  type TransitGatewayAttachmentState,
} from '@aws-sdk/client-ec2';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isListedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { toAttachmentLink } from './links/attachment-link';
import { readTransitPeers, type TransitPeers } from './links/transit-peers';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'ec2:DescribeTransitGatewayAttachments';

const states: Record<Exclude<TransitGatewayAttachmentState, 'deleted'>, LifecycleState> = {
  initiating: 'provisioning',
  initiatingRequest: 'provisioning',
  pendingAcceptance: 'provisioning',
  pending: 'provisioning',
  available: 'active',
  modifying: 'active',
  rollingBack: 'degraded',
  failing: 'failed',
  failed: 'failed',
  rejecting: 'failed',
  rejected: 'failed',
  deleting: 'deleting',
};

/** What is attached to transit gateways; seen by the attached resource's owner and by the gateway's, who sees all of it. */
export const transitAttachments: KindReader = {
  kind: 'transit-attachment',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(
          new DescribeTransitGatewayAttachmentsCommand({ NextToken, MaxResults: 1000 }),
          options,
        ),
      listOf: (page) => page.TransitGatewayAttachments,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId,
    });
    const present = found.filter(
      ({ State, TransitGatewayOwnerId }) => State !== 'deleted' && isListedHere(context, TransitGatewayOwnerId),
    );
    const peers = await readTransitPeers(context, present, faults.detail);
    return toItems(operation, present, faults.listing, (attachment) => toTransitAttachment(context, attachment, peers));
  },
};

export function toTransitAttachment(
  place: AwsPlace,
  attachment: TransitGatewayAttachment,
  peers: TransitPeers,
): InventoryItem | null {
  const { TransitGatewayAttachmentId, State } = attachment;
  if (TransitGatewayAttachmentId === undefined) return null;
  const tags = toTags(attachment.Tags);
  const nativeId = toArn(place, 'ec2', `transit-gateway-attachment/${TransitGatewayAttachmentId}`);
  const name = toName(tags, TransitGatewayAttachmentId);
  return {
    kind: 'transit-attachment',
    nativeId,
    nativeType: 'AWS::EC2::TransitGatewayAttachment',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: null,
    accelerators: [],
    tags,
    links: [toAttachmentLink(place, attachment, peers, { nativeId, name })],
    createdAt: attachment.CreationTime ?? null,
    detailed: true,
    raw: toRaw(attachment),
  };
}
