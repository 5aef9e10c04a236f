import type { Quality, Sign } from '@/lib/domain/link/link-trouble';
import type { Baseline, Reading } from './baseline';

/** How far from usual is far: so many deviations, and never less than a share of what is usual or a plain step. */
const deviations = 4;
const floors: Record<Quality, { share: number; step: number; worse: 1 | -1 }> = {
  latency: { share: 0.2, step: 0.001, worse: 1 },
  loss: { share: 0, step: 0.005, worse: 1 },
  drops: { share: 0.5, step: 5, worse: 1 },
  errors: { share: 0.5, step: 1, worse: 1 },
  light: { share: 0, step: 3, worse: -1 },
};

/** The value beyond which a quality is worse than usual. */
export function toLimit(quality: Quality, { median, deviation }: Baseline): number {
  const { share, step, worse } = floors[quality];
  return median + worse * Math.max(deviations * deviation, Math.abs(median) * share, step);
}

/** Whether one value of a quality is worse than another. */
export function isWorse(quality: Quality, value: number, other: number): boolean {
  return (value - other) * floors[quality].worse > 0;
}

/** Stretches in a row that must say the same. */
const inARow = 3;
const stretchMs = 300_000;

/**
 * What the last three whole stretches of five minutes before `nowMs` say together: worse than usual, as usual, or nothing
 * for certain, be it that one is missing or lacks a part, or that they differ. `sinceMs`: where the first of them starts.
 */
export function judgeQuality(
  quality: Quality,
  readings: readonly Reading[],
  baseline: Baseline,
  nowMs: number,
): { verdict: 'worse'; sign: Sign; sinceMs: number } | { verdict: 'usual'; sinceMs: number } | { verdict: 'unclear' } {
  const end = Math.floor(nowMs / stretchMs) * stretchMs;
  const late = readings.filter(({ atMs }) => atMs >= end - (inARow + 1) * stretchMs && atMs < end).slice(-inARow);
  const [first] = late;
  if (first === undefined || late.length < inARow) return { verdict: 'unclear' };
  const limit = toLimit(quality, baseline);
  const beyond = late.filter(({ value }) => isWorse(quality, value, limit));
  // What is not in a reading could make it worse, and never better.
  if (beyond.length === 0)
    return late.some(({ isPartial }) => isPartial) ? { verdict: 'unclear' } : { verdict: 'usual', sinceMs: first.atMs };
  if (beyond.length < inARow) return { verdict: 'unclear' };
  const seen = late.map(({ value }) => value).sort((a, b) => a - b)[1] ?? first.value;
  return {
    verdict: 'worse',
    sign: { quality, seen, usual: baseline.median, limit, basis: baseline.basis },
    sinceMs: first.atMs,
  };
}
