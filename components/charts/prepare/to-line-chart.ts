/** One line: a value a bucket, null where nobody measured. */
export interface LineSeries {
  key: string;
  label: string;
  values: readonly (number | null)[];
}

/** One bucket as the chart draws it: its start, and under each line's key its value. */
export interface LinePoint {
  /** Start of the bucket in milliseconds since the epoch. */
  at: number;
  values: Readonly<Record<string, number | null>>;
  /** The stretch to a bucket that is not over, drawn dotted; empty elsewhere. */
  partial: Readonly<Record<string, number | null>>;
}

export interface LineChartData {
  points: readonly LinePoint[];
  /** Lines drawn, eight at most. */
  shown: readonly LineSeries[];
  /** Lines there are. */
  count: number;
  /** The range of the vertical axis: from zero unless that would flatten the lines. Null: there is no value at all. */
  range: readonly [number, number] | null;
}

const mostLines = 8;

/**
 * What a chart of lines draws. `isPartial`: the last bucket is not over. `bounds` fixes the vertical axis, as of shares;
 * otherwise it starts at zero when the lowest value is under half of the highest.
 */
export function toLineChart(
  startsAt: readonly number[],
  series: readonly LineSeries[],
  isPartial: boolean,
  bounds: readonly [number, number] | null,
): LineChartData {
  const shown = series.slice(0, mostLines);
  const last = startsAt.length - 1;
  const points = startsAt.map((at, index): LinePoint => {
    const read = (isWanted: boolean) =>
      Object.fromEntries(shown.map(({ key, values }) => [key, isWanted ? (values[index] ?? null) : null]));
    return {
      at,
      values: read(!(isPartial && index === last)),
      partial: isPartial && index >= last - 1 ? read(true) : {},
    };
  });
  return { points, shown, count: series.length, range: bounds ?? toRange(shown) };
}

function toRange(series: readonly LineSeries[]): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of series) {
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return null;
  if (low >= 0 && low < high / 2) return [0, high];
  const margin = high === low ? Math.max(1, Math.abs(high) * 0.05) : (high - low) * 0.1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** Whether a value stands alone between holes, so that no line reaches it and it takes a dot. */
export function isLone(values: readonly (number | null)[], index: number): boolean {
  const at = (place: number) => values[place] ?? null;
  return at(index) !== null && at(index - 1) === null && at(index + 1) === null;
}
