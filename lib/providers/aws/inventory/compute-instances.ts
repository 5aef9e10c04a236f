import {
  DescribeInstancesCommand,
  type Instance,
  type InstanceStateName,
  type InstanceStatus,
} from '@aws-sdk/client-ec2';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isImpaired, readInstanceChecks } from './instance-checks';
import type { KindReader } from './kind-reader';
import { readInstanceTypes } from './read-instance-types';
import { readConverted } from './read-listing';
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

/**
 * EC2 instances with their accelerators and what EC2's own checks find. Terminated ones, which AWS lists for an hour
 * more, no longer exist. Checks that cannot be read leave the state as it is listed.
 */
export const computeInstances: KindReader = {
  kind: 'compute-instance',
  listing: operation,
  async read(context, faults) {
    const acceleratorsOf = new Map<string, Accelerator[] | null>();
    let reading: Promise<ReadonlyMap<string, InstanceStatus>> | null = null;
    return readConverted(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.ec2.send(new DescribeInstancesCommand({ NextToken, MaxResults: 1000 }), options),
      listOf: (page) => page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
      tokenOf: (page) => page.NextToken,
      convert: async (listed) => {
        const instances = listed.filter(isPresent);
        const types = instances.flatMap(({ InstanceType }) => InstanceType ?? []);
        const unasked = new Set(types.filter((type) => !acceleratorsOf.has(type)));
        for (const type of unasked) acceleratorsOf.set(type, null);
        if (instances.some(isRunning)) reading ??= readInstanceChecks(context, faults.detail);
        const [described, checks] = await Promise.all([readInstanceTypes(context, faults.detail, unasked), reading]);
        for (const [type, found] of described) acceleratorsOf.set(type, found);
        return toItems(operation, instances, faults.listing, (instance) =>
          toComputeInstance(
            context,
            instance,
            (instance.InstanceType === undefined ? undefined : acceleratorsOf.get(instance.InstanceType)) ?? null,
            (instance.InstanceId === undefined ? undefined : checks?.get(instance.InstanceId)) ?? null,
          ),
        );
      },
      identityOf: ({ InstanceId }) => InstanceId,
      ...(context.tellPart === undefined ? {} : { spill: context.tellPart }),
    });
  },
};

/** `accelerators` null: those of the instance's type are not known. `checks` null: EC2's own checks say nothing of it. */
export function toComputeInstance(
  place: AwsPlace,
  instance: Instance,
  accelerators: Accelerator[] | null,
  checks: InstanceStatus | null,
): InventoryItem | null {
  const { InstanceId, InstanceType, State, Placement } = instance;
  if (InstanceId === undefined) return null;
  const tags = toTags(instance.Tags);
  const state = toLifecycle(states, State?.Name);
  return {
    kind: 'compute-instance',
    nativeId: toArn(place, 'ec2', `instance/${InstanceId}`),
    nativeType: 'AWS::EC2::Instance',
    name: toName(tags, InstanceId),
    account: place.account,
    region: place.region,
    zone: Placement?.AvailabilityZone ?? null,
    status: state === 'active' && checks !== null && isImpaired(checks) ? 'degraded' : state,
    nativeStatus: State?.Name ?? null,
    size: InstanceType ?? null,
    accelerators,
    tags,
    createdAt: toCreatedAt(instance),
    detailed: true,
    raw: toRaw(checks === null ? instance : { ...instance, Checks: checks }),
  };
}

/** LaunchTime moves with every start; the primary network interface is attached once, when the instance is made. */
function toCreatedAt({ LaunchTime, NetworkInterfaces }: Instance): Date | null {
  const primary = NetworkInterfaces?.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
  return primary?.Attachment?.AttachTime ?? LaunchTime ?? null;
}

function isRunning({ State }: Instance): boolean {
  return State?.Name === 'running';
}

function isPresent({ State }: Instance): boolean {
  return State?.Name !== 'terminated';
}
