import type { Workload } from '@/lib/domain/workload';

/** A piece of work of which nothing but its state is told; what a scheduler says of it goes on top. */
export const untold = {
  reason: null,
  queue: null,
  namespace: null,
  submitter: null,
  account: null,
  priority: null,
  requested: null,
  holdings: null,
  submittedAt: null,
  eligibleAt: null,
  startedAt: null,
  endedAt: null,
  timeLimitMs: null,
  expectedStartAt: null,
  controller: null,
  storage: [],
} as const satisfies Omit<Workload, 'state'>;
