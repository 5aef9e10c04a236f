import { toRoundValues } from './to-line-chart';

/** One bucket of time. */
export interface StackBucket {
  key: string;
  /** What it holds may still change. */
  isUnsettled: boolean;
  /** Something is missing from it: its top is open. */
  isFloor: boolean;
}

/** One part of every stack. Values are for drawing alone; null: nothing is told. */
export interface StackSeries {
  key: string;
  values: readonly (number | null)[];
}

/** Where a part lies on the vertical axis: from its lower end to its upper, in the values' own unit. */
export interface StackPart {
  bucket: number;
  low: number;
  high: number;
}

export interface Stacks {
  /** By series, in their order; the first stands nearest to zero. A bucket without a value has no part. */
  parts: ReadonlyMap<string, readonly StackPart[]>;
  /** The upper end of each bucket's stack; null: it has none. */
  tops: readonly (number | null)[];
  /** Runs of buckets an area may be drawn over: two at least, each told whole. All others are bars. */
  runs: readonly { first: number; last: number }[];
  /** Round values of the vertical axis; zero is among them. Null: there is no value at all. */
  axis: readonly number[] | null;
}

/** Beyond so many buckets stacks are drawn as areas. */
export const mostBars = 45;

/**
 * Stacks charges upwards from zero and credits downwards, in the order of the series. An area never spans a bucket from
 * which something is missing, nor one without a value.
 */
export function toStacks(buckets: readonly StackBucket[], series: readonly StackSeries[]): Stacks {
  const parts = new Map<string, StackPart[]>(series.map(({ key }) => [key, []]));
  const tops: (number | null)[] = [];
  let [least, most] = [0, 0];
  for (const bucket of buckets.keys()) {
    let [down, up] = [0, 0];
    let isTold = false;
    for (const { key, values } of series) {
      const value = values[bucket] ?? null;
      if (value === null) continue;
      isTold = true;
      const part = value < 0 ? { bucket, low: down + value, high: down } : { bucket, low: up, high: up + value };
      if (value < 0) down = part.low;
      else up = part.high;
      parts.get(key)?.push(part);
    }
    tops.push(isTold ? up : null);
    least = Math.min(least, down);
    most = Math.max(most, up);
  }
  const isTold = tops.some((top) => top !== null);
  return { parts, tops, runs: toRuns(buckets, tops), axis: isTold ? toRoundValues(least, most, false) : null };
}

function toRuns(buckets: readonly StackBucket[], tops: readonly (number | null)[]): Stacks['runs'] {
  const runs: { first: number; last: number }[] = [];
  if (buckets.length <= mostBars) return runs;
  for (const [bucket, { isFloor }] of buckets.entries()) {
    if (isFloor || (tops[bucket] ?? null) === null) continue;
    const run = runs.at(-1);
    if (run?.last === bucket - 1) run.last = bucket;
    else runs.push({ first: bucket, last: bucket });
  }
  return runs.filter(({ first, last }) => last > first);
}
