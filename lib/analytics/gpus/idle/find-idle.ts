import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { activeFrom, activityMetrics, isInSlices, isSlice, sliceMetric } from '../busy';
import type { DeviceTrend, RolledColumns } from '../rolled-columns';
import { idleForMs, idleStepMs, idleToleratedLagMs } from './idle-rule';
import { type HeldMemory, toHeldMemory } from './to-held-memory';

export type IdleMetric = (typeof activityMetrics)[number];

/** A device that somebody holds, and what was measured of it. */
export interface IdleCandidate {
  device: Pick<FleetDevice, 'readings' | 'isFrozen' | 'isSliced'>;
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
  /** Since when its holder has it; null: not known. It is never idle for longer. */
  heldSince: Date | null;
}

/**
 * Of each candidate, in order, whether it is idle; null where it is not, or where it was not measured all through, or by a
 * frozen source. Every series of the deciding metric (one a source, one a slice) must have been below `activeFrom` on
 * average in every step of the last `idleForMs`, counted back from its newest sample; that is `idleToleratedLagMs` old at
 * most. A device in slices is judged by `gpu.engine.active` alone.
 */
export function findIdle(candidates: readonly IdleCandidate[], now: Date): (Idleness | null)[] {
  return candidates.map((candidate) => toIdleness(candidate, now.getTime()));
}

function toIdleness({ device, trends, heldSince }: IdleCandidate, nowMs: number): Idleness | null {
  const heldSinceMs = heldSince === null ? Number.NEGATIVE_INFINITY : heldSince.getTime();
  if (device.isFrozen || nowMs - heldSinceMs < idleForMs) return null;
  const isSliced = isInSlices(device) || trends.some(isSlice);
  for (const metric of activityMetrics) {
    if (isSliced && metric !== sliceMetric) continue;
    let since: number | null = null;
    let atLeast = false;
    for (const trend of trends) {
      if (trend.metric !== metric || !endsAfter(trend, nowMs - idleToleratedLagMs - idleForMs)) continue;
      const quiet = findQuiet(trend, nowMs);
      if (quiet === null) return null;
      if (since !== null && quiet.since <= since) continue;
      since = quiet.since;
      atLeast = quiet.atLeast;
    }
    if (since === null) continue;
    const kind = toHeldMemory(device.readings);
    if (heldSinceMs > since) return { metric, kind, since: new Date(heldSinceMs), sinceAtLeast: false, heldSince };
    return { metric, kind, since: new Date(since), sinceAtLeast: atLeast, heldSince };
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
function findQuiet(trend: RolledColumns, nowMs: number): { since: number; atLeast: boolean } | null {
  const { startsAt, count } = trend;
  const last = startsAt.length - 1;
  const newest = startsAt[last];
  if (newest === undefined || newest + idleStepMs < nowMs - idleToleratedLagMs || isBusy(trend, last)) return null;
  const least = greatest(count) / 2;
  let since = newest;
  let whole = newest + idleStepMs <= nowMs && holds(count, last, least) ? 1 : 0;
  let atLeast = true;
  for (let index = last - 1; index >= 0; index--) {
    if (startsAt[index] !== since - idleStepMs || !holds(count, index, least)) break;
    if (isBusy(trend, index)) {
      atLeast = false;
      break;
    }
    since -= idleStepMs;
    whole++;
  }
  return whole * idleStepMs < idleForMs ? null : { since, atLeast };
}

function holds(count: ArrayLike<number>, index: number, least: number): boolean {
  const samples = count[index];
  return samples !== undefined && samples >= least;
}

/** A step that cannot be read is no quiet one. */
function isBusy({ sum, count }: RolledColumns, index: number): boolean {
  const total = sum[index];
  const samples = count[index];
  return total === undefined || samples === undefined || total >= activeFrom * samples;
}

function greatest(values: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value !== undefined && value > most) most = value;
  }
  return most;
}
