import type { RequestedAccelerators, Workload, WorkloadState } from '@/lib/domain/workload';
import { toLimitMs, toMoment } from '../../contract/workload/to-moment';
import { toReason } from '../../contract/workload/to-reason';
import { untold } from '../../contract/workload/untold';
import { toPodRequest } from '../accelerators/to-pod-request';
import { addRequested, toRequested } from '../accelerators/to-requested';
import { toClaims } from '../objects/claims';
import { conditionOf, controllerOf, toInstant } from '../objects/object-schema';
import type { KueueWorkload, PodSet } from './kueue-schema';

const secondMs = 1_000;
const reachable = ['Finished', 'Admitted', 'QuotaReserved'] as const;

/** What Kueue says of a workload. It holds nothing by itself: its pods do, and say so. */
export function toKueueWork(workload: KueueWorkload): Workload {
  const { metadata, spec, status } = workload;
  const state = toState(workload);
  const since = (type: (typeof reachable)[number]) => {
    const condition = conditionOf(status?.conditions, type);
    return condition?.status === 'True' ? toMoment(toInstant(condition.lastTransitionTime)) : null;
  };
  return {
    ...untold,
    state,
    reason: toWorkReason(workload, state),
    queue: spec?.queueName ?? null,
    namespace: metadata.namespace ?? null,
    priority: spec?.priority ?? null,
    requested: toRequestedOfAll(spec?.podSets),
    holdings: [],
    submittedAt: toMoment(toInstant(metadata.creationTimestamp)),
    // One that was sent away waits a while before it may come back.
    eligibleAt: toMoment(toInstant(status?.requeueState?.requeueAt)),
    startedAt: since('Admitted'),
    endedAt: since('Finished'),
    timeLimitMs: toLimitMs(spec?.maximumExecutionTimeSeconds, secondMs),
    controller: controllerOf(metadata),
    storage: [...new Set((spec?.podSets ?? []).flatMap(({ template }) => toClaims(template.spec.volumes, null)))],
  };
}

/** How far Kueue has let it come; undefined where it only waits. */
export function reachedBy({ status }: KueueWorkload): (typeof reachable)[number] | undefined {
  return reachable.find((type) => conditionOf(status?.conditions, type)?.status === 'True');
}

/** Kueue before 0.7 said `JobFinished` however it ended. */
const successes: ReadonlySet<string> = new Set(['Succeeded', 'JobFinished']);
const failures: ReadonlySet<string> = new Set(['AdmissionChecksRejected', 'OutOfSync']);

/** How one ended. Integrations of other jobs may name their own reason, but a failure's name ends as Kueue's does. */
export function toEnd({ status }: KueueWorkload): 'completed' | 'failed' | 'unknown' {
  const reason = conditionOf(status?.conditions, 'Finished')?.reason ?? '';
  if (successes.has(reason)) return 'completed';
  return failures.has(reason) || reason.endsWith('Failed') ? 'failed' : 'unknown';
}

/** Whether its pods are ready is told only where Kueue is set up to wait for them. */
function toState(workload: KueueWorkload): WorkloadState {
  const reached = reachedBy(workload);
  if (reached === 'Finished') return toEnd(workload);
  if (workload.spec?.active === false) return 'suspended';
  if (reached !== 'Admitted') return 'waiting';
  return conditionOf(workload.status?.conditions, 'PodsReady')?.status === 'False' ? 'starting' : 'running';
}

function toWorkReason({ status }: KueueWorkload, state: WorkloadState): Workload['reason'] {
  const of = (type: string, stated: 'True' | 'False') => {
    const condition = conditionOf(status?.conditions, type);
    return condition?.status === stated ? toReason(condition.reason ?? type, condition.message) : null;
  };
  switch (state) {
    case 'suspended':
      return of('Evicted', 'True') ?? of('QuotaReserved', 'False');
    case 'waiting':
      return toCheckReason(status) ?? of('QuotaReserved', 'False') ?? of('Evicted', 'True');
    case 'starting':
      return of('Evicted', 'True') ?? of('PodsReady', 'False');
    case 'running':
      return of('Evicted', 'True');
    default:
      return of('Finished', 'True');
  }
}

/** With its quota reserved, it waits for checks: the first that has not passed. */
function toCheckReason(status: KueueWorkload['status']): Workload['reason'] {
  if (conditionOf(status?.conditions, 'QuotaReserved')?.status !== 'True') return null;
  const open = status?.admissionChecks?.find(({ state }) => state !== 'Ready');
  return open === undefined ? null : toReason(open.name, open.message || open.state);
}

/** Null where it does not say what it is made of. */
function toRequestedOfAll(podSets: readonly PodSet[] | null | undefined): RequestedAccelerators[] | null {
  if (!podSets) return null;
  return addRequested(
    podSets.flatMap(({ count, template: { spec } }) =>
      toRequested(toPodRequest(spec.containers, spec.initContainers ?? []), spec, {
        pods: count ?? null,
        nodeLabels: null,
      }),
    ),
  );
}
