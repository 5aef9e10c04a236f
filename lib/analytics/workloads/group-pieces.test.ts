import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupPieces } from './group-pieces';
import { toTestPiece, toTestQueued, toTestSlurm } from './test-pieces';
import { concernsAccelerators, toJob } from './to-job';
import type { WorkPiece } from './work-piece';

const group = (...pieces: WorkPiece[]) => groupPieces(pieces).map(toJob);
const of = (controller: string, rest: Parameters<typeof toTestPiece>[1] = {}) => ({
  ...rest,
  work: { controller, ...rest.work },
});
const idsOf = (pieces: readonly WorkPiece[]) => pieces.map(({ id }) => id);

describe('pods that one controller made', () => {
  it('are one row under its name and kind', () => {
    const [job, ...others] = group(toTestPiece('a', of('Job/train-7')), toTestPiece('b', of('Job/train-7')));
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      id: 'a',
      name: 'train-7',
      kind: 'Job',
      held: 16,
      requestedCount: 16,
      state: 'running',
    });
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['ReplicaSet/llm-6b8f', { 'pod-template-hash': '6b8f' }, 'Deployment', 'llm'],
    ['ReplicaSet/bare', {}, 'ReplicaSet', 'bare'],
    ['StatefulSet/db', {}, 'StatefulSet', 'db'],
    ['Job/js-workers-0', { 'jobset.sigs.k8s.io/jobset-name': 'js' }, 'JobSet', 'js'],
    ['RayCluster/ray-x9', { 'ray.io/cluster': 'ray-x9' }, 'RayCluster', 'ray-x9'],
    [
      'RayCluster/tune-raycluster-x9',
      {
        'ray.io/cluster': 'tune-raycluster-x9',
        'ray.io/originated-from-cr-name': 'tune',
        'ray.io/originated-from-crd': 'RayJob',
      },
      'RayJob',
      'tune',
    ],
    ['PyTorchJob/bert', { 'training.kubeflow.org/job-name': 'bert' }, 'PyTorchJob', 'bert'],
    [
      'Job/mpi-launcher',
      { 'training.kubeflow.org/job-name': 'mpi', 'training.kubeflow.org/operator-name': 'mpi-operator' },
      'MPIJob',
      'mpi',
    ],
    ['StatefulSet/lws-0', { 'leaderworkerset.sigs.k8s.io/name': 'lws' }, 'LeaderWorkerSet', 'lws'],
  ])('of %s with %o belong to the %s %s', (controller, labels, kind, name) => {
    expect(group(toTestPiece('a', of(controller, { labels })))[0]).toMatchObject({ kind, name });
  });

  it('in different namespaces are different work', () => {
    const jobs = group(
      toTestPiece('a', of('Job/x', { work: { namespace: 'one' } })),
      toTestPiece('b', of('Job/x', { work: { namespace: 'two' } })),
    );
    expect(jobs).toHaveLength(2);
  });

  it('stand alone when nobody, or only their node, made them', () => {
    const jobs = group(
      toTestPiece('a'),
      toTestPiece('b'),
      toTestPiece('c', of('Node/n1')),
      toTestPiece('d', of('Node/n1')),
    );
    expect(jobs.map(({ kind, name }) => [kind, name])).toEqual(['a', 'b', 'c', 'd'].map((id) => ['Pod', id]));
  });
});

describe('a workload of Kueue', () => {
  it('and its pods are one row, and its devices count once', () => {
    const queued = toTestQueued('k', {
      name: 'job-train-7-19797',
      work: { controller: 'Job/train-7', state: 'running', requested: [{ model: null, count: 16 }] },
    });
    const [job, ...others] = group(toTestPiece('a', of('Job/train-7')), toTestPiece('b', of('Job/train-7')), queued);
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      id: 'k',
      system: 'kueue',
      name: 'train-7',
      held: 16,
      requestedCount: 16,
      queue: 'gpus',
    });
    expect(idsOf(job?.parts ?? [])).toEqual(['a', 'b']);
  });

  it('without pods is a row of its own that waits', () => {
    expect(group(toTestQueued('k', { work: { controller: 'Job/later' } }))).toMatchObject([
      { id: 'k', name: 'later', kind: 'Job', state: 'waiting', held: 0 },
    ]);
  });

  it.each([
    ['running', undefined, null],
    ['starting', undefined, null],
    ['running', [], 0],
    ['suspended', undefined, 0],
  ] as const)('that is %s without pods, and asks for %o, holds %o', (state, requested, held) => {
    const work = { controller: 'Job/x', state, ...(requested === undefined ? {} : { requested }) };
    expect(group(toTestQueued('k', { work }))[0]).toMatchObject({ state, held });
  });

  it('of a single pod stands with what made the pod', () => {
    const labels = { 'pod-template-hash': '6b8f' };
    const pods = ['llm-1', 'llm-2'].map((name) => toTestPiece(name, of('ReplicaSet/llm-6b8f', { labels })));
    const queued = ['llm-1', 'llm-2'].map((pod) => toTestQueued(`k-${pod}`, { work: { controller: `Pod/${pod}` } }));
    expect(group(...pods, ...queued)).toMatchObject([
      { name: 'llm', kind: 'Deployment', requestedCount: 16, held: 16 },
    ]);
    const alone = group(toTestPiece('p'), toTestQueued('k', { work: { controller: 'Pod/p' } }));
    expect(alone).toMatchObject([{ name: 'p', held: 8 }]);
  });

  it('of a group of pods bears the group’s name', () => {
    const labels = { 'kueue.x-k8s.io/pod-group-name': 'gang' };
    const jobs = group(toTestPiece('a', { labels }), toTestPiece('b', { labels }), toTestQueued('k', { name: 'gang' }));
    expect(jobs).toMatchObject([{ id: 'k', name: 'gang', kind: 'PodGroup', held: 16 }]);
  });

  it('of a TrainJob stands with the pods of its JobSet', () => {
    const labels = { 'jobset.sigs.k8s.io/jobset-name': 'fine' };
    const jobs = group(
      toTestPiece('a', of('Job/fine-node-0', { labels })),
      toTestQueued('k', { work: { controller: 'TrainJob/fine' } }),
    );
    expect(jobs).toMatchObject([{ name: 'fine', kind: 'TrainJob' }]);
  });
});

describe('where work of several pieces is', () => {
  const stateOfGroup = (...states: WorkPiece['work']['state'][]) =>
    group(...states.map((state, index) => toTestPiece(String(index), of('Job/x', { work: { state } }))))[0]?.state;

  it.each([
    [['running', 'waiting'], 'running'],
    [['waiting', 'starting'], 'starting'],
    [['completed', 'waiting'], 'waiting'],
    [['completed', 'failed'], 'failed'],
    [['completed', 'completed'], 'completed'],
  ] as const)('is told of pods that are %o by %s', (states, expected) => {
    expect(stateOfGroup(...states)).toBe(expected);
  });

  it('is told by Kueue before it is admitted, put out or over, else by its pods', () => {
    const withPod = (queue: WorkPiece['work']['state'], pod: WorkPiece['work']['state']) =>
      group(
        toTestQueued('k', { work: { controller: 'Job/x', state: queue } }),
        toTestPiece('a', of('Job/x', { work: { state: pod } })),
      )[0]?.state;
    expect(withPod('running', 'waiting')).toBe('waiting');
    expect(withPod('completed', 'running')).toBe('completed');
    expect(withPod('suspended', 'running')).toBe('suspended');
  });

  it('is unknown for what is gone without having told its end, and it holds nothing', () => {
    expect(group(toTestPiece('a', { isGone: true }))[0]).toMatchObject({ state: 'unknown', held: 0 });
    expect(group(toTestPiece('a', { isExpired: true }))[0]).toMatchObject({ state: 'unknown', held: null });
    expect(group(toTestPiece('a', { isGone: true, work: { state: 'completed' } }))[0]).toMatchObject({
      state: 'completed',
      held: 0,
    });
  });

  it('is not told by pods that are gone while others are there', () => {
    const [job] = group(toTestPiece('a', of('Job/x', { isGone: true })), toTestPiece('b', of('Job/x')));
    expect(job).toMatchObject({ id: 'b', held: 8, state: 'running' });
    expect(idsOf(job?.former ?? [])).toEqual(['a']);
  });
});

describe('what work holds', () => {
  it('is not known where one of its pods does not tell', () => {
    const [job] = group(
      toTestPiece('a', of('Job/x')),
      toTestPiece('b', of('Job/x', { work: { holdings: [{ node: 'n1', count: null, indexes: null }] } })),
    );
    expect(job?.held).toBeNull();
  });

  it('is all that a training job asked for while a service runs it', () => {
    const running = { kind: 'training-job', system: 'sagemaker', work: { holdings: null, controller: null } } as const;
    expect(group(toTestPiece('t', running))[0]?.held).toBe(8);
    expect(group(toTestPiece('t', { ...running, isExpired: true }))[0]?.held).toBeNull();
  });

  it('and asks for decides whether it is listed', () => {
    const none = { requested: [], holdings: [] };
    expect(group(toTestSlurm('cpu', none)).map(concernsAccelerators)).toEqual([false]);
    expect(group(toTestSlurm('gpu'), toTestSlurm('odd', { requested: null })).map(concernsAccelerators)).toEqual([
      true,
      true,
    ]);
  });
});

describe('why work waits', () => {
  const unschedulable = { state: 'waiting', reason: { code: 'Unschedulable', message: 'full' }, holdings: [] } as const;

  it('is what most of its waiting pods say, with how many', () => {
    const [job] = group(
      toTestPiece('a', of('Job/x', { work: unschedulable })),
      toTestPiece('b', of('Job/x', { work: unschedulable })),
      toTestPiece('c', of('Job/x', { work: { ...unschedulable, reason: { code: 'ErrImagePull', message: null } } })),
      toTestPiece('d', of('Job/x')),
    );
    expect(job).toMatchObject({
      state: 'running',
      reason: { reason: { code: 'Unschedulable' }, pods: { said: 2, of: 4 } },
    });
  });

  it('is what Kueue says while it has not admitted it', () => {
    const reason = { code: 'Pending', message: 'full' };
    const [job] = group(toTestQueued('k', { work: { controller: 'Job/x', reason } }));
    expect(job?.reason).toMatchObject({ system: 'kueue', reason, pods: null });
  });
});

const arbitraryPiece = fc.record({
  maker: fc.constantFrom('Job/a', 'Job/b', 'ReplicaSet/d-1', 'TrainJob/t', 'Pod/p3', null),
  kueue: fc.boolean(),
  label: fc.constantFrom('', 'pod-template-hash', 'jobset.sigs.k8s.io/jobset-name', 'kueue.x-k8s.io/pod-group-name'),
  namespace: fc.constantFrom('one', 'two'),
  state: fc.constantFrom('waiting', 'running', 'completed', 'unknown'),
  isGone: fc.boolean(),
  held: fc.nat(8),
});
const arbitraryPieces = fc.array(arbitraryPiece, { maxLength: 12 }).map((drawn) =>
  drawn.map(({ maker, kueue, label, namespace, state, isGone, held }, index): WorkPiece => {
    const work = {
      controller: maker,
      namespace,
      state,
      holdings: kueue ? [] : [{ node: 'n', count: held, indexes: null }],
    } as const;
    const labels = label === '' ? {} : { [label]: label === 'pod-template-hash' ? '1' : 't' };
    return kueue ? toTestQueued(`p${index}`, { isGone, work }) : toTestPiece(`p${index}`, { isGone, labels, work });
  }),
);

describe('grouping', () => {
  it('puts every piece into one group and counts every device once', () => {
    fc.assert(
      fc.property(arbitraryPieces, (pieces) => {
        const jobs = group(...pieces);
        const placed = jobs.flatMap(({ queued, parts, former }) => idsOf([...queued, ...parts, ...former]));
        expect(placed.sort()).toEqual(idsOf(pieces).sort());
        const held = pieces.flatMap(({ isGone, work }) =>
          isGone ? [] : (work.holdings ?? []).map(({ count }) => Number(count)),
        );
        const told = jobs.reduce((sum, job) => sum + Number(job.held), 0);
        expect(told).toBe(held.reduce((sum, count) => sum + count, 0));
      }),
    );
  });

  it('does not depend on the order of the pieces', () => {
    fc.assert(
      fc.property(arbitraryPieces, fc.infiniteStream(fc.nat()), (pieces, draws) => {
        const shuffled = pieces
          .map((piece) => ({ piece, at: draws.next().value }))
          .sort((left, right) => left.at - right.at)
          .map(({ piece }) => piece);
        const sorted = (some: WorkPiece[]) => group(...some).sort((left, right) => (left.id < right.id ? -1 : 1));
        expect(sorted(shuffled)).toEqual(sorted(pieces));
      }),
    );
  });
});
