import {
  DescribeInstanceStatusCommand,
  type EventCode,
  type InstanceStatus,
  type InstanceStatusEvent,
} from '@aws-sdk/client-ec2';
import type { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { readListing } from './read-listing';

/** What EC2's own checks say of the region's running instances, by instance id. */
export async function readInstanceChecks(
  context: RegionContext,
  faults: ProviderError[],
): Promise<ReadonlyMap<string, InstanceStatus>> {
  const checks = await readListing(context, faults, {
    operation: 'ec2:DescribeInstanceStatus',
    send: (NextToken, options) =>
      context.clients.ec2.send(
        new DescribeInstanceStatusCommand({ NextToken, MaxResults: 1000, IncludeAllInstances: false }),
        options,
      ),
    listOf: (page) => page.InstanceStatuses,
    tokenOf: (page) => page.NextToken,
    identityOf: ({ InstanceId }) => InstanceId,
  });
  return new Map(
    checks.flatMap((check): [string, InstanceStatus][] =>
      check.InstanceId === undefined ? [] : [[check.InstanceId, check]],
    ),
  );
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
