import {
  DescribeVolumeStatusCommand,
  DescribeVolumesCommand,
  type Volume,
  type VolumeState,
  type VolumeStatusItem,
} from '@aws-sdk/client-ec2';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readConverted, readListing } from './read-listing';
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

/**
 * EBS volumes, with what EBS's own checks found wrong with them. Checks that cannot be read leave the state as it is
 * listed.
 */
export const volumes: KindReader = {
  kind: 'volume',
  listing: operation,
  async read(context, faults) {
    let failing: Promise<ReadonlyMap<string, VolumeStatusItem>> | null = null;
    return readConverted(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeVolumesCommand({ NextToken, MaxResults: 500 }), options),
      listOf: (page) => page.Volumes,
      tokenOf: (page) => page.NextToken,
      convert: async (listed) => {
        const present = listed.filter(({ State }) => State !== 'deleted');
        if (present.length === 0) return [];
        failing ??= readFailingChecks(context, faults.detail);
        const checks = await failing;
        return toItems(operation, present, faults.listing, (volume) =>
          toVolume(context, volume, (volume.VolumeId === undefined ? undefined : checks.get(volume.VolumeId)) ?? null),
        );
      },
      identityOf: ({ VolumeId }) => VolumeId,
      ...(context.tellPart === undefined ? {} : { spill: context.tellPart }),
    });
  },
};

/** Only the volumes whose checks do not pass are asked for; by volume id. */
async function readFailingChecks(
  context: RegionContext,
  faults: ProviderError[],
): Promise<ReadonlyMap<string, VolumeStatusItem>> {
  const failing = [{ Name: 'volume-status.status', Values: ['impaired', 'warning'] }];
  const checks = await readListing(context, faults, {
    operation: 'ec2:DescribeVolumeStatus',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        new DescribeVolumeStatusCommand({ NextToken, MaxResults: 500, Filters: failing }),
        options,
      ),
    listOf: (page) => page.VolumeStatuses,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ VolumeId }) => VolumeId,
  });
  return new Map(
    checks.flatMap((check): [string, VolumeStatusItem][] =>
      check.VolumeId === undefined ? [] : [[check.VolumeId, check]],
    ),
  );
}

/** `failing` null: no check of the volume is known to fail. */
export function toVolume(place: AwsPlace, volume: Volume, failing: VolumeStatusItem | null): InventoryItem | null {
  const { VolumeId, VolumeType, Size, State } = volume;
  if (VolumeId === undefined) return null;
  const tags = toTags(volume.Tags);
  const state = toLifecycle(states, State);
  return {
    kind: 'volume',
    nativeId: toArn(place, 'ec2', `volume/${VolumeId}`),
    nativeType: 'AWS::EC2::Volume',
    name: toName(tags, VolumeId),
    account: place.account,
    region: place.region,
    zone: volume.AvailabilityZone ?? null,
    status: state === 'active' && failing !== null ? 'degraded' : state,
    nativeStatus: State ?? null,
    size: toSize(VolumeType, Size),
    accelerators: [],
    tags,
    createdAt: volume.CreateTime ?? null,
    detailed: true,
    raw: toRaw(failing === null ? volume : { ...volume, VolumeStatus: failing }),
  };
}

/** `gp3 500 GiB`, as much of it as is known. */
function toSize(type: string | undefined, gibibytes: number | undefined): string | null {
  const parts = [type, gibibytes === undefined ? undefined : `${gibibytes} GiB`].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
