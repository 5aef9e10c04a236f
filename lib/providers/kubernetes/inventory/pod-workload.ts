import type { Workload, WorkloadState } from '@/lib/domain/workload';
import { toLimitMs, toMoment } from '../../contract/workload/to-moment';
import { toReason } from '../../contract/workload/to-reason';
import { untold } from '../../contract/workload/untold';
import { type NodeDevices, toPodAccelerators } from '../accelerators/to-pod-accelerators';
import { toRequested } from '../accelerators/to-requested';
import { toClaims } from '../objects/claims';
import { conditionOf, controllerOf, type Quantities, toInstant } from '../objects/object-schema';
import type { AcceleratedPod, Pod } from './pod-schema';

/** What every pod waits for while it starts. */
const ordinaryWaits: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);
/** Kueue's, on what its queues let in. */
const queueLabel = 'kueue.x-k8s.io/queue-name';
const secondMs = 1_000;

/** What Kubernetes says of a pod. `node` null: it stands on none yet, or its node could not be read. */
export function toPodWorkload({ pod, request }: AcceleratedPod, node: NodeDevices | null): Workload {
  const { metadata, spec, status } = pod;
  return {
    ...untold,
    state: toPodWorkState(pod),
    reason: toPodReason(pod),
    queue: metadata.labels?.[queueLabel] ?? null,
    namespace: metadata.namespace ?? null,
    priority: spec.priority ?? null,
    requested: toRequested(request, spec, { pods: 1, nodeLabels: node?.labels ?? null }),
    holdings: toPodHoldings(spec.nodeName, request, node),
    submittedAt: toMoment(toInstant(metadata.creationTimestamp)),
    // From then on its node has it, and its devices are its own: containers start later, and start again.
    startedAt: toMoment(toInstant(status?.startTime)),
    timeLimitMs: toLimitMs(spec.activeDeadlineSeconds, secondMs),
    controller: controllerOf(metadata),
    storage: toClaims(spec.volumes, metadata.name),
  };
}

/** The container that waits, one that waits in vain first; undefined when none does. */
export function holdUpOf({ status }: Pod): { reason: string; message: string | null } | undefined {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const waits = containers.flatMap(({ state }) => {
    const { reason, message = null } = state?.waiting ?? {};
    return reason ? [{ reason, message }] : [];
  });
  return waits.find(({ reason }) => !isOrdinaryWait(reason)) ?? waits[0];
}

/** Whether every pod waits for this while it starts. */
export function isOrdinaryWait(reason: string): boolean {
  return ordinaryWaits.has(reason);
}

/** A pod has its devices as soon as it has a node, and works once a container of it runs. */
function toPodWorkState({ spec, status }: Pod): WorkloadState {
  const hasNode = spec.nodeName !== undefined && spec.nodeName !== '';
  switch (status?.phase) {
    case 'Pending':
      return hasNode ? 'starting' : 'waiting';
    case 'Running': {
      const states = status.containerStatuses?.map(({ state }) => state) ?? [];
      return states.some((state) => state?.waiting) && !states.some((state) => state?.running) ? 'starting' : 'running';
    }
    default:
      return 'unknown';
  }
}

/** What ends it, else why it has no node, else what holds its containers up, else what its node says. */
function toPodReason(pod: Pod): Workload['reason'] {
  const { metadata, status } = pod;
  if (metadata.deletionTimestamp) {
    const disruption = conditionOf(status?.conditions, 'DisruptionTarget');
    return disruption?.status === 'True' && disruption.reason
      ? toReason(disruption.reason, disruption.message)
      : toReason('Terminating');
  }
  const scheduled = conditionOf(status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') return toReason(scheduled.reason ?? 'Unschedulable', scheduled.message);
  const holdUp = holdUpOf(pod);
  return holdUp === undefined ? toReason(status?.reason, status?.message) : toReason(holdUp.reason, holdUp.message);
}

/** Which devices they are, only their node's kubelet knows. No count where the pod holds slices or shares. */
function toPodHoldings(
  nodeName: string | undefined,
  request: Quantities,
  node: NodeDevices | null,
): Workload['holdings'] {
  if (nodeName === undefined || nodeName === '') return [];
  const held = toPodAccelerators(request, node);
  const count = held === null || held.length === 0 ? null : held.reduce((sum, { count }) => sum + count, 0);
  return [{ node: nodeName, count, indexes: null }];
}
