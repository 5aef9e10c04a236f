import type { Workload } from '@/lib/domain/workload';
import type { WorkPiece } from './work-piece';

/** A piece of work, unremarkable but for what is given: a pod that runs on its own. */
export function toTestPiece(
  id: string,
  { work = {}, ...rest }: Partial<Omit<WorkPiece, 'work'>> & { work?: Partial<Workload> } = {},
): WorkPiece {
  return {
    id,
    kind: 'pod',
    system: 'kubernetes',
    provider: 'kubernetes',
    connectionId: '0190c0de-0000-7000-8000-000000000001',
    cluster: 'oslo',
    name: id,
    nativeState: 'Running',
    site: 'oslo-1',
    team: null,
    owner: null,
    labels: {},
    isGone: false,
    isExpired: false,
    ...rest,
    work: {
      state: 'running',
      reason: null,
      queue: null,
      namespace: 'training',
      submitter: null,
      account: null,
      priority: null,
      requested: [{ model: 'NVIDIA H100', count: 8 }],
      holdings: [{ node: 'n1', count: 8, indexes: null }],
      submittedAt: new Date(0),
      eligibleAt: null,
      startedAt: null,
      endedAt: null,
      timeLimitMs: null,
      expectedStartAt: null,
      controller: null,
      storage: [],
      ...work,
    },
  };
}

/** A workload of Kueue that waits in a queue. */
export function toTestQueued(id: string, rest: Parameters<typeof toTestPiece>[1] = {}): WorkPiece {
  return toTestPiece(id, {
    kind: 'batch-job',
    system: 'kueue',
    nativeState: 'Pending',
    ...rest,
    work: { state: 'waiting', queue: 'gpus', holdings: [], ...rest.work },
  });
}

/** A job of Slurm that waits in a partition. */
export function toTestSlurm(id: string, work: Partial<Workload> = {}): WorkPiece {
  return toTestPiece(id, {
    kind: 'batch-job',
    system: 'slurm',
    provider: 'slurm',
    nativeState: 'PENDING',
    work: { state: 'waiting', namespace: null, queue: 'h100', priority: 10, holdings: [], ...work },
  });
}
