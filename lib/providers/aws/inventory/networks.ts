import { DescribeVpcsCommand, type Vpc, type VpcState } from '@aws-sdk/client-ec2';
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

const operation = 'ec2:DescribeVpcs';

const states: Record<VpcState, LifecycleState> = {
  pending: 'provisioning',
  available: 'active',
  deleting: 'deleting',
};

/** VPCs the account owns. */
export const networks: KindReader = {
  kind: 'network',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeVpcsCommand({ NextToken, MaxResults: 1000 }), options),
      listOf: (page) => page.Vpcs,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ VpcId }) => VpcId,
    });
    const owned = found.filter(({ OwnerId }) => isOwnedHere(context, OwnerId));
    return toItems(operation, owned, faults.listing, (vpc) => toNetwork(context, vpc));
  },
};

export function toNetwork(place: AwsPlace, vpc: Vpc): InventoryItem | null {
  const { VpcId, State } = vpc;
  if (VpcId === undefined) return null;
  const tags = toTags(vpc.Tags);
  return {
    kind: 'network',
    nativeId: toArn(place, 'ec2', `vpc/${VpcId}`),
    nativeType: 'AWS::EC2::VPC',
    name: toName(tags, VpcId),
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: null,
    accelerators: [],
    tags,
    createdAt: null,
    detailed: true,
    raw: toRaw(vpc),
  };
}
