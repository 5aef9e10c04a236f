import type { Workload } from '@/lib/domain/workload';
import { toStorableJson } from './storable-text';

/** What a scheduler says of a piece of work, as JSON text and in the parts that changes are found by. */
export interface WorkloadText {
  stored: string;
  /** What makes it another piece of work than it was. */
  steady: string;
  /** What a scheduler revises while nothing happens to it: a waiting job's priority grows with its age, forecasts move. */
  revised: string;
}

/** Written once: the stored text is put together of its parts. */
export function toWorkloadText(workload: Workload): WorkloadText {
  const { priority, expectedStartAt } = workload;
  const steady = JSON.stringify({ ...workload, priority: undefined, expectedStartAt: undefined });
  const revised = JSON.stringify({ priority, expectedStartAt });
  return { stored: toStorableJson(`${revised.slice(0, -1)},${steady.slice(1)}`), steady, revised };
}
