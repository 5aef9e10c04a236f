import type { Draws } from '../draws';
import type { JobState, SlurmJob } from './records';

/** How a job ends, by a number drawn from 0 to 1. */
export function outcomeOf(fraction: number): JobState {
  if (fraction < 0.8) return 'COMPLETED';
  if (fraction < 0.88) return 'FAILED';
  if (fraction < 0.91) return 'TIMEOUT';
  if (fraction < 0.95) return 'OUT_OF_MEMORY';
  if (fraction < 0.985) return 'CANCELLED';
  return 'NODE_FAIL';
}

/** What the controller says of such an end. */
export function endOf(outcome: JobState, draws: Draws): Pick<SlurmJob, 'reason' | 'exit'> {
  switch (outcome) {
    case 'FAILED':
      return { reason: 'NonZeroExitCode', exit: { code: draws.pick([1, 1, 2, 134]) } };
    case 'TIMEOUT':
      return { reason: 'TimeLimit', exit: { signal: 15, name: 'TERM' } };
    case 'OUT_OF_MEMORY':
      return { reason: 'OutOfMemory', exit: { code: 125 } };
    case 'CANCELLED':
      return { reason: 'None', exit: { signal: 15, name: 'TERM' } };
    case 'NODE_FAIL':
      return { reason: 'NodeDown', exit: { code: 1 } };
    default:
      return { reason: 'None', exit: { code: 0 } };
  }
}
