import { minuteMs } from '../../aws/plan/plan';
import { apiResources } from '../api-resources';
import { type Identity, makeThing, type Thing, timestamp } from '../thing';
import { type ClusterContext, clusterDraws, identify } from './context';
import { type CohortQuota, explainQuota, podSetsOf } from './explain-quota';
import { type JobLine, type JobTurn, turnsOf } from './job-line';
import { type QueuePlans, usageAt } from './plan-queues';

/** Kueue looks again at workloads that it could not admit at least this often. */
const retryMs = 10 * minuteMs;

const states = { pending: 'provisioning', running: 'active', succeeded: 'completed', failed: 'failed' } as const;
const words = { pending: 'Pending', running: 'Admitted', succeeded: 'Finished', failed: 'Finished' } as const;
const priorityClasses: Readonly<Record<number, string>> = { 100: 'team-default', 1000: 'deadline' };

/** Plans the workloads that stand for the jobs of a line in its queue. */
export function planWorkloads(
  context: ClusterContext,
  line: JobLine,
  labels: Record<string, string>,
  queues: QueuePlans,
  jobOf: (turn: JobTurn) => Identity,
): void {
  context.plan.add(apiResources.workloads, (nowMs) =>
    turnsOf(context, line, nowMs).map((turn) =>
      workloadThing({ context, line, labels, queues }, turn, jobOf(turn), nowMs),
    ),
  );
}

interface Setting {
  context: ClusterContext;
  line: JobLine;
  labels: Record<string, string>;
  queues: QueuePlans;
}

function workloadThing(
  { context, line, labels, queues }: Setting,
  turn: JobTurn,
  owner: Identity,
  nowMs: number,
): Thing {
  const { namespace, priority, queue } = line;
  // While it waits, as of the last attempt to admit it.
  const triedMs = Math.max(turn.createdMs, Math.floor(nowMs / retryMs) * retryMs);
  const isWaiting = turn.admittedMs === null;
  const priorityClass = priorityClasses[priority];
  return makeThing({
    ...identify(context, apiResources.workloads, namespace, workloadName(context, line, turn), turn.createdMs),
    changedMs: isWaiting ? triedMs : turn.changedMs,
    labels,
    owner,
    finalizers: ['kueue.x-k8s.io/resource-in-use'],
    body: () => ({
      spec: {
        active: true,
        priority,
        ...(priorityClass !== undefined && {
          priorityClassName: priorityClass,
          priorityClassSource: 'kueue.x-k8s.io/workloadpriorityclass',
        }),
        queueName: queue,
        podSets: podSetsOf(line).map(({ name, count, claim }) => ({
          name,
          count,
          template: {
            spec: {
              containers: [
                { name: 'main', resources: { requests: claim ? { [claim.resource]: String(claim.count) } : {} } },
              ],
              restartPolicy: 'Never',
            },
          },
        })),
      },
      status: isWaiting
        ? { conditions: [waitingCondition({ context, line, labels, queues }, turn, triedMs)] }
        : { conditions: admittedConditions(line, queues, turn), admission: admissionOf(line, queues) },
    }),
    facts: () => ({ kind: 'batch-job', status: states[turn.state], nativeStatus: words[turn.state] }),
  });
}

/** What Kueue names the workload of a job. */
function workloadName(context: ClusterContext, line: JobLine, turn: JobTurn): string {
  const draws = clusterDraws(context, 'workload', line.namespace, turn.name);
  return `${line.kind.toLowerCase()}-${turn.name}-${draws.hex(5)}`;
}

function clusterQueueOf(line: JobLine, { localQueues, clusterQueues }: QueuePlans) {
  const place = localQueues.find(({ namespace, name }) => namespace.name === line.namespace && name === line.queue);
  const queue = clusterQueues.find(({ name }) => name === place?.clusterQueue);
  if (!queue) throw new RangeError(`The line ${line.name} waits in a queue that leads nowhere.`);
  return queue;
}

function flavorOf(resource: string, { flavors }: QueuePlans): string {
  const flavor = flavors.find((each) => each.resource === resource);
  if (!flavor) throw new RangeError(`No queue gives out ${resource}.`);
  return flavor.name;
}

function admissionOf(line: JobLine, queues: QueuePlans) {
  return {
    clusterQueue: clusterQueueOf(line, queues).name,
    podSetAssignments: podSetsOf(line).map(({ name, count, claim }) => ({
      name,
      count,
      flavors: claim ? { [claim.resource]: flavorOf(claim.resource, queues) } : {},
      resourceUsage: claim ? { [claim.resource]: String(count * claim.count) } : {},
    })),
  };
}

function waitingCondition({ context, line, queues }: Setting, turn: JobTurn, triedMs: number) {
  const { name, trouble } = clusterQueueOf(line, queues);
  const common = { type: 'QuotaReserved', status: 'False', lastTransitionTime: timestamp(turn.createdMs) };
  if (trouble !== null) return { ...common, reason: 'Inadmissible', message: `ClusterQueue ${name} is inactive` };
  const quotaOf = (resource: string) => cohortQuota(context, queues, resource, triedMs);
  return { ...common, reason: 'Pending', message: explainQuota(podSetsOf(line), quotaOf) };
}

/** What the queues that work may give out of a resource together, and what of it is given out. */
function cohortQuota(context: ClusterContext, queues: QueuePlans, resource: string, ms: number): CohortQuota {
  const flavor = flavorOf(resource, queues);
  const working = queues.clusterQueues.filter(({ trouble }) => trouble === null);
  const total = working.reduce((sum, { quota }) => sum + (quota[flavor] ?? 0), 0);
  return { flavor, total, used: usedAt(context, queues, ms).get(resource) ?? 0 };
}

/** What admitted workloads held at the last instants asked for: all that wait ask for the same ones. */
const usages = new WeakMap<QueuePlans, Map<number, Map<string, number>>>();
const mostKept = 20;

function usedAt(context: ClusterContext, queues: QueuePlans, ms: number): Map<string, number> {
  const known = usages.get(queues) ?? new Map<number, Map<string, number>>();
  usages.set(queues, known);
  const found = known.get(ms);
  if (found) return found;
  const queued = queues.lines.filter(({ queue }) => queue !== null);
  const { devices } = usageAt(context, queued, 0, ms);
  if (known.size >= mostKept) known.clear();
  known.set(ms, devices);
  return devices;
}

function admittedConditions(line: JobLine, queues: QueuePlans, turn: JobTurn) {
  const { createdMs, admittedMs, endsMs, state } = turn;
  const waitedSeconds = Math.round(((admittedMs ?? createdMs) - createdMs) / 1000);
  const queue = clusterQueueOf(line, queues).name;
  const condition = (type: string, reason: string, message: string, ms: number) => {
    return { type, status: 'True', reason, message, lastTransitionTime: timestamp(ms) };
  };
  const reserved = `Quota reserved in ClusterQueue ${queue}, wait time since queued was ${waitedSeconds}s`;
  const admitted = [
    condition('QuotaReserved', 'QuotaReserved', reserved, admittedMs ?? createdMs),
    condition('Admitted', 'Admitted', 'The workload is admitted', admittedMs ?? createdMs),
  ];
  if (state === 'running') return admitted;
  const [reason, message] = state === 'failed' ? ['Failed', 'Job failed'] : ['Succeeded', 'Job finished successfully'];
  return [...admitted, condition('Finished', reason, message, endsMs)];
}
