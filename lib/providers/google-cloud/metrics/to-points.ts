import type { protos } from '@google-cloud/monitoring';
import type { MetricPoint } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import type { Conversion } from './metric-source';

export type TimeSeries = protos.google.monitoring.v3.ITimeSeries;
type Point = protos.google.monitoring.v3.IPoint;
type Timestamp = protos.google.protobuf.ITimestamp;

/** The unit does not say what the numbers mean, so they mean nothing. */
export class UnitUnclear extends Error {}

/**
 * The points of a series within the window, oldest first, in the canonical unit. What is not a finite number is no
 * point. Throws `UnitUnclear` where the unit must decide and is neither percent nor ratio.
 */
export function toPoints(series: TimeSeries, conversion: Conversion, { from, to }: MetricWindow): MetricPoint[] {
  const scale = scaleOf(conversion, series.unit);
  const byTime = new Map<number, number>();
  for (const point of series.points ?? []) {
    const atMs = toMilliseconds(point.interval?.endTime);
    if (atMs === null || atMs < from.getTime() || atMs >= to.getTime()) continue;
    const value = convert(point, conversion, atMs);
    if (value !== null && !byTime.has(atMs)) byTime.set(atMs, value * scale);
  }
  return [...byTime].sort(([a], [b]) => a - b).map(([atMs, value]) => ({ at: new Date(atMs), value }));
}

function scaleOf(conversion: Conversion, unit: string | null | undefined): number {
  if (conversion === 'percent') return 0.01;
  if (conversion !== 'by-unit') return 1;
  if (unit === '%') return 0.01;
  if (unit === '1' || unit === '10^2.%') return 1;
  throw new UnitUnclear(`The unit is ${unit || 'not told'}.`);
}

function convert(point: Point, conversion: Conversion, endMs: number): number | null {
  const value = toNumber(point);
  if (value === null) return null;
  if (conversion === 'up') return value > 0 ? 1 : 0;
  if (conversion !== 'rate') return value;
  const startMs = toMilliseconds(point.interval?.startTime);
  return startMs === null || startMs >= endMs ? null : value / ((endMs - startMs) / 1000);
}

/** Whole numbers come as text, so that none is rounded on the way; as a point's value the nearest number stands. */
function toNumber({ value }: Point): number | null {
  if (value?.boolValue !== undefined && value.boolValue !== null) return value.boolValue ? 1 : 0;
  const told = value?.int64Value ?? value?.doubleValue;
  const number = told === undefined || told === null ? Number.NaN : Number(told.toString());
  return Number.isFinite(number) ? number : null;
}

function toMilliseconds(timestamp: Timestamp | null | undefined): number | null {
  if (timestamp?.seconds === undefined || timestamp.seconds === null) return null;
  const { seconds, nanos } = timestamp;
  return Number(seconds.toString()) * 1000 + (nanos ? Math.floor(nanos / 1e6) : 0);
}
