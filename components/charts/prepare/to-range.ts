import { toRoundValues } from './to-line-chart';

/** A step of a course: what was, and the range in which it was expected. Null: not known, or nothing was expected. */
export interface RangeStep {
  key: string;
  actual: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  /** It is told of: marked with a ring. */
  isMarked: boolean;
}

/** Stretches of neighbouring steps, by their places. */
export type Stretch = readonly number[];

export interface RangeGeometry {
  /** Round values from below all to above all; null: there is nothing to draw. */
  axis: readonly number[] | null;
  /** Where something was, and where something was expected: holes break both. */
  actual: readonly Stretch[];
  range: readonly Stretch[];
}

/** What a chart of a course against its expected range draws. */
export function toRange(steps: readonly RangeStep[]): RangeGeometry {
  const values = steps
    .flatMap(({ actual, low, high }) => [actual, low, high])
    .filter((value): value is number => value !== null);
  const axis = values.length === 0 ? null : toRoundValues(Math.min(0, ...values), Math.max(0, ...values), false);
  return {
    axis,
    actual: toStretches(steps, ({ actual }) => actual !== null),
    range: toStretches(steps, ({ low, high }) => low !== null && high !== null),
  };
}

function toStretches(steps: readonly RangeStep[], isThere: (step: RangeStep) => boolean): Stretch[] {
  const stretches: number[][] = [];
  for (const [index, step] of steps.entries()) {
    if (!isThere(step)) continue;
    const last = stretches.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else stretches.push([index]);
  }
  return stretches;
}
