import type { ProviderId } from '@/lib/domain/provider';
import type { Holding, Workload, WorkloadState } from '@/lib/domain/workload';
import type { WorkSystem } from './work-system';

/** One resource of the inventory that is a piece of work: a pod, a Kueue workload, a Slurm job, a training job. */
export interface WorkPiece {
  /** Of the resource. */
  id: string;
  kind: 'pod' | 'batch-job' | 'training-job';
  system: WorkSystem;
  provider: ProviderId;
  connectionId: string;
  /** The scheduler's cluster; null for a service of a cloud. */
  cluster: string | null;
  name: string;
  nativeState: string | null;
  site: string;
  team: string | null;
  owner: string | null;
  /** Those of its labels that say what it is a part of: `groupingLabels`. */
  labels: Readonly<Record<string, string>>;
  work: Workload;
  /** A complete read did not find it any more. */
  isGone: boolean;
  /** The read it stands on is too old to be told. */
  isExpired: boolean;
}

const ended: ReadonlySet<WorkloadState> = new Set(['completed', 'failed', 'cancelled']);

/** Whether work has come to its end, whichever. */
export function hasEnded(state: WorkloadState): boolean {
  return ended.has(state);
}

/** Where a piece is now. What ended stays so; of what is gone or was not read for too long nobody can say where it is. */
export function stateOf({ work, isGone, isExpired }: Pick<WorkPiece, 'work' | 'isGone' | 'isExpired'>): WorkloadState {
  return !hasEnded(work.state) && (isGone || isExpired) ? 'unknown' : work.state;
}

/** What a piece holds now; null where it cannot be told. What is gone holds nothing. */
export function holdingsOf({ work, isGone, isExpired }: WorkPiece): readonly Holding[] | null {
  if (isGone) return [];
  if (hasEnded(work.state)) return work.holdings ?? [];
  return isExpired ? null : work.holdings;
}
