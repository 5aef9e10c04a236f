import { apiResources } from '../api-resources';
import { type Facts, makeThing, type Thing, timestamp } from '../thing';
import { type ClusterContext, clusterDraws, identify, type TeamNamespace } from './context';
import { claimsOf, type JobLine, turnsOf } from './job-line';
import { bornMs } from './plan-apps';

/** Devices of one kind that queues hand out. */
export interface Flavor {
  name: string;
  resource: string;
  nodeLabels: Record<string, string>;
}

/** A queue of the whole cluster. */
export interface ClusterQueuePlan {
  name: string;
  /** Whole devices, by flavor. */
  quota: Record<string, number>;
  /** Why it admits nothing; null when it does. */
  trouble: 'Stopped' | 'FlavorNotFound' | null;
}

export interface QueuePlans {
  cohort: string;
  flavors: readonly Flavor[];
  clusterQueues: readonly ClusterQueuePlan[];
  /** The queue of each namespace, and which cluster queue it leads to. */
  localQueues: readonly { namespace: TeamNamespace; name: string; clusterQueue: string }[];
  lines: readonly JobLine[];
}

export function planQueues(context: ClusterContext, plans: QueuePlans): void {
  for (const flavor of plans.flavors) {
    const createdMs = bornMs(context, 'flavor', flavor.name);
    context.plan.stand(
      makeThing({
        ...identify(context, apiResources.resourceFlavors, null, flavor.name, createdMs),
        changedMs: createdMs,
        body: () => ({ spec: { nodeLabels: flavor.nodeLabels } }),
      }),
    );
  }
  for (const queue of plans.clusterQueues) {
    const places = plans.localQueues.filter(({ clusterQueue }) => clusterQueue === queue.name);
    const lines = plans.lines.filter((line) => places.some((place) => feeds(line, place)));
    const createdMs = bornMs(context, 'cluster-queue', queue.name);
    context.plan.add(apiResources.clusterQueues, (nowMs) => [
      clusterQueueThing(context, plans, queue, usageAt(context, lines, createdMs, nowMs), createdMs),
    ]);
  }
  for (const place of plans.localQueues) {
    const lines = plans.lines.filter((line) => feeds(line, place));
    const queue = plans.clusterQueues.find(({ name }) => name === place.clusterQueue);
    const isActive = queue?.trouble === null;
    const createdMs = bornMs(context, 'local-queue', place.namespace.name);
    context.plan.add(apiResources.localQueues, (nowMs) => [
      localQueueThing(context, plans, place, isActive, usageAt(context, lines, createdMs, nowMs), createdMs),
    ]);
  }
}

type Place = QueuePlans['localQueues'][number];

function feeds(line: JobLine, { namespace, name }: Place): boolean {
  return line.namespace === namespace.name && line.queue === name;
}

interface Usage {
  pending: number;
  admitted: number;
  /** By resource. */
  devices: Map<string, number>;
  changedMs: number;
}

/** What the lines have in a queue, and when that last changed. */
export function usageAt(context: ClusterContext, lines: readonly JobLine[], createdMs: number, nowMs: number): Usage {
  const usage: Usage = { pending: 0, admitted: 0, devices: new Map(), changedMs: createdMs };
  for (const line of lines) {
    for (const { state, changedMs } of turnsOf(context, line, nowMs)) {
      usage.changedMs = Math.max(usage.changedMs, changedMs);
      if (state === 'pending') usage.pending++;
      if (state !== 'running') continue;
      usage.admitted++;
      for (const [resource, count] of claimsOf(line)) {
        usage.devices.set(resource, (usage.devices.get(resource) ?? 0) + count);
      }
    }
  }
  return usage;
}

function usageOfFlavors({ flavors }: QueuePlans, { devices }: Usage) {
  return flavors.map(({ name, resource }) => ({
    name,
    resources: [{ name: resource, total: String(devices.get(resource) ?? 0) }],
  }));
}

function clusterQueueThing(
  context: ClusterContext,
  plans: QueuePlans,
  { name, quota, trouble }: ClusterQueuePlan,
  usage: Usage,
  createdMs: number,
): Thing {
  const facts: Facts = {
    kind: 'queue',
    status: trouble === null ? 'active' : trouble === 'Stopped' ? 'stopped' : 'failed',
    nativeStatus: trouble ?? 'Active',
  };
  return makeThing({
    ...identify(context, apiResources.clusterQueues, null, name, createdMs),
    changedMs: usage.changedMs,
    facts: () => facts,
    body: () => ({
      spec: {
        cohort: plans.cohort,
        queueingStrategy: 'BestEffortFIFO',
        namespaceSelector: {},
        stopPolicy: trouble === 'Stopped' ? 'Hold' : 'None',
        preemption: { reclaimWithinCohort: 'Any', withinClusterQueue: 'LowerPriority' },
        resourceGroups: plans.flavors.map((flavor) => ({
          coveredResources: [flavor.resource],
          flavors: [
            {
              name: trouble === 'FlavorNotFound' ? `${flavor.name}-old` : flavor.name,
              resources: [{ name: flavor.resource, nominalQuota: String(quota[flavor.name] ?? 0) }],
            },
          ],
        })),
      },
      status: {
        conditions: [
          {
            type: 'Active',
            status: trouble === null ? 'True' : 'False',
            reason: trouble ?? 'Ready',
            message: trouble === null ? 'Can admit new workloads' : "Can't admit new workloads.",
            lastTransitionTime: timestamp(createdMs),
          },
        ],
        pendingWorkloads: usage.pending,
        reservingWorkloads: usage.admitted,
        admittedWorkloads: usage.admitted,
        flavorsReservation: usageOfFlavors(plans, usage),
        flavorsUsage: usageOfFlavors(plans, usage),
      },
    }),
  });
}

function localQueueThing(
  context: ClusterContext,
  plans: QueuePlans,
  { namespace, name, clusterQueue }: Place,
  isActive: boolean,
  usage: Usage,
  createdMs: number,
): Thing {
  const reason = isActive ? 'Ready' : 'ClusterQueueIsInactive';
  return makeThing({
    ...identify(context, apiResources.localQueues, namespace.name, name, createdMs),
    changedMs: usage.changedMs,
    facts: () => ({
      kind: 'queue',
      status: isActive ? 'active' : 'stopped',
      nativeStatus: isActive ? 'Active' : reason,
    }),
    body: () => ({
      spec: { clusterQueue },
      status: {
        conditions: [
          {
            type: 'Active',
            status: isActive ? 'True' : 'False',
            reason,
            message: isActive ? 'Can submit new workloads to localQueue' : "Can't submit new workloads to clusterQueue",
            lastTransitionTime: timestamp(createdMs),
          },
        ],
        pendingWorkloads: usage.pending,
        reservingWorkloads: usage.admitted,
        admittedWorkloads: usage.admitted,
        flavorUsage: usageOfFlavors(plans, usage),
        flavorsReservation: usageOfFlavors(plans, usage),
      },
    }),
  });
}

/** Draws how urgent the jobs of a line are. */
export function drawPriority(context: ClusterContext, line: string): number {
  return clusterDraws(context, 'priority', line).pick([0, 0, 0, 100, 100, 1000]);
}

/**
 * Shares out among so many queues the devices of a resource that all jobs of the lines hold together at the most, so that
 * queues that lend to each other never give more than they have.
 */
export function shareQuota(lines: readonly JobLine[], resource: string, queues: number): number[] {
  const total = lines
    .filter(({ queue, waitsInVain }) => queue !== null && !waitsInVain)
    .reduce((sum, line) => sum + (claimsOf(line).get(resource) ?? 0), 0);
  return Array.from({ length: queues }, (_, place) => Math.floor((total + queues - 1 - place) / queues));
}
