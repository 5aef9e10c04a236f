import type { JobLine } from './job-line';

/** Devices of one flavor that a cohort of queues has. */
export interface CohortQuota {
  flavor: string;
  /** What all queues may hold together. */
  total: number;
  /** What their admitted workloads hold. */
  used: number;
}

/** A part of a workload whose pods are alike. */
export interface PodSet {
  name: string;
  count: number;
  /** What one of its pods claims. */
  claim: JobLine['places'][number]['claim'];
}

/** The parts that Kueue sees of a line's jobs: a Job has one, a training job its master and its workers. */
export function podSetsOf({ kind, places }: Pick<JobLine, 'kind' | 'places'>): PodSet[] {
  const claim = places[0]?.claim ?? null;
  if (kind === 'Job') return [{ name: 'main', count: places.length, claim }];
  const workers = places.length - 1;
  const rest = workers > 0 ? [{ name: 'worker', count: workers, claim: places[1]?.claim ?? null }] : [];
  return [{ name: 'master', count: 1, claim }, ...rest];
}

/** Why a workload of these parts is not admitted, in Kueue's words for its condition `QuotaReserved`. */
export function explainQuota(podSets: readonly PodSet[], quotaOf: (resource: string) => CohortQuota): string {
  let before = 0;
  for (const { name, count, claim } of podSets) {
    if (!claim) continue;
    const { flavor, total, used } = quotaOf(claim.resource);
    const asked = count * claim.count;
    const subject = `couldn't assign flavors to pod set ${name}:`;
    const place = `${claim.resource} in flavor ${flavor},`;
    if (before + asked > total) {
      const sum = `previously considered podsets requests (${before}) + current podset request (${asked})`;
      return `${subject} insufficient quota for ${place} ${sum} > maximum capacity (${total})`;
    }
    const missing = before + asked - (total - used);
    if (missing > 0) return `${subject} insufficient unused quota for ${place} ${missing} more needed`;
    before += asked;
  }
  // There is room now: another workload of the same round was taken first.
  return 'Workload no longer fits after processing another workload';
}
