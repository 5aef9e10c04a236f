import { type AccountName, accounts } from '../geography';
import { shortIdOf } from '../native-id';
import type { Patch } from '../patches';
import { dayMs, epoch, hourMs, type PlanContext } from '../plan/plan';
import type { AwsKind, RecordOf } from '../records';

/** Writes the incidents into the plan; what goes wrong on links is scripted in `world/links`. */
export function scriptIncidents(context: PlanContext): void {
  scriptLinkIncidents(context);
  scriptMachineIncidents(context);
  scriptModelIncidents(context);
  scriptStorageIncidents(context);
}

function scriptLinkIncidents(context: PlanContext): void {
  patchNamed(context, 'transit-attachment', 'training', 'us-west-2', 'research-us-west-2', (record) => ({
    ...record,
    state: 'pendingAcceptance',
    line: null,
  }));
}

function scriptMachineIncidents(context: PlanContext): void {
  patchNamed(context, 'compute-instance', 'training', 'us-east-1', 'pretrain-east-p5-block-a-007', (record, now) => ({
    ...record,
    health: 'impaired',
    impairedSince: new Date(now.getTime() - (now.getTime() % (4 * hourMs)) - 11 * 60_000),
    event: {
      id: 'instance-event-0d59937288b749b32',
      code: 'instance-retirement',
      description: 'The instance is running on degraded hardware',
      notBefore: new Date(now.getTime() - (now.getTime() % dayMs) + 9 * dayMs),
    },
  }));
  patchNamed(context, 'node-group', 'training', 'us-west-2', 'trn1-reserved', (record) => ({
    ...record,
    status: 'DEGRADED',
    issues: [
      {
        code: 'AsgInstanceLaunchFailures',
        message:
          'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient trn1.32xlarge capacity in the Availability Zone you requested.',
        resourceIds: [`eks-trn1-reserved-${record.uid}`],
      },
    ],
  }));
  patchNamed(context, 'node-group', 'serving', 'eu-central-1', 'l40s', (record) => ({
    ...record,
    status: 'CREATE_FAILED',
    issues: [
      {
        code: 'NodeCreationFailure',
        message: 'Instances failed to join the kubernetes cluster',
        resourceIds: [`eks-l40s-${record.uid}`],
      },
    ],
  }));
  patchNamed(context, 'kubernetes-cluster', 'research', 'us-west-2', 'research-west', (record) => ({
    ...record,
    issues: [
      {
        code: 'InsufficientFreeAddresses',
        message: 'Insufficient free IP addresses in the subnets of the cluster.',
        resourceIds: [...record.subnets.slice(0, 1)],
      },
    ],
  }));
}

function scriptModelIncidents(context: PlanContext): void {
  patchNamed(context, 'model-endpoint', 'serving', 'eu-west-1', 'text-to-speech', (record) => ({
    ...record,
    status: 'Failed',
    count: 0,
    failure:
      'The primary container for production variant main did not pass the ping health check. Please check CloudWatch logs for this endpoint.',
  }));
  patchNamed(context, 'function', 'serving', 'us-west-2', 'serving-canary', (record) => ({
    ...record,
    state: 'Failed',
    failure: { code: 'SubnetOutOfIPAddresses', text: 'The function has no free addresses left in its subnets.' },
  }));
}

function scriptStorageIncidents(context: PlanContext): void {
  patchNamed(context, 'file-system', 'training', 'us-east-1', 'lustre-checkpoints-b', (record) => ({
    ...record,
    lifecycle: 'MISCONFIGURED',
    failure: 'The data repository the file system is linked to denies access.',
  }));
  patchNamed(context, 'database', 'training', 'us-west-2', 'crawl-frontier', (record) => ({
    ...record,
    status: 'storage-full',
  }));
  patchNamed(context, 'volume', 'research', 'us-east-1', 'workstation-07-scratch-1', (record) => ({
    ...record,
    state: 'error',
  }));
  patchNamed(context, 'encryption-key', 'research', 'eu-west-1', 'alias/research/queues', (record) => ({
    ...record,
    state: 'PendingDeletion',
    deletionAt: new Date(epoch.getTime() + 3650 * dayMs),
  }));
}

/** Patches the one thing of that kind, place and name; the script is wrong when there is no such thing. */
function patchNamed<K extends AwsKind>(
  { standing, patches }: PlanContext,
  kind: K,
  account: AccountName,
  region: string,
  name: string,
  patch: Patch<K>,
): void {
  const id = accounts[account].id;
  const records: readonly RecordOf<K>[] = standing.slice(kind, id, region) ?? [];
  const target = records.find((record) => record.name === name);
  if (!target) throw new Error(`The incident script names a ${kind} the factory does not have: ${name} in ${region}.`);
  patches.add(kind, shortIdOf(target), (record, now) =>
    record.account === id && record.region === region ? patch(record, now) : record,
  );
}
