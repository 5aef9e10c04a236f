import { DescribeTransitGatewaysCommand, type TransitGateway, type TransitGatewayState } from '@aws-sdk/client-ec2';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isOwnedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'ec2:DescribeTransitGateways';

const states: Record<Exclude<TransitGatewayState, 'deleted'>, LifecycleState> = {
  pending: 'provisioning',
  available: 'active',
  modifying: 'active',
  deleting: 'deleting',
};

/** Transit gateways the account owns. */
export const transitGateways: KindReader = {
  kind: 'transit-gateway',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeTransitGatewaysCommand({ NextToken, MaxResults: 1000 }), options),
      listOf: (page) => page.TransitGateways,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ TransitGatewayId }) => TransitGatewayId,
    });
    const present = found.filter(({ State, OwnerId }) => State !== 'deleted' && isOwnedHere(context, OwnerId));
    return toItems(operation, present, faults.listing, (gateway) => toTransitGateway(context, gateway));
  },
};

export function toTransitGateway(place: AwsPlace, gateway: TransitGateway): InventoryItem | null {
  const { TransitGatewayId, TransitGatewayArn, State } = gateway;
  if (TransitGatewayId === undefined) return null;
  const tags = toTags(gateway.Tags);
  return {
    kind: 'transit-gateway',
    nativeId: TransitGatewayArn ?? toArn(place, 'ec2', `transit-gateway/${TransitGatewayId}`),
    nativeType: 'AWS::EC2::TransitGateway',
    name: toName(tags, TransitGatewayId),
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: null,
    accelerators: [],
    tags,
    createdAt: gateway.CreationTime ?? null,
    detailed: true,
    raw: toRaw(gateway),
  };
}
