import { apiResources } from '../api-resources';
import { type Identity, makeThing, type Thing, timestamp } from '../thing';
import { type ClusterContext, identify } from './context';
import type { PodWish } from './explain-scheduling';

interface UnscheduledPod {
  name: string;
  owner: Identity;
  /** When the scheduler last tried. */
  triedMs: number;
  wish: PodWish;
  priority: number;
  image: string;
  labels: Record<string, string>;
  /** What the scheduler said then. */
  message(): string;
}

/** A pod that waits for a node. */
export function unscheduledPod(context: ClusterContext, pod: UnscheduledPod): Thing {
  const { name, owner, triedMs, labels } = pod;
  return makeThing({
    ...identify(context, apiResources.pods, owner.namespace, name, owner.createdMs),
    changedMs: triedMs,
    labels,
    owner,
    body: () => ({ spec: specOf(pod), status: statusOf(pod) }),
    facts: () => ({ kind: 'pod', status: 'provisioning', nativeStatus: 'Pending', accelerators: [] }),
  });
}

function specOf({ wish, image, priority }: UnscheduledPod) {
  const devices = Object.fromEntries(Object.entries(wish.devices).map(([name, count]) => [name, String(count)]));
  const memory = '64Gi';
  const awayFor = ['not-ready', 'unreachable'].map((word) => ({
    key: `node.kubernetes.io/${word}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }));
  return {
    containers: [
      {
        name: 'main',
        image,
        resources: {
          limits: { memory, ...devices },
          requests: { cpu: String(wish.cores), memory, ...devices },
        },
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ],
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    ...(Object.keys(wish.nodeSelector).length > 0 && { nodeSelector: { ...wish.nodeSelector } }),
    serviceAccountName: 'default',
    schedulerName: 'default-scheduler',
    securityContext: {},
    tolerations: [...wish.tolerates.map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' })), ...awayFor],
    priority,
    preemptionPolicy: 'PreemptLowerPriority',
    enableServiceLinks: true,
  };
}

function statusOf({ owner, message }: UnscheduledPod) {
  return {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime: timestamp(owner.createdMs),
        reason: 'Unschedulable',
        message: message(),
      },
    ],
    qosClass: 'Burstable',
  };
}
