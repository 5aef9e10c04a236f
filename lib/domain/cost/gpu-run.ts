import type { Holding } from '../workload';

/**
 * How an attempt ended. `preempted`: it was put out for something else, or its node was taken away. `restarted`: the same
 * piece of work was started anew, and nobody said why. `unknown`: it vanished without telling its end.
 */
export const gpuRunOutcomes = [
  'running',
  'completed',
  'failed',
  'preempted',
  'restarted',
  'cancelled',
  'unknown',
] as const;
export type GpuRunOutcome = (typeof gpuRunOutcomes)[number];

/** One attempt of a piece of work that was given devices, from its start on. One that is started anew is another. */
export interface GpuRun {
  /** The piece of work in the inventory; it may be gone there. */
  resourceId: string;
  connectionId: string;
  /** As `WorkSystem`. */
  system: string;
  name: string;
  /** Of Kubernetes; null elsewhere. */
  namespace: string | null;
  /** What made it, as `Job/train-7`; null: nothing, or not told. */
  madeBy: string | null;
  site: string | null;
  team: string | null;
  owner: string | null;
  startedAt: Date;
  /** Null: it runs, as far as is known. */
  endedAt: Date | null;
  outcome: GpuRunOutcome;
  /** Why it ended so, in its scheduler's words; null: nothing is said. */
  reason: string | null;
  /** It answers requests: what it did before it failed is not lost. */
  isService: boolean;
  /** When its last checkpoint was written, where it reports one; null: it does not. */
  checkpointAt: Date | null;
  /** Devices it has or had, by node; null: not told. */
  holdings: readonly Holding[] | null;
  /** What it asked for; null: not told. */
  gpuModel: string | null;
  gpuCount: number | null;
  /** The last read that found it. */
  lastSeenAt: Date;
}

/** Outcomes by which the work of what is no service is lost, but for what a checkpoint kept. */
export const lostOutcomes = ['failed', 'preempted', 'restarted'] as const satisfies readonly GpuRunOutcome[];
