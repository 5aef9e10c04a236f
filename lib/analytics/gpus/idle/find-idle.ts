import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { activeFrom, activityMetrics } from '../busy';
import { type DeviceTrend, type RolledColumns, stepAt } from '../rolled-columns';
import { idleForMs, idleStepMs, idleToleratedLagMs } from './idle-rule';
import { type HeldMemory, toHeldMemory } from './to-held-memory';

export type IdleMetric = (typeof activityMetrics)[number];

/** A device that somebody holds, and what was measured of it. */
export interface IdleCandidate {
  device: Pick<FleetDevice, 'readings' | 'isFrozen'>;
  /** Its series in steps of `idleStepMs`, over `idleRange` at least; those of other metrics than `activityMetrics` are passed over. */
  trends: readonly DeviceTrend[];
  /** Since when its holder has it; null: not known. Nobody is idle with it for longer. */
  heldSince: Date | null;
}

/** That a device does nothing, though it is held. */
export interface Idleness {
  /** By which metric it is told. */
  metric: IdleMetric;
  /** Null: its memory is not measured. */
  kind: HeldMemory | null;
  since: Date;
  /** It may be longer: `since` is where what was looked at, or what was measured, begins. */
  sinceAtLeast: boolean;
}

/**
 * Of each candidate, in order, whether it is idle; null where it is not, or where it was not measured all through, or by a
 * frozen source. Every series of the deciding metric (one a source, one a slice) must have been below `activeFrom` on
 * average in every step of the last `idleForMs`, counted back from its newest sample; that is `idleToleratedLagMs` old at
 * most.
 */
export function findIdle(candidates: readonly IdleCandidate[], now: Date): (Idleness | null)[] {
  return candidates.map((candidate) => toIdleness(candidate, now.getTime()));
}

function toIdleness({ device, trends, heldSince }: IdleCandidate, nowMs: number): Idleness | null {
  if (device.isFrozen || (heldSince !== null && nowMs - heldSince.getTime() < idleForMs)) return null;
  const earliest = nowMs - idleToleratedLagMs - idleForMs;
  for (const metric of activityMetrics) {
    const measured = trends.filter((trend) => trend.metric === metric && endsAfter(trend, earliest));
    if (measured.length === 0) continue;
    const quiet = measured.map((trend) => toQuiet(trend, nowMs));
    let since = Number.NEGATIVE_INFINITY;
    let atLeast = false;
    for (const one of quiet) {
      if (one === null) return null;
      if (one.since > since) [since, atLeast] = [one.since, one.atLeast];
    }
    if (heldSince !== null && heldSince.getTime() > since) [since, atLeast] = [heldSince.getTime(), false];
    return { metric, kind: toHeldMemory(device.readings), since: new Date(since), sinceAtLeast: atLeast };
  }
  return null;
}

function endsAfter({ startsAt }: RolledColumns, ms: number): boolean {
  const last = startsAt[startsAt.length - 1];
  return last !== undefined && last + idleStepMs > ms;
}

/**
 * Since when the series is below the bound without a break; null when it is not, or not for long enough, or was not
 * measured all through. The newest step may be half measured, since samples come late; any other holds at least half as
 * many samples as the fullest.
 */
function toQuiet(trend: RolledColumns, nowMs: number): { since: number; atLeast: boolean } | null {
  const last = trend.startsAt.length - 1;
  const newest = stepAt(trend, last);
  if (newest === undefined || newest.startsAt + idleStepMs < nowMs - idleToleratedLagMs || isBusy(newest)) return null;
  const fullest = greatest(trend.count);
  const isCovered = (count: number) => count * 2 >= fullest;
  const isWhole = newest.startsAt + idleStepMs <= nowMs && isCovered(newest.count);
  let since = newest.startsAt;
  let whole = isWhole ? 1 : 0;
  let brokenBy: 'busy' | 'hole' = 'hole';
  for (let index = last - 1; index >= 0; index--) {
    const step = stepAt(trend, index);
    if (step === undefined || step.startsAt !== since - idleStepMs || !isCovered(step.count)) break;
    if (isBusy(step)) {
      brokenBy = 'busy';
      break;
    }
    since = step.startsAt;
    whole++;
  }
  return whole * idleStepMs < idleForMs ? null : { since, atLeast: brokenBy === 'hole' };
}

function isBusy({ sum, count }: { sum: number; count: number }): boolean {
  return sum / count >= activeFrom;
}

function greatest(values: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) most = Math.max(most, values[index] ?? most);
  return most;
}
