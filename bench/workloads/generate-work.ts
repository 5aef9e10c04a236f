import type { InventoryItem } from '@/lib/domain/resource';
import type { Workload, WorkloadState } from '@/lib/domain/workload';

const minute = 60_000;
const teams = 40;
const queues = 12;
const slurmStates: readonly WorkloadState[] = ['waiting', 'waiting', 'running', 'running', 'completed'];
const untold: Omit<Workload, 'state'> = {
  reason: null,
  queue: null,
  namespace: null,
  submitter: null,
  account: null,
  priority: null,
  requested: [{ model: 'NVIDIA H100', count: 8 }],
  holdings: [],
  submittedAt: null,
  eligibleAt: null,
  startedAt: null,
  endedAt: null,
  timeLimitMs: 24 * 60 * minute,
  expectedStartAt: null,
  controller: null,
  storage: [],
};

function toItem(kind: InventoryItem['kind'], name: string, index: number, work: Partial<Workload>): InventoryItem {
  const state = work.state ?? 'waiting';
  return {
    kind,
    nativeId: `bench/${kind}/${name}`,
    nativeType: kind,
    name,
    account: 'bench',
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: state,
    size: null,
    accelerators: [],
    tags: { team: `team-${index % teams}`, site: `site-${index % 10}` },
    createdAt: null,
    detailed: true,
    raw: JSON.stringify({ name, spec: { index, note: 'x'.repeat(200) } }),
    workload: { ...untold, state, ...work },
  };
}

const held = (node: number): Workload['holdings'] => [{ node: `node-${node}`, count: 8, indexes: null }];

/** Jobs of Slurm over all partitions, most of them waiting or running. */
export function generateSlurmJobs(count: number, from: number): InventoryItem[] {
  return Array.from({ length: count }, (_, index) => {
    const state = slurmStates[index % slurmStates.length] ?? 'waiting';
    const submittedAt = new Date(from + index * 1000);
    return toItem('batch-job', `job-${index}`, index, {
      state,
      queue: `partition-${index % queues}`,
      priority: (index * 7919) % 10_000,
      submitter: `person-${index % 500}`,
      reason: state === 'waiting' ? { code: index % 3 === 0 ? 'Resources' : 'Priority', message: null } : null,
      submittedAt,
      startedAt: state === 'waiting' ? null : new Date(from + index * 1000 + minute),
      holdings: state === 'running' ? held(index) : [],
    });
  });
}

/** Workloads of Kueue; those of the first half are admitted. */
export function generateKueue(count: number, from: number): InventoryItem[] {
  return Array.from({ length: count }, (_, index) =>
    toItem('batch-job', `job-train-${index}-x`, index, {
      state: index < count / 2 ? 'running' : 'waiting',
      controller: `Job/train-${index}`,
      namespace: `ns-${index % teams}`,
      queue: `queue-${index % queues}`,
      priority: index % 100,
      reason:
        index < count / 2
          ? null
          : {
              code: 'Pending',
              message: `couldn't assign flavors to pod set main: insufficient unused quota for nvidia.com/gpu in flavor h100, ${(index % 8) + 1} more needed`,
            },
      submittedAt: new Date(from + index * 1000),
    }),
  );
}

/** Pods of the admitted half of Kueue's workloads, two each, and of Deployments, three each. */
export function generatePods(kueue: number, deployments: number, from: number): InventoryItem[] {
  const ofJobs = Array.from({ length: kueue }, (_, index) => {
    const job = index >> 1;
    return toPod(`train-${job}-${index % 2}`, job, `Job/train-${job}`, from);
  });
  const ofDeployments = Array.from({ length: deployments * 3 }, (_, index) => {
    const deployment = Math.floor(index / 3);
    const pod = toPod(`serve-${deployment}-5d4-${index % 3}`, deployment, `ReplicaSet/serve-${deployment}-5d4`, from);
    return { ...pod, tags: { ...pod.tags, 'pod-template-hash': '5d4' } };
  });
  return [...ofJobs, ...ofDeployments];
}

function toPod(name: string, index: number, controller: string, from: number): InventoryItem {
  return toItem('pod', name, index, {
    state: 'running',
    controller,
    namespace: `ns-${index % teams}`,
    holdings: held(index),
    submittedAt: new Date(from + index * 1000),
    startedAt: new Date(from + index * 1000 + minute),
  });
}

/** Training jobs of SageMaker. */
export function generateTrainingJobs(count: number, from: number): InventoryItem[] {
  return Array.from({ length: count }, (_, index) =>
    toItem('training-job', `training-${index}`, index, {
      state: index % 4 === 0 ? 'running' : 'completed',
      holdings: index % 4 === 0 ? null : [],
      submittedAt: new Date(from + index * 1000),
      startedAt: new Date(from + index * 1000 + minute),
    }),
  );
}
