import {
  DescribeInstanceStatusCommand,
  type EventCode,
  type InstanceStatus,
  type InstanceStatusEvent,
} from '@aws-sdk/client-ec2';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readConverted } from './read-listing';

/**
 * What EC2's own checks say of the region's running instances, by instance id. What they say of many is the same and
 * held once, so that they are held whole without waiting for room, which the listing of instances would wait for too.
 */
export async function readInstanceChecks(
  { call, clients }: Pick<RegionContext, 'call' | 'clients'>,
  faults: ProviderError[],
): Promise<ReadonlyMap<string, InstanceStatus>> {
  const checksOf = new Map<string, InstanceStatus>();
  const distinct = new Map<string, InstanceStatus>();
  await readConverted({ call }, faults, {
    operation: 'ec2:DescribeInstanceStatus',
    send: (NextToken, options) =>
      clients.ec2.send(
        new DescribeInstanceStatusCommand({ NextToken, MaxResults: 1000, IncludeAllInstances: false }),
        options,
      ),
    listOf: (page) => page.InstanceStatuses,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ InstanceId }) => InstanceId,
    convert: async (listed) => {
      for (const said of listed) {
        const { InstanceId } = said;
        if (InstanceId === undefined) continue;
        const checks = toChecks(said);
        const key = JSON.stringify(checks);
        const known = distinct.get(key) ?? checks;
        distinct.set(key, known);
        checksOf.set(InstanceId, known);
      }
      return [];
    },
  });
  return checksOf;
}

/** Without what the listing of instances says as well. */
function toChecks({ InstanceStatus, SystemStatus, AttachedEbsStatus, Events }: InstanceStatus): InstanceStatus {
  return { InstanceStatus, SystemStatus, AttachedEbsStatus, Events };
}

/** Whether a check fails, or EC2 has announced that it will take the hardware from under the instance. */
export function isImpaired({ InstanceStatus, SystemStatus, AttachedEbsStatus, Events }: InstanceStatus): boolean {
  const checks = [InstanceStatus, SystemStatus, AttachedEbsStatus];
  return checks.some((check) => check?.Status === 'impaired') || (Events?.some(isLeaving) ?? false);
}

const endingEvents: ReadonlySet<EventCode> = new Set(['instance-retirement', 'instance-stop']);

/** EC2 keeps an event for a week after it is over, which only its description tells. */
function isLeaving({ Code, Description = '' }: InstanceStatusEvent): boolean {
  return Code !== undefined && endingEvents.has(Code) && !/^\[(Completed|Canceled)\]/.test(Description);
}
