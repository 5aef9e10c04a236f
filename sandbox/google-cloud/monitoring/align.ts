import { invalidArgument } from '../google-error';
import type { MetricKind, ValueType } from './metric-source';

/** A value and the time it is of; of a gauge, both ends are the same. */
export interface Point {
  startMs: number;
  endMs: number;
  value: number;
}

/** What a series is once it is aligned. */
export interface Shape {
  kind: MetricKind;
  valueType: ValueType;
  unit: string;
}

/** Aligners by name, in the order of their numbers in the API. */
const alignerNumbers: Record<string, string> = {
  '0': 'ALIGN_NONE',
  '1': 'ALIGN_DELTA',
  '2': 'ALIGN_RATE',
  '3': 'ALIGN_INTERPOLATE',
  '4': 'ALIGN_NEXT_OLDER',
  '10': 'ALIGN_MIN',
  '11': 'ALIGN_MAX',
  '12': 'ALIGN_MEAN',
  '13': 'ALIGN_COUNT',
  '14': 'ALIGN_SUM',
  '15': 'ALIGN_STDDEV',
  '16': 'ALIGN_COUNT_TRUE',
  '17': 'ALIGN_FRACTION_TRUE',
  '24': 'ALIGN_COUNT_FALSE',
};

const mean = (values: number[]) => sum(values) / values.length;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

type Fold = (points: Point[], periodMs: number) => number;
const over =
  (fold: (values: number[]) => number): Fold =>
  (points) =>
    fold(points.map(({ value }) => value));

const change: Fold = (points) => sum(points.map(({ value }) => value));

interface Aligner {
  /** Kinds it may be used on. */
  kinds: readonly MetricKind[];
  bool: boolean;
  fold: Fold;
  shape(before: Shape): Shape;
}

const gauge =
  (valueType: ValueType) =>
  (before: Shape): Shape => ({ kind: 'GAUGE', valueType, unit: before.unit });
const same = (before: Shape): Shape => ({ ...before, kind: 'GAUGE' });
const gauges: readonly MetricKind[] = ['GAUGE'];
const gaugesAndDeltas: readonly MetricKind[] = ['GAUGE', 'DELTA'];
const counters: readonly MetricKind[] = ['DELTA', 'CUMULATIVE'];

const aligners: Record<string, Aligner> = {
  ALIGN_DELTA: { kinds: counters, bool: false, fold: change, shape: (before) => ({ ...before, kind: 'DELTA' }) },
  ALIGN_RATE: {
    kinds: counters,
    bool: false,
    fold: (points, periodMs) => change(points, periodMs) / (periodMs / 1000),
    shape: ({ unit }) => ({ kind: 'GAUGE', valueType: 'DOUBLE', unit: unit === '1' ? '1/s' : `${unit}/s` }),
  },
  ALIGN_NEXT_OLDER: { kinds: gauges, bool: true, fold: over((values) => values.at(-1) ?? NaN), shape: same },
  ALIGN_MIN: { kinds: gaugesAndDeltas, bool: false, fold: over((values) => Math.min(...values)), shape: same },
  ALIGN_MAX: { kinds: gaugesAndDeltas, bool: false, fold: over((values) => Math.max(...values)), shape: same },
  ALIGN_MEAN: { kinds: gaugesAndDeltas, bool: false, fold: over(mean), shape: gauge('DOUBLE') },
  ALIGN_SUM: { kinds: gaugesAndDeltas, bool: false, fold: over(sum), shape: same },
  ALIGN_COUNT: { kinds: gaugesAndDeltas, bool: true, fold: (points) => points.length, shape: gauge('INT64') },
  ALIGN_COUNT_TRUE: { kinds: gauges, bool: true, fold: over(sum), shape: gauge('INT64') },
  ALIGN_FRACTION_TRUE: { kinds: gauges, bool: true, fold: over(mean), shape: gauge('DOUBLE') },
};

/** The aligner of that name or number; null leaves points as they are. */
export function findAligner(name: string): string | null {
  const known = alignerNumbers[name] ?? name;
  if (known === '' || known === 'ALIGN_NONE') return null;
  if (!aligners[known]) throw invalidArgument(`The aligner ${name} is not supported by this face.`);
  return known;
}

/** What a series is once aligned; refuses aligners that do not fit it. */
export function shapeAligned(name: string, before: Shape): Shape {
  const aligner = aligners[name];
  if (!aligner?.kinds.includes(before.kind) || (before.valueType === 'BOOL' && !aligner.bool)) {
    throw invalidArgument(
      `Field aggregation.perSeriesAligner had an invalid value of "${name}": The aligner cannot be applied to metrics with kind ${before.kind} and value type ${before.valueType}.`,
    );
  }
  return aligner.shape(before);
}

/**
 * Points folded into periods that end at `endMs` and a whole number of periods before it. A total is first made into
 * what each minute brought. A period in which nothing was measured has no point. Oldest first, as the points.
 */
export function align(
  name: string,
  points: readonly Point[],
  { kind, periodMs, startMs, endMs }: { kind: MetricKind; periodMs: number; startMs: number; endMs: number },
): Point[] {
  const steps = kind === 'CUMULATIVE' ? toSteps(points) : points;
  const aligner = aligners[name];
  const aligned: Point[] = [];
  const periods = Math.floor((endMs - startMs) / periodMs);
  for (let back = periods - 1; back >= 0; back--) {
    const periodEnd = endMs - back * periodMs;
    const inside = steps.filter(({ endMs: at }) => at > periodEnd - periodMs && at <= periodEnd);
    if (inside.length === 0 || !aligner) continue;
    const isDelta = name === 'ALIGN_DELTA';
    aligned.push({
      startMs: isDelta ? periodEnd - periodMs : periodEnd,
      endMs: periodEnd,
      value: aligner.fold(inside, periodMs),
    });
  }
  return aligned;
}

function toSteps(points: readonly Point[]): Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before
      ? [{ startMs: before.endMs, endMs: point.endMs, value: Math.max(0, point.value - before.value) }]
      : [];
  });
}

const reducerNumbers: Record<string, string> = {
  '0': 'REDUCE_NONE',
  '1': 'REDUCE_MEAN',
  '2': 'REDUCE_MIN',
  '3': 'REDUCE_MAX',
  '4': 'REDUCE_SUM',
  '6': 'REDUCE_COUNT',
};

const reducers: Record<string, (values: number[]) => number> = {
  REDUCE_MEAN: mean,
  REDUCE_MIN: (values) => Math.min(...values),
  REDUCE_MAX: (values) => Math.max(...values),
  REDUCE_SUM: sum,
  REDUCE_COUNT: (values) => values.length,
};

/** The reducer of that name or number; null leaves series apart. */
export function findReducer(name: string): ((values: number[]) => number) | null {
  const known = reducerNumbers[name] ?? name;
  if (known === '' || known === 'REDUCE_NONE') return null;
  const reducer = reducers[known];
  if (!reducer) throw invalidArgument(`The reducer ${name} is not supported by this face.`);
  return reducer;
}
