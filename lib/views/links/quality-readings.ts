import type { Reading } from '@/lib/analytics/link-health/baseline';
import { isOtherReason } from '@/lib/analytics/links/drop-reasons';
import type { Quality } from '@/lib/domain/link/link-trouble';
import type { MetricName } from '@/lib/domain/metric';
import type { RolledSeries } from '@/lib/store/metrics/metric-store';
import { toAttributesText, toGroupKey } from '@/lib/store/metrics/series-key';

/** Metrics by which a quality is judged, and of several series of a link the one that counts. */
const judged: Record<Quality, { metric: MetricName; direction?: string; combine: (...values: number[]) => number }[]> =
  {
    latency: [{ metric: 'link.latency', combine: Math.max }],
    loss: [
      { metric: 'link.loss', combine: Math.max },
      { metric: 'link.reachability', combine: (...values) => 1 - Math.min(...values) },
    ],
    drops: [{ metric: 'link.packet.drop.rate', combine: (...values) => values.reduce((sum, value) => sum + value, 0) }],
    errors: [{ metric: 'link.errors', combine: (...values) => values.reduce((sum, value) => sum + value, 0) }],
    light: [{ metric: 'link.optical.power', direction: 'receive', combine: Math.min }],
  };

export const qualityMetrics = [...new Set(Object.values(judged).flatMap((each) => each.map(({ metric }) => metric)))];

/**
 * Means of five minutes of a quality, in order of time, from stretches of its link's series; a series may come in several
 * pieces. A reading is partial where a series that was measured before is not in it, but for a reason of drops that is no longer
 * among those of its count: `goesOn`, whether that holds of one that was not measured again either.
 */
export function toReadings(measured: readonly RolledSeries[], quality: Quality, goesOn: boolean): Reading[] {
  for (const { metric, direction, combine } of judged[quality]) {
    const series = measured.filter(
      ({ series: each }) =>
        each.metric === metric && (direction === undefined || each.attributes.direction === direction),
    );
    const [first] = series;
    if (first === undefined) continue;
    // Of drops each reason and way is a definition of its own; other unlike definitions are never mixed.
    const alike = series.filter((each) => quality === 'drops' || each.series.definition === first.series.definition);
    const courses = [...Map.groupBy(alike, toKey).values()].flatMap(toCourse);
    const moments = [...new Set(courses.flatMap(({ means }) => [...means.keys()]))].sort((a, b) => a - b);
    return moments.map((atMs) => {
      const values = courses.flatMap(({ means }) => means.get(atMs) ?? []);
      const counted = courses.filter(({ means }) => means.has(atMs));
      const isPartial = courses.some(
        ({ series: one, means, firstMs, lastMs }) =>
          !means.has(atMs) &&
          atMs > firstMs &&
          (goesOn || atMs < lastMs) &&
          !counted.some((other) => isOtherReason(one, other.series)),
      );
      return { atMs, value: combine(...values), isPartial };
    });
  }
  return [];
}

const toKey = ({ series }: RolledSeries) => `${toGroupKey(series)}\n${toAttributesText(series.attributes)}`;

interface Course {
  series: RolledSeries['series'];
  means: ReadonlyMap<number, number>;
  firstMs: number;
  lastMs: number;
}

function toCourse(pieces: readonly RolledSeries[]): Course[] {
  const [first] = pieces;
  if (first === undefined) return [];
  const means = new Map<number, number>();
  for (const { startsAt, sum, count } of pieces)
    startsAt.forEach((atMs, index) => {
      const [total, samples] = [sum[index], count[index]];
      if (total !== undefined && samples !== undefined && samples > 0) means.set(atMs, total / samples);
    });
  const moments = [...means.keys()].sort((a, b) => a - b);
  const [firstMs = Number.POSITIVE_INFINITY, lastMs = Number.NEGATIVE_INFINITY] = [moments[0], moments.at(-1)];
  return [{ series: first.series, means, firstMs, lastMs }];
}
