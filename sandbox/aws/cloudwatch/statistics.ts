type Fold = (values: readonly number[]) => number;

const sum: Fold = (values) => values.reduce((total, value) => total + value, 0);

const statistics: Readonly<Record<string, Fold>> = {
  SampleCount: (values) => values.length,
  Sum: sum,
  Average: (values) => sum(values) / values.length,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
};

/** What folds the values of a period into the statistic of that name; null when the face knows none such. */
export function findStatistic(name: string): Fold | null {
  if (Object.hasOwn(statistics, name)) return statistics[name] ?? null;
  const percentile = Number(/^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1]);
  return Number.isNaN(percentile) ? null : (values) => percentileOf(values, percentile / 100);
}

/** By linear interpolation between the values next to it. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
