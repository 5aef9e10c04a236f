import { describe, expect, it } from 'vitest';
import { kueueWorkloadSchema } from './kueue-schema';
import { toKueueWork } from './kueue-work';

const created = '2026-03-01T10:00:00Z';
const admitted = '2026-03-01T10:05:00Z';
const ended = '2026-03-01T11:00:00Z';
const metadata = { name: 'job-train-7-ab12', namespace: 'train', creationTimestamp: created };
const condition = (type: string, status: string, reason?: string, message?: string, lastTransitionTime = admitted) => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime,
});
const read = (workload: { metadata?: object; spec?: unknown; status?: unknown }) =>
  toKueueWork(kueueWorkloadSchema.parse({ metadata: { ...metadata, ...workload.metadata }, ...without(workload) }));
const without = ({ spec, status }: { spec?: unknown; status?: unknown }) => ({ spec, status });

const podSet = (count: number | undefined, gpus: string, rest: object = {}) => ({
  count,
  template: { spec: { containers: [{ name: 'c', resources: { requests: { 'nvidia.com/gpu': gpus } } }], ...rest } },
});

describe('what Kueue says of a workload', () => {
  it('that waits for quota is why, where, for what and with which claims', () => {
    const message = 'couldn’t assign flavors to pod set workers: insufficient unused quota for nvidia.com/gpu';
    const volumes = [
      { name: 'data', persistentVolumeClaim: { claimName: 'datasets' } },
      { name: 'scratch', ephemeral: {} },
    ];
    const found = read({
      metadata: { ownerReferences: [{ kind: 'PyTorchJob', name: 'train-7', controller: true }] },
      spec: {
        queueName: 'research',
        priority: 50,
        maximumExecutionTimeSeconds: 60,
        podSets: [podSet(1, '8', { volumes }), podSet(3, '8', { volumes })],
      },
      status: {
        conditions: [
          condition('QuotaReserved', 'False', 'Pending', message),
          condition('Evicted', 'True', 'Preempted', 'made room'),
        ],
        requeueState: { count: 1, requeueAt: admitted },
      },
    });
    expect(found).toEqual({
      state: 'waiting',
      reason: { code: 'Pending', message },
      queue: 'research',
      namespace: 'train',
      submitter: null,
      account: null,
      priority: 50,
      requested: [{ model: null, count: 32 }],
      holdings: [],
      submittedAt: new Date(created),
      eligibleAt: new Date(admitted),
      startedAt: null,
      endedAt: null,
      timeLimitMs: 60_000,
      expectedStartAt: null,
      controller: 'PyTorchJob/train-7',
      storage: ['datasets'],
    });
  });

  const quota = condition('QuotaReserved', 'True', 'QuotaReserved');
  const admission = condition('Admitted', 'True', 'Admitted');
  it.each<[string, unknown[], object, object]>([
    ['quota', [quota], {}, { state: 'waiting', reason: null, startedAt: null }],
    ['admission', [quota, admission], {}, { state: 'running', reason: null, startedAt: new Date(admitted) }],
    [
      'admission, but not all pods',
      [quota, admission, condition('PodsReady', 'False', 'WaitForStart', 'Not all pods are ready')],
      {},
      { state: 'starting', reason: { code: 'WaitForStart', message: 'Not all pods are ready' } },
    ],
    [
      'an eviction',
      [condition('Evicted', 'True', 'Preempted', 'made room')],
      {},
      { state: 'waiting', reason: { code: 'Preempted', message: 'made room' } },
    ],
    [
      'a rest',
      [condition('QuotaReserved', 'False', 'Pending'), condition('Evicted', 'True', 'Deactivated', 'by hand')],
      { active: false },
      { state: 'suspended', reason: { code: 'Deactivated', message: 'by hand' } },
    ],
    [
      'an end',
      [quota, admission, condition('Finished', 'True', 'Succeeded', 'done', ended)],
      {},
      { state: 'completed', reason: { code: 'Succeeded', message: 'done' }, endedAt: new Date(ended) },
    ],
    ['a failure', [condition('Finished', 'True', 'Failed')], {}, { state: 'failed', reason: { code: 'Failed' } }],
    ['an end in a new word', [condition('Finished', 'True', 'Levitated')], {}, { state: 'unknown' }],
    ['nothing', [], {}, { state: 'waiting', reason: null }],
  ])('with %s is told as such', (_, conditions, spec, expected) => {
    expect(read({ spec, status: { conditions } })).toMatchObject(expected);
  });

  it('that waits for a check names the check', () => {
    const admissionChecks = [
      { name: 'budget', state: 'Ready' },
      { name: 'provisioning', state: 'Pending', message: 'waits for nodes' },
    ];
    const status = { conditions: [quota], admissionChecks };
    expect(read({ status }).reason).toEqual({ code: 'provisioning', message: 'waits for nodes' });
  });

  it('of pods that are not told or not readable asks for what is not known', () => {
    expect(read({}).requested).toBeNull();
    expect(read({ spec: { queueName: 'q', podSets: [{ template: 7 }] } })).toMatchObject({
      requested: null,
      queue: 'q',
    });
    expect(read({ spec: { podSets: [podSet(undefined, '8')] } }).requested).toEqual([{ model: null, count: null }]);
    expect(read({ spec: { podSets: [podSet(2, '0')] } }).requested).toEqual([]);
  });

  it('at times that no clock shows tells none', () => {
    const odd = condition('Admitted', 'True', 'Admitted', '', '0001-01-01T00:00:00Z');
    expect(
      read({
        metadata: { creationTimestamp: null },
        spec: { maximumExecutionTimeSeconds: -1 },
        status: { conditions: [odd] },
      }),
    ).toMatchObject({
      submittedAt: null,
      startedAt: null,
      timeLimitMs: null,
    });
  });
});
