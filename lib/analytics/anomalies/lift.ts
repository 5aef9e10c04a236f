import type { UsualStep } from './foretell';
import type { OutStep } from './out-step';
import { median } from './statistics';

/**
 * History as it would have been at the level that a run of steps moved to, with the run after it. By a factor where that
 * tells the run better than a sum, as when twice as many machines run on every day of the week.
 */
export function liftTo(usual: readonly UsualStep[], run: readonly OutStep[]): UsualStep[] {
  const sum = median(run.map(({ value, foretold }) => value - foretold.middle));
  const hasFactor = run.every(({ value, foretold }) => value > 0 && foretold.middle > 0);
  const factor = hasFactor ? median(run.map(({ value, foretold }) => value / foretold.middle)) : 1;
  const missed = (tell: (middle: number) => number) =>
    run.reduce((off, { value, foretold }) => off + Math.abs(value - tell(foretold.middle)), 0);
  const byFactor = (value: number) => value * factor;
  const bySum = (value: number) => value + sum;
  const move = hasFactor && missed(byFactor) < missed(bySum) ? byFactor : bySum;
  return [
    ...usual.map((step) => ({ ...step, value: move(step.value) })),
    ...run.map(({ index, season, value }) => ({ index, season, value })),
  ];
}
