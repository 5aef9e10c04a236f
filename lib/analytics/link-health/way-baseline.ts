import type { ProbeKind } from '@/lib/domain/probe/probe';
import { type Baseline, leastOfWholeHours, type Reading, toBaseline } from './baseline';
import { toLimit } from './judge-quality';

/** What whole hours of a way came to, each of all that was measured in it together. Null: not in this hour. */
export interface WayHour {
  atMs: number;
  p50: number | null;
  p95: number | null;
  loss: number | null;
  jitter: number | null;
}

/** What is usual, and beyond which it is worse than that: above it, and of throughput below. */
export interface WayUsual extends Baseline {
  limit: number;
}

const measures = ['p50', 'p95', 'loss', 'jitter'] as const;

/**
 * What is usual of a way at an hour, by median and median absolute deviation of whole hours: of this hour, one more before and
 * after, on this weekday, else of the days before, else of the day before. Null of each: too little was measured to say.
 */
export function toWayUsual(
  kind: ProbeKind,
  hours: readonly WayHour[],
  atMs: number,
): Record<(typeof measures)[number], WayUsual | null> {
  const of = (measure: (typeof measures)[number]): WayUsual | null => {
    const readings = hours.flatMap(({ atMs: at, [measure]: value }): Reading[] =>
      value === null ? [] : [{ atMs: at, value }],
    );
    const baseline = toBaseline(readings, atMs, leastOfWholeHours);
    return baseline && { ...baseline, limit: toWayLimit(kind, measure, baseline) };
  };
  return { p50: of('p50'), p95: of('p95'), loss: of('loss'), jitter: of('jitter') };
}

/** Jitter is judged as latency is; throughput is worse when it is less, by four deviations and a fifth at least. */
function toWayLimit(kind: ProbeKind, measure: (typeof measures)[number], baseline: Baseline): number {
  if (measure === 'loss') return toLimit('loss', baseline);
  if (kind !== 'throughput') return toLimit('latency', baseline);
  return baseline.median - Math.max(4 * baseline.deviation, baseline.median * 0.2);
}
