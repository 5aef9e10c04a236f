import { apiResources } from '../api-resources';
import { type Facts, type Identity, makeThing, type Thing, timestamp } from '../thing';
import type { ClusterNode, GpuClaim } from './cluster-node';
import { type ClusterContext, clusterDraws, identify } from './context';
import type { PodState } from './life';

export interface PodRequest {
  namespace: string;
  name: string;
  owner: Identity;
  node: ClusterNode;
  labels: Record<string, string>;
  container: { name: string; image: string; cpu: string; memory: string };
  claim: GpuClaim | null;
  restartPolicy: 'Always' | 'Never' | 'OnFailure';
  state: PodState;
}

/** One pod, bound to its node. */
export function podThing(context: ClusterContext, request: PodRequest): Thing {
  const { namespace, name, owner, labels, state } = request;
  return makeThing({
    ...identify(context, apiResources.pods, namespace, name, state.createdMs),
    changedMs: state.changedMs,
    deletedMs: state.deletedMs,
    labels,
    owner,
    body: () => ({ spec: specOf(request), status: statusOf(context, request) }),
    facts: () => factsOf(request),
  });
}

/** Why the containers of a pod that has not started wait; kubectl prints it in place of the phase. */
const makingContainers = 'ContainerCreating';

const lifecycles = { Pending: 'provisioning', Running: 'active', Succeeded: 'completed', Failed: 'failed' } as const;

function factsOf({ claim, state }: PodRequest): Facts {
  const holds = state.phase === 'Pending' || state.phase === 'Running';
  return {
    kind: 'pod',
    status: state.deletedMs === null ? lifecycles[state.phase] : 'deleting',
    nativeStatus: state.phase === 'Pending' ? makingContainers : state.phase,
    accelerators: claim && holds ? [{ model: claim.model, count: claim.count, memoryBytes: claim.memoryBytes }] : [],
  };
}

function specOf({ node, container, claim, restartPolicy }: PodRequest) {
  const devices = claim ? { [claim.resource]: String(claim.count) } : {};
  return {
    containers: [
      {
        name: container.name,
        image: container.image,
        resources: {
          limits: { memory: container.memory, ...devices },
          requests: { cpu: container.cpu, memory: container.memory, ...devices },
        },
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    restartPolicy,
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: 'default',
    nodeName: node.name,
    schedulerName: 'default-scheduler',
    securityContext: {},
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
    enableServiceLinks: true,
  };
}

function statusOf(context: ClusterContext, { namespace, name, node, container, state }: PodRequest) {
  const draws = clusterDraws(context, 'pod', namespace, name, state.createdMs);
  const [created, started] = [timestamp(state.createdMs), timestamp(state.startedMs)];
  const isRunning = state.phase === 'Running';
  const podIp = `10.${draws.integer(200, 250)}.${draws.integer(0, 255)}.${draws.integer(2, 254)}`;
  const condition = (type: string, isTrue: boolean, since: string) => ({
    type,
    status: isTrue ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: since,
    ...(!isTrue && state.endedMs !== null && { reason: 'PodCompleted' }),
    ...(!isTrue && state.endedMs === null && { reason: 'ContainersNotReady' }),
  });
  const readySince = timestamp(state.endedMs ?? (isRunning ? state.startedMs : state.createdMs));
  return {
    phase: state.phase,
    conditions: [
      condition('Initialized', true, created),
      condition('Ready', isRunning, readySince),
      condition('ContainersReady', isRunning, readySince),
      condition('PodScheduled', true, created),
    ],
    hostIP: node.address,
    ...(state.phase !== 'Pending' && { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: created,
    containerStatuses: [
      {
        name: container.name,
        image: container.image,
        imageID: '',
        ready: isRunning,
        started: isRunning,
        restartCount: 0,
        lastState: {},
        state: containerState(state, started),
      },
    ],
    qosClass: 'Burstable',
  };
}

function containerState(state: PodState, startedAt: string) {
  if (state.phase === 'Pending') return { waiting: { reason: makingContainers } };
  if (state.endedMs === null) return { running: { startedAt } };
  const isFailed = state.phase === 'Failed';
  return {
    terminated: {
      exitCode: isFailed ? 1 : 0,
      reason: isFailed ? 'Error' : 'Completed',
      startedAt,
      finishedAt: timestamp(state.endedMs),
    },
  };
}
