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
  /** Whether its bucket is over. */
  isOver: boolean;
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
  /** Round values for the vertical axis, from its lower end to its upper. Null: there is no value at all. */
  axis: readonly number[] | null;
}

/**
 * How the vertical axis is chosen. `bounds` fixes both ends, as of shares; `isFromZero` the lower one. Otherwise it starts at zero
 * when the lowest value is under half of the highest. `isBinary`: round values are those of binary units.
 */
export interface AxisRule {
  bounds?: readonly [number, number];
  isFromZero?: boolean;
  isBinary?: boolean;
}

const mostLines = 8;

/** What a chart of lines draws. `isPartial`: the last bucket is not over. */
export function toLineChart(
  startsAt: readonly number[],
  series: readonly LineSeries[],
  isPartial: boolean,
  rule: AxisRule = {},
): LineChartData {
  const shown = series.slice(0, mostLines);
  const last = startsAt.length - 1;
  const points = startsAt.map((at, index): LinePoint => {
    const read = (isWanted: boolean) =>
      Object.fromEntries(shown.map(({ key, values }) => [key, isWanted ? (values[index] ?? null) : null]));
    const isOver = !(isPartial && index === last);
    return {
      at,
      isOver,
      values: read(isOver),
      partial: isPartial && index >= last - 1 ? read(true) : {},
    };
  });
  return { points, shown, count: series.length, axis: toAxis(shown, rule) };
}

const steps = 4;
/** Means of one value differ by so much of it, and no axis has room for steps as small. */
const rounding = 1e-9;

function toAxis(series: readonly LineSeries[], rule: AxisRule): number[] | null {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  if (values.length === 0) return null;
  if (rule.bounds) {
    const [low, high] = rule.bounds;
    return Array.from({ length: steps + 1 }, (_, index) => low + ((high - low) * index) / steps);
  }
  const high = values.reduce((most, value) => Math.max(most, value));
  const low = values.reduce((least, value) => Math.min(least, value));
  const isFromZero = low >= 0 && (rule.isFromZero === true || low < high / 2);
  return toRoundValues(isFromZero ? 0 : low, high, rule.isBinary === true);
}

/** Values a round step apart that reach from below the low one to above the high one. */
export function toRoundValues(low: number, high: number, isBinary: boolean): number[] {
  // Nothing but zeros: one of whatever it counts is the least that would show.
  if (low === 0 && high === 0) return [0, 1];
  const isLevel = high - low <= Math.max(Math.abs(low), Math.abs(high)) * rounding;
  const span = isLevel ? Math.max(1, Math.abs(high) * 0.1) : high - low;
  const unit = isBinary && high > 0 ? 1024 ** Math.floor(Math.log(high) / Math.log(1024)) : 1;
  const least = span / unit / steps;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= least) ?? 10 * power;
  const first = Math.floor(low / unit / step);
  const last = Math.max(Math.ceil(high / unit / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step * unit);
}

/** Whether a value stands alone between holes, so that no line reaches it and it takes a dot. */
export function isLone(values: readonly (number | null)[], index: number): boolean {
  const at = (place: number) => values[place] ?? null;
  return at(index) !== null && at(index - 1) === null && at(index + 1) === null;
}
