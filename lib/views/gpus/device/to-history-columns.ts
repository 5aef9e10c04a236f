import { isCounter, toRises } from '@/lib/analytics/gpus/events/counter-rises';
import { type RolledColumns, stepAt } from '@/lib/analytics/gpus/rolled-columns';
import type { MetricName } from '@/lib/domain/metric';

type Column = (number | null)[];

export interface HistoryColumns {
  mean: Column;
  min: Column;
  max: Column;
  /** Null: the metric is no counter. */
  rise: Column | null;
}

/**
 * A rolled-up series laid out over the steps that start at `startsAt`: null wherever it was not measured. A mean is the sum
 * of a step's samples by their number.
 */
export function toHistoryColumns(
  metric: MetricName,
  rolled: RolledColumns,
  startsAt: readonly number[],
): HistoryColumns {
  const rises = isCounter(metric) ? toRises(rolled) : null;
  const empty = (): Column => startsAt.map(() => null);
  const columns = { mean: empty(), min: empty(), max: empty(), rise: rises === null ? null : empty() };
  const places = new Map(startsAt.map((start, place) => [start, place]));
  for (let index = 0; index < rolled.startsAt.length; index++) {
    const step = stepAt(rolled, index);
    const place = step === undefined ? undefined : places.get(step.startsAt);
    if (step === undefined || place === undefined) continue;
    columns.mean[place] = step.sum / step.count;
    columns.min[place] = step.min;
    columns.max[place] = step.max;
    if (columns.rise !== null && rises !== null) columns.rise[place] = rises[index] ?? null;
  }
  return columns;
}
