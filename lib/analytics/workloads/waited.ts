import type { WorkJob } from './to-job';

/**
 * For how long work waits or waited, in milliseconds: from when it was eligible, else from when it was submitted, until it
 * started, ended without a start, or now. Null where one of the two is not known. Clocks that disagree make no wait.
 */
export function toWaitedMs(
  job: Pick<WorkJob, 'state' | 'submittedAt' | 'eligibleAt' | 'startedAt' | 'endedAt'>,
  now: number,
): number | null {
  const from = job.eligibleAt ?? job.submittedAt;
  const waits = job.state === 'waiting' || (job.state === 'suspended' && job.startedAt === null);
  const until = waits ? now : (job.startedAt ?? job.endedAt);
  return from === null || until === null ? null : Math.max(0, until - from);
}
