import type { ProbeOutcome } from '@/lib/domain/probe/probe';

/** A timer that fires later than that was held up by this machine. */
const toleratedLateMs = 100;

/**
 * What an attempt without an answer in time came to: lost, unless this process itself came too late to look. An answer may then
 * have been waiting, and nobody knows since when.
 */
export function decideLate(elapsedMs: number, timeoutMs: number): ProbeOutcome {
  if (elapsedMs - timeoutMs > toleratedLateMs) return { is: 'failed', fault: 'agent-failed' };
  return { is: 'lost' };
}

/** What an answer came to, by how long it took in nanoseconds: one after the time-out is none. */
export function decideAnswered(elapsedNs: bigint, sinceBeginMs: number, timeoutMs: number): ProbeOutcome {
  if (sinceBeginMs > timeoutMs) return decideLate(sinceBeginMs, timeoutMs);
  return { is: 'answered', value: Number(elapsedNs) };
}
