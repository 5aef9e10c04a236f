import { DescribeVolumesCommand, type Volume, type VolumeState } from '@aws-sdk/client-ec2';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'ec2:DescribeVolumes';

const states: Record<Exclude<VolumeState, 'deleted'>, LifecycleState> = {
  creating: 'provisioning',
  available: 'active',
  'in-use': 'active',
  deleting: 'deleting',
  error: 'failed',
};

/** EBS volumes. */
export const volumes: KindReader = {
  kind: 'volume',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeVolumesCommand({ NextToken, MaxResults: 500 }), options),
      listOf: (page) => page.Volumes,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ VolumeId }) => VolumeId,
    });
    const present = found.filter(({ State }) => State !== 'deleted');
    return toItems(operation, present, faults.listing, (volume) => toVolume(context, volume));
  },
};

export function toVolume(place: AwsPlace, volume: Volume): InventoryItem | null {
  const { VolumeId, VolumeType, Size, State } = volume;
  if (VolumeId === undefined) return null;
  const tags = toTags(volume.Tags);
  return {
    kind: 'volume',
    nativeId: toArn(place, 'ec2', `volume/${VolumeId}`),
    nativeType: 'AWS::EC2::Volume',
    name: toName(tags, VolumeId),
    account: place.account,
    region: place.region,
    zone: volume.AvailabilityZone ?? null,
    status: toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: toSize(VolumeType, Size),
    accelerators: [],
    tags,
    createdAt: volume.CreateTime ?? null,
    detailed: true,
    raw: toRaw(volume),
  };
}

/** `gp3 500 GiB`, as much of it as is known. */
function toSize(type: string | undefined, gibibytes: number | undefined): string | null {
  const parts = [type, gibibytes === undefined ? undefined : `${gibibytes} GiB`].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
