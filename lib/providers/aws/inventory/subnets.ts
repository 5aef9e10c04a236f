import { DescribeSubnetsCommand, type Subnet, type SubnetState } from '@aws-sdk/client-ec2';
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

const operation = 'ec2:DescribeSubnets';

const states: Record<SubnetState, LifecycleState> = {
  pending: 'provisioning',
  available: 'active',
  unavailable: 'degraded',
  failed: 'failed',
  'failed-insufficient-capacity': 'failed',
};

/** Subnets the account owns. */
export const subnets: KindReader = {
  kind: 'subnet',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeSubnetsCommand({ NextToken, MaxResults: 1000 }), options),
      listOf: (page) => page.Subnets,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ SubnetId }) => SubnetId,
    });
    const owned = found.filter(({ OwnerId }) => isOwnedHere(context, OwnerId));
    return toItems(operation, owned, faults.listing, (subnet) => toSubnet(context, subnet));
  },
};

export function toSubnet(place: AwsPlace, subnet: Subnet): InventoryItem | null {
  const { SubnetId, SubnetArn, State } = subnet;
  if (SubnetId === undefined) return null;
  const tags = toTags(subnet.Tags);
  return {
    kind: 'subnet',
    nativeId: SubnetArn ?? toArn(place, 'ec2', `subnet/${SubnetId}`),
    nativeType: 'AWS::EC2::Subnet',
    name: toName(tags, SubnetId),
    account: place.account,
    region: place.region,
    zone: subnet.AvailabilityZone ?? null,
    status: toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: null,
    accelerators: [],
    tags,
    createdAt: null,
    detailed: true,
    raw: toRaw(subnet),
  };
}
