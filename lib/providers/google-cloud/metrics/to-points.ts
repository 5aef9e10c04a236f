import type { protos } from '@google-cloud/monitoring';
import type { MetricPoint } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import { type Conversion, counterLookBackMs } from './metric-source';
import { toScale } from './to-scale';

export type TimeSeries = protos.google.monitoring.v3.ITimeSeries;
type Point = protos.google.monitoring.v3.IPoint;
type Timestamp = protos.google.protobuf.ITimestamp;

/** A point as it was told. */
interface Told {
  atMs: number;
  /** Since when it was counted, or measured; null where it does not say. */
  startMs: number | null;
  value: number;
}

/**
 * The points of a series within the window, oldest first, in the canonical unit. What is not a finite number is no
 * point. Of counters the series reaches back before the window. Throws `UnitUnclear` where the unit must decide and says
 * nothing that is known.
 */
export function toPoints(series: TimeSeries, conversion: Conversion, { from, to }: MetricWindow): MetricPoint[] {
  const scale = toScale(conversion, series.unit);
  const told = toTold(series);
  const values = told.flatMap(({ atMs, startMs, value }, index) => {
    const converted = convert(conversion, { atMs, startMs, value }, told[index - 1]);
    return converted === null ? [] : [{ at: new Date(atMs), value: converted * scale }];
  });
  return values.filter(({ at }) => at >= from && at < to);
}

/** In order of time, each moment once, as it was first told. */
function toTold({ points }: TimeSeries): Told[] {
  const byTime = new Map<number, Told>();
  for (const point of points ?? []) {
    const atMs = toMilliseconds(point.interval?.endTime);
    const value = toNumber(point);
    if (atMs === null || value === null || byTime.has(atMs)) continue;
    byTime.set(atMs, { atMs, startMs: toMilliseconds(point.interval?.startTime), value });
  }
  return [...byTime.values()].sort((one, other) => one.atMs - other.atMs);
}

function convert(conversion: Conversion, told: Told, before: Told | undefined): number | null {
  const { atMs, startMs, value } = told;
  switch (conversion) {
    case 'up':
      return value > 0 ? 1 : 0;
    case 'held':
      return 1;
    case 'rate':
      return startMs === null || startMs >= atMs ? null : value / ((atMs - startMs) / 1000);
    case 'growth': {
      const growth = toGrowth(told, before);
      return growth === null || before === undefined ? null : growth / ((atMs - before.atMs) / 1000);
    }
    case 'code': {
      const counted = isNewCounter(told, before) ? value : toRise(told, before);
      return counted !== null && counted > 0 ? 1 : null;
    }
    default:
      return value;
  }
}

/** Null where it is not known when: there is no point shortly before, or the counter began anew since. */
function toGrowth(told: Told, before: Told | undefined): number | null {
  if (before === undefined || told.atMs - before.atMs > counterLookBackMs) return null;
  return toRise(told, before);
}

/** By how much it is more than before, however long ago that was; null where it began anew since. */
function toRise({ startMs, value }: Told, before: Told | undefined): number | null {
  if (before === undefined) return null;
  return before.startMs === startMs && value >= before.value ? value - before.value : null;
}

/** Whether all it counts came since the point before, or shortly before; else it may be old, and not seen for long. */
function isNewCounter({ atMs, startMs }: Told, before: Told | undefined): boolean {
  if (startMs === null) return false;
  return before === undefined ? atMs - startMs <= counterLookBackMs : before.startMs !== startMs;
}

/** Whole numbers come as text, so that none is rounded on the way; as a point's value the nearest number stands. */
export function toNumber({ value }: Point): number | null {
  if (value?.boolValue !== undefined && value.boolValue !== null) return value.boolValue ? 1 : 0;
  const told = value?.int64Value ?? value?.doubleValue;
  const number = told === undefined || told === null ? Number.NaN : Number(told.toString());
  return Number.isFinite(number) ? number : null;
}

/** Null where no time is told. */
export function toMilliseconds(timestamp: Timestamp | null | undefined): number | null {
  if (timestamp?.seconds === undefined || timestamp.seconds === null) return null;
  const { seconds, nanos } = timestamp;
  return Number(seconds.toString()) * 1000 + (nanos ? Math.floor(nanos / 1e6) : 0);
}
