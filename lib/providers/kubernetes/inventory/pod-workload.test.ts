import { describe, expect, it } from 'vitest';
import { toPodWorkload } from './pod-workload';
import { podListing } from './pods';

const created = '2026-03-01T10:00:00Z';
const started = '2026-03-01T10:05:00Z';
const metadata = { name: 'p1', namespace: 'train', creationTimestamp: created };
const containers = [{ name: 'c', resources: { limits: { 'nvidia.com/gpu': '4' } } }];
const condition = (type: string, status: string, reason?: string, message?: string) => ({
  type,
  status,
  reason,
  message,
});
const h100 = {
  labels: { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' },
  accelerators: [{ model: 'NVIDIA H100', count: 8, memoryBytes: null }],
};

function read(pod: { metadata?: object; spec?: object; status?: object }, node: typeof h100 | null = null) {
  const kept = podListing.keep({
    metadata: { ...metadata, ...pod.metadata },
    spec: { containers, ...pod.spec },
    status: pod.status,
  });
  if (kept === null) throw new Error('The pod was not kept.');
  return toPodWorkload(kept, node);
}

describe('what Kubernetes says of a pod', () => {
  it('that waits for a node is why, in which queue, for what and with which claims', () => {
    const message = '0/5 nodes are available: 5 Insufficient nvidia.com/gpu.';
    const found = read({
      metadata: {
        labels: { 'kueue.x-k8s.io/queue-name': 'research' },
        ownerReferences: [{ kind: 'Job', name: 'train-7', controller: true }],
      },
      spec: {
        priority: 100,
        activeDeadlineSeconds: 3_600,
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'datasets' } },
          { name: 'again', persistentVolumeClaim: { claimName: 'datasets' } },
          { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
          { name: 'secret', secret: { secretName: 'x' } },
        ],
      },
      status: { phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable', message)] },
    });
    expect(found).toEqual({
      state: 'waiting',
      reason: { code: 'Unschedulable', message },
      queue: 'research',
      namespace: 'train',
      submitter: null,
      account: null,
      priority: 100,
      requested: [{ model: null, count: 4 }],
      holdings: [],
      submittedAt: new Date(created),
      eligibleAt: null,
      startedAt: null,
      endedAt: null,
      timeLimitMs: 3_600_000,
      expectedStartAt: null,
      controller: 'Job/train-7',
      storage: ['datasets', 'p1-scratch'],
    });
  });

  it('on a node is since when it is there and how many devices of it are the pod’s', () => {
    const pod = {
      spec: { nodeName: 'n1' },
      status: {
        phase: 'Running',
        startTime: started,
        containerStatuses: [{ state: { running: { startedAt: started } } }],
      },
    };
    expect(read(pod, h100)).toMatchObject({
      state: 'running',
      reason: null,
      holdings: [{ node: 'n1', count: 4, indexes: null }],
      startedAt: new Date(started),
    });
    expect(read(pod).holdings).toEqual([{ node: 'n1', count: null, indexes: null }]);
    const shared = { ...h100, labels: { ...h100.labels, 'nvidia.com/gpu.replicas': '4' } };
    expect(read(pod, shared)).toMatchObject({ requested: [{ model: null, count: null }], holdings: [{ count: null }] });
  });

  const running = { state: { running: {} } };
  const waiting = (reason?: string, message?: string) => ({ state: { waiting: { reason, message } } });
  it.each<[string, object, string, unknown]>([
    [
      'is pulled',
      { phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] },
      'starting',
      {
        code: 'ContainerCreating',
        message: null,
      },
    ],
    [
      'cannot be pulled',
      { phase: 'Pending', containerStatuses: [waiting('PodInitializing'), waiting('ErrImagePull', 'not found')] },
      'starting',
      { code: 'ErrImagePull', message: 'not found' },
    ],
    [
      'crashes',
      { phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff', 'back-off')] },
      'starting',
      {
        code: 'CrashLoopBackOff',
        message: 'back-off',
      },
    ],
    [
      'crashes in part',
      { phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff'), running] },
      'running',
      {
        code: 'CrashLoopBackOff',
        message: null,
      },
    ],
    ['gives no reason', { phase: 'Running', containerStatuses: [waiting(), running] }, 'running', null],
    [
      'is lost',
      { phase: 'Unknown', reason: 'NodeLost', message: 'gone' },
      'unknown',
      { code: 'NodeLost', message: 'gone' },
    ],
    ['is in a new phase', { phase: 'Levitating' }, 'unknown', null],
    ['says nothing', {}, 'unknown', null],
  ])('on a node that %s is told as such', (_, status, state, reason) => {
    expect(read({ spec: { nodeName: 'n1' }, status })).toMatchObject({ state, reason });
  });

  it('on its way out keeps what it has, and says why where that is told', () => {
    const pod = { metadata: { deletionTimestamp: started }, spec: { nodeName: 'n1' } };
    expect(read({ ...pod, status: { phase: 'Running' } })).toMatchObject({
      state: 'running',
      reason: { code: 'Terminating', message: null },
      holdings: [{ node: 'n1' }],
    });
    const conditions = [condition('DisruptionTarget', 'True', 'PreemptionByScheduler', 'makes room')];
    expect(read({ ...pod, status: { phase: 'Running', conditions } }).reason).toEqual({
      code: 'PreemptionByScheduler',
      message: 'makes room',
    });
  });

  it('at times that no clock shows tells none', () => {
    const odd = read({
      metadata: { creationTimestamp: '0001-01-01T00:00:00Z' },
      spec: { activeDeadlineSeconds: -5 },
      status: { phase: 'Running', startTime: 'soon' },
    });
    expect(odd).toMatchObject({ submittedAt: null, startedAt: null, timeLimitMs: null });
  });
});
