import type { LifecycleState } from '@/lib/domain/resource';
import type { WorkloadState } from '@/lib/domain/workload';

interface JobState {
  status: LifecycleState;
  work: WorkloadState;
}

const waiting: JobState = { status: 'provisioning', work: 'waiting' };
const starting: JobState = { status: 'provisioning', work: 'starting' };
const running: JobState = { status: 'active', work: 'running' };
const suspended: JobState = { status: 'stopped', work: 'suspended' };
const cancelled: JobState = { status: 'stopped', work: 'cancelled' };
const failed: JobState = { status: 'failed', work: 'failed' };
const unknown: JobState = { status: 'unknown', work: 'unknown' };

const states: Record<string, JobState> = {
  PENDING: waiting,
  RUNNING: running,
  SUSPENDED: suspended,
  COMPLETED: { status: 'completed', work: 'completed' },
  CANCELLED: cancelled,
  PREEMPTED: cancelled,
  REVOKED: cancelled,
  FAILED: failed,
  TIMEOUT: failed,
  NODE_FAIL: failed,
  BOOT_FAIL: failed,
  DEADLINE: failed,
  OUT_OF_MEMORY: failed,
};
/** Older versions write one of these in place of the state, newer ones beside it. */
const flags: Record<string, JobState> = {
  COMPLETING: running,
  CONFIGURING: starting,
  EXPEDITING: waiting,
  LAUNCH_FAILED: failed,
  POWER_UP_NODE: starting,
  RECONFIG_FAIL: failed,
  REQUEUED: waiting,
  REQUEUE_FED: waiting,
  REQUEUE_HOLD: waiting,
  RESIZING: running,
  RESV_DEL_HOLD: waiting,
  SIGNALING: running,
  SPECIAL_EXIT: failed,
  STAGE_OUT: running,
  STOPPED: suspended,
};
/** Change what a running job is: it has its nodes but does not work on them. */
const notRunning: ReadonlySet<string> = new Set(['CONFIGURING', 'POWER_UP_NODE', 'STOPPED']);

/** Where a job is, as a resource and as a piece of work. A word that is not known makes it unknown. */
export function toJobState(words: readonly string[]): JobState {
  if (words.some((word) => !Object.hasOwn(states, word) && !Object.hasOwn(flags, word))) return unknown;
  const base = words.find((word) => Object.hasOwn(states, word));
  const [flag] = words.filter((word) => Object.hasOwn(flags, word));
  if (base === 'RUNNING') {
    const paused = words.find((word) => notRunning.has(word));
    return (paused === undefined ? states[base] : flags[paused]) ?? unknown;
  }
  const word = base === undefined ? flag : base;
  return word === undefined ? unknown : (states[word] ?? flags[word] ?? unknown);
}
