/** Schedulers and services that work is submitted to. */
export const workloadSystems = ['kubernetes', 'kueue', 'slurm', 'sagemaker', 'vertex-ai', 'azure-ml'] as const;
export type WorkloadSystem = (typeof workloadSystems)[number];

/**
 * Where a piece of work is, in one vocabulary over all schedulers. `waiting`: submitted, and nothing is given to it yet.
 * `starting`: it has its devices and does not work yet. `unknown`: the scheduler used a word we do not know.
 */
export const workloadStates = [
  'waiting',
  'starting',
  'running',
  'suspended',
  'completed',
  'failed',
  'cancelled',
  'unknown',
] as const;
export type WorkloadState = (typeof workloadStates)[number];

/** Devices that a piece of work has on one node. */
export interface Holding {
  /** The node's name as the scheduler has it. */
  node: string;
  /** Whole devices; null where it is not told. */
  count: number | null;
  /** Which devices, by the driver's index; null where it is not told. */
  indexes: readonly number[] | null;
}

/** Accelerators that a piece of work asks for. */
export interface RequestedAccelerators {
  /** As the field writes it, else the scheduler's own word; null: any. */
  model: string | null;
  /** Whole devices over all its nodes; null where it cannot be told from what it asks. */
  count: number | null;
}

/** What a scheduler says of a piece of work: a pod, a Kueue workload, a Slurm job, a training or custom job. */
export interface Workload {
  state: WorkloadState;
  /** Why it waits, or how it ended, as the scheduler has it; null where it says nothing. */
  reason: { code: string; message: string | null } | null;
  /** Queue or partition it waits or runs in; null where there is none. */
  queue: string | null;
  /** Of Kubernetes; null elsewhere. */
  namespace: string | null;
  /** Who submitted it, and for which account of the scheduler; null where it is not told. */
  submitter: string | null;
  account: string | null;
  /** Higher goes first; null where it is not told. */
  priority: number | null;
  /** Empty: it asks for none. Null: it cannot be told. */
  requested: readonly RequestedAccelerators[] | null;
  /** Empty: it has none. Null: it cannot be told. */
  holdings: readonly Holding[] | null;
  submittedAt: Date | null;
  /** From when on it may start: after what it depends on, and not before its begin time. */
  eligibleAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** How long it may run, in milliseconds; null: no limit, or not told. */
  timeLimitMs: number | null;
  /** When its scheduler expects it to start; null: it makes no forecast. */
  expectedStartAt: Date | null;
  /** What it is a part of, as `Job/train-7`; null: nothing, or not told. */
  controller: string | null;
  /** Volumes, claims and file systems it uses, by their names in its own cluster; empty: none told. */
  storage: readonly string[];
}
