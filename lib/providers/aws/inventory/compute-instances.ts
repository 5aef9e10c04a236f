import { DescribeInstancesCommand, type Instance, type InstanceStateName, type Reservation } from '@aws-sdk/client-ec2';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { AwsPlace } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readInstanceTypes } from './read-instance-types';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'ec2:DescribeInstances';

const states: Record<Exclude<InstanceStateName, 'terminated'>, LifecycleState> = {
  pending: 'provisioning',
  running: 'active',
  stopping: 'stopped',
  stopped: 'stopped',
  'shutting-down': 'deleting',
};

/** EC2 instances with their accelerators. Terminated ones, which AWS lists for an hour more, no longer exist. */
export const computeInstances: KindReader = {
  kind: 'compute-instance',
  listing: operation,
  async read(context, faults) {
    const reservations = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeInstancesCommand({ NextToken, MaxResults: 1000 }), options),
      listOf: (page) => page.Reservations,
      tokenOf: (page) => page.NextToken,
      identityOf: toReservationIdentity,
    });
    const instances = reservations.flatMap(({ Instances }) => Instances ?? []).filter(isPresent);
    const types = new Set(instances.flatMap(({ InstanceType }) => (InstanceType === undefined ? [] : [InstanceType])));
    const typeFaults: ProviderError[] = [];
    const acceleratorsOf = await readInstanceTypes(context, typeFaults, types);
    const undescribed = [...types].filter((type) => !acceleratorsOf.has(type));
    faults.detail.push(...(typeFaults.length > 0 ? typeFaults : undescribed.map(toUndescribed)));
    return toItems(operation, uniqueById(instances), faults.listing, (instance) =>
      toComputeInstance(
        context,
        instance,
        (instance.InstanceType === undefined ? undefined : acceleratorsOf.get(instance.InstanceType)) ?? null,
      ),
    );
  },
};

/** A running instance has a type, so a region that does not describe the type has answered short. */
function toUndescribed(type: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'InstanceTypeMissing',
    operation: 'ec2:DescribeInstanceTypes',
    message: `AWS runs instances of type ${type} but did not describe it, so their GPUs are not known.`,
    remedy: 'Wait for the next collection; if it lasts, the type has been withdrawn.',
  });
}

/** `accelerators` null: those of the instance's type are not known. */
export function toComputeInstance(
  place: AwsPlace,
  instance: Instance,
  accelerators: Accelerator[] | null,
): InventoryItem | null {
  const { InstanceId, InstanceType, State, Placement } = instance;
  if (InstanceId === undefined) return null;
  const tags = toTags(instance.Tags);
  return {
    kind: 'compute-instance',
    nativeId: toArn(place, 'ec2', `instance/${InstanceId}`),
    nativeType: 'AWS::EC2::Instance',
    name: toName(tags, InstanceId),
    account: place.account,
    region: place.region,
    zone: Placement?.AvailabilityZone ?? null,
    status: toLifecycle(states, State?.Name),
    nativeStatus: State?.Name ?? null,
    size: InstanceType ?? null,
    accelerators,
    tags,
    createdAt: toCreatedAt(instance),
    detailed: true,
    raw: toRaw(instance),
  };
}

/** LaunchTime moves with every start; the primary network interface is attached once, when the instance is made. */
function toCreatedAt({ LaunchTime, NetworkInterfaces }: Instance): Date | null {
  const primary = NetworkInterfaces?.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
  return primary?.Attachment?.AttachTime ?? LaunchTime ?? null;
}

function isPresent({ State }: Instance): boolean {
  return State?.Name !== 'terminated';
}

/** A reservation can be listed on two pages with different instances, so its instances make it what it is. */
function toReservationIdentity({ ReservationId, Instances }: Reservation): string {
  return [ReservationId, ...(Instances ?? []).map(({ InstanceId }) => InstanceId)].join(' ');
}

function uniqueById(instances: Instance[]): Instance[] {
  const seen = new Set<string>();
  return instances.filter(({ InstanceId }) => {
    if (InstanceId === undefined) return true;
    if (seen.has(InstanceId)) return false;
    seen.add(InstanceId);
    return true;
  });
}
