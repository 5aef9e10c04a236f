import type { Amount } from '@/lib/domain/cost/amount';
import type { AnomalyKind } from '@/lib/domain/cost/anomaly';
import type { CostPoint, Rhythm } from './cost-point';
import { type Foretold, foretell, type UsualStep } from './foretell';
import { liftTo } from './lift';
import type { OutStep } from './out-step';
import { recurs } from './recurs';
import { toEstimate, toNumber } from './statistics';

/** What a step was expected to come to: estimates. What lies between low and high is usual. */
export interface Expectation {
  middle: Amount;
  low: Amount;
  high: Amount;
}

/** A stretch of steps whose costs are out of what was foretold, all on one side. */
export interface FoundAnomaly {
  kind: AnomalyKind;
  /** Places of its first and last step. */
  first: number;
  last: number;
  /** Places of the steps that are out; steps between them that are not known are left out. */
  steps: number[];
  /** Exact, over its steps. */
  actual: Amount;
  /** Over its steps: estimates. */
  expected: Expectation;
  /** Actual less expected: an estimate. Negative: less was charged than expected. */
  impact: Amount;
  /** How many usual deviations the step furthest out lies off, at most 100. */
  score: number;
}

export interface Judged {
  /** Step by step; null: there is too little history to say. */
  expectations: (Expectation | null)[];
  anomalies: FoundAnomaly[];
}

/** So many deviations off is out; what is less is usual. */
const outAt = 5;
const highestScore = 100;

interface Run {
  isNew: boolean;
  steps: OutStep[];
}

/**
 * Finds the steps whose costs are out of what the same season and the recent level foretell, from the first to the last; a
 * step is judged by what came before it alone. A level that moved is told once: after a while it is what is usual. Steps
 * that are not known are passed over. `minimum`: what is less money in one step is never out.
 */
export function detectAnomalies(points: readonly CostPoint[], rhythm: Rhythm, minimum: Amount): Judged {
  const expectations: Judged['expectations'] = [];
  const anomalies: FoundAnomaly[] = [];
  const earlier: OutStep[] = [];
  let usual: UsualStep[] = [];
  let run: Run | null = null;
  const close = (isShift: boolean) => {
    if (run === null) return;
    const anomaly = toAnomaly(run, isShift);
    if (anomaly.impact !== 0n) anomalies.push(anomaly);
    // Medians bear a few days that are out, and what comes again and again is usual in the end.
    if (!isShift) usual = [...usual, ...run.steps.map(toUsual)].sort((one, other) => one.index - other.index);
    run = null;
  };
  for (const [index, point] of points.entries()) {
    const season = rhythm.seasonOf(point);
    const foretold = foretell(usual, { index, season }, rhythm);
    expectations.push(foretold === null ? null : toExpectation(foretold));
    if (point.amount === null) continue;
    const step = { index, season, value: toNumber(point.amount) };
    if (foretold === null) {
      usual.push(step);
      continue;
    }
    const out = { ...step, amount: point.amount, foretold };
    const side = sideOf(out, rhythm, toNumber(minimum));
    // Little says nothing while more may come.
    if (side < 0 && !point.isSettled) continue;
    const isKnownToRecur = side !== 0 && recurs(out, earlier, points);
    if (side !== 0) earlier.push(out);
    if (side === 0 || isKnownToRecur) {
      if (side === 0) {
        close(false);
        if (point.isSettled || step.value >= foretold.middle - outAt * foretold.scale) usual.push(step);
      }
      continue;
    }
    if (run !== null && sideOf(lastOf(run), rhythm, 0) !== side) close(false);
    const current: Run = run ?? { isNew: usual.every(({ value }) => value === 0), steps: [] };
    current.steps.push(out);
    run = current;
    if (current.steps.length < rhythm.shiftAfter) continue;
    usual = current.isNew ? current.steps.map(toUsual) : liftTo(usual, current.steps);
    close(true);
  }
  close(false);
  return { expectations, anomalies };
}

/** 1: above what is usual; -1: below it; 0: usual. */
function sideOf(
  { value, foretold: { middle, scale } }: OutStep,
  { minimumShare }: Rhythm,
  minimum: number,
): -1 | 0 | 1 {
  const off = value - middle;
  const size = Math.abs(off);
  if (size === 0 || size < minimum || size < minimumShare * Math.abs(middle) || size < outAt * scale) return 0;
  return off > 0 ? 1 : -1;
}

function lastOf({ steps }: Run): OutStep {
  const last = steps.at(-1);
  if (last === undefined) throw new RangeError('A run has a step.');
  return last;
}

const toUsual = ({ index, season, value }: OutStep): UsualStep => ({ index, season, value });

function toExpectation({ middle, scale, isNeverNegative }: Foretold): Expectation {
  const margin = toEstimate(outAt * scale);
  const estimate = toEstimate(middle);
  const least = (amount: Amount) => (isNeverNegative && amount < 0n ? 0n : amount);
  return { middle: least(estimate), low: least(estimate - margin), high: least(estimate + margin) };
}

function toAnomaly({ isNew, steps }: Run, isShift: boolean): FoundAnomaly {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('An anomaly has a step.');
  const isExcess = first.value > first.foretold.middle;
  const expected = steps.map(({ foretold }) => toExpectation(foretold)).reduce(plus);
  const actual = steps.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    kind: isNew ? 'new' : isShift ? 'shift' : isExcess ? 'spike' : 'drop',
    first: first.index,
    last: last.index,
    steps: steps.map(({ index }) => index),
    actual,
    expected,
    impact: actual - expected.middle,
    score: Math.max(...steps.map(scoreOf)),
  };
}

function plus(one: Expectation, other: Expectation): Expectation {
  return { middle: one.middle + other.middle, low: one.low + other.low, high: one.high + other.high };
}

function scoreOf({ value, foretold: { middle, scale } }: OutStep): number {
  return scale === 0 ? highestScore : Math.min(highestScore, Math.abs(value - middle) / scale);
}
