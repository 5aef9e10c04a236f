import type { LineChartData } from './to-line-chart';

/** The last value of a line, and whether it is of now. */
export interface LastValue {
  value: number;
  /** Start of its bucket in milliseconds since the epoch. */
  at: number;
  /** It is of the last bucket that is over, or of the one that is not. */
  isCurrent: boolean;
}

/** The last value of a line that was measured; null when none was. */
export function findLastValue(
  { points }: Pick<LineChartData, 'points'>,
  values: readonly (number | null)[],
): LastValue | null {
  const index = values.findLastIndex((value) => value !== null);
  const [value = null, point] = [values[index], points[index]];
  if (value === null || point === undefined) return null;
  const lastFull = points.findLastIndex(({ isOver }) => isOver);
  return { value, at: point.at, isCurrent: index >= lastFull };
}
