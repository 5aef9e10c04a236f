import type { HubKey, TransitAttachment } from '../../world/aws/records/links';
import type { WireDocument } from '../protocol/wire-value';
import { describeList } from './describe-list';
import { tagSet } from './tag-set';

/** Peerings of transit gateways: each is listed in the regions of both. */
export const describeTransitGatewayPeeringAttachments = describeList({
  name: 'DescribeTransitGatewayPeeringAttachments',
  kind: 'transit-attachment',
  idParameter: 'TransitGatewayAttachmentIds',
  invalidId: 'InvalidTransitGatewayAttachmentID',
  idPattern: /^tgw-attach-[0-9a-f]{8,17}$/,
  isListed: ({ peering }) => peering !== null,
  filters: {
    'transit-gateway-attachment-id': ({ id }) => [id],
    'transit-gateway-id': ({ transitGateway }) => [transitGateway],
    'local-owner-id': ({ account }) => [account],
    'remote-owner-id': ({ resourceOwner }) => [resourceOwner],
    state: ({ state }) => [state],
  },
  document: (attachments) => ({ transitGatewayPeeringAttachments: attachments.flatMap(peeringDocument) }),
});

function peeringDocument({ id, peering, state, createdAt, tags }: TransitAttachment): WireDocument[] {
  if (peering === null) return [];
  return [
    {
      transitGatewayAttachmentId: id,
      requesterTgwInfo: hubDocument(peering.requester),
      accepterTgwInfo: hubDocument(peering.accepter),
      options: { dynamicRouting: 'disable' },
      status: { code: state },
      state,
      creationTime: createdAt,
      tagSet: tagSet(tags),
    },
  ];
}

function hubDocument({ transitGateway, account, region }: HubKey): WireDocument {
  return { transitGatewayId: transitGateway, ownerId: account, region };
}
