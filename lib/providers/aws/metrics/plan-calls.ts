import type { MetricWindow } from '../../contract/provider';

/** The most metrics one GetMetricData call may ask for. */
const queriesPerCall = 500;
/**
 * Below the 100,800 that one call may answer with, and so few that calls at the rate of `call-rates` stay below the
 * account's points a second; one answer of so many is read within a tenth of a second.
 */
const pointsPerCall = 10_000;
/** Handed on together, so that a large region is not held whole. */
const seriesPerRead = 5_000;
const pointsPerRead = 100_000;

const dayMs = 24 * 3_600_000;
const finestSeconds = 60;
/** Agents and services publish once a minute or in five, and what they publish can be read within three more. */
const lateMs = 3 * 60_000;

/** How a window is asked for. */
export interface CallPlan {
  /** Whole periods around the window: CloudWatch moves other times or answers slower. */
  startTime: Date;
  endTime: Date;
  periodSeconds: number;
  /** What is read of each period: of a level its mean, of a count its sum. */
  stat: 'Average' | 'Sum';
  /** By when all of what happened can be read: the sum of a period that ends later may yet grow. */
  settledBy: Date;
  queriesPerCall: number;
  seriesPerRead: number;
}

/**
 * `now` decides the period: CloudWatch keeps minutes for 15 days, five minutes for 63, and hours beyond. `countedOver`: the
 * shortest period of a count, in seconds; absent for levels.
 */
export function planCalls({ from, to }: MetricWindow, now: Date, countedOver?: number): CallPlan {
  const periodSeconds = Math.max(toPeriodSeconds(now.getTime() - from.getTime()), countedOver ?? finestSeconds);
  const periodMs = periodSeconds * 1000;
  const startMs = Math.floor(from.getTime() / periodMs) * periodMs;
  const endMs = Math.ceil(to.getTime() / periodMs) * periodMs;
  const pointsPerSeries = Math.max(1, (endMs - startMs) / periodMs);
  return {
    startTime: new Date(startMs),
    endTime: new Date(endMs),
    periodSeconds,
    stat: countedOver === undefined ? 'Average' : 'Sum',
    settledBy: new Date(now.getTime() - lateMs),
    queriesPerCall: toCount(pointsPerCall / pointsPerSeries, queriesPerCall),
    seriesPerRead: toCount(pointsPerRead / pointsPerSeries, seriesPerRead),
  };
}

function toCount(fitting: number, most: number): number {
  return Math.min(most, Math.max(1, Math.floor(fitting)));
}

function toPeriodSeconds(ageMs: number): number {
  if (ageMs < 15 * dayMs) return finestSeconds;
  return ageMs < 63 * dayMs ? 300 : 3600;
}
