import { epoch } from '../aws/plan/plan';
import { drawsOf } from '../draws';

/** A value that swings round a middle, the same at the same moment. */
export type Wave = (ms: number) => number;

/** A wave between `low` and `high` with a period and phase of its own and a little unrest. */
export function wave(seed: string, key: string, low: number, high: number): Wave {
  const draws = drawsOf(seed, 'wave', key);
  const [periodMs, phase] = [draws.integer(40, 260) * 60_000, draws.fraction() * 2 * Math.PI];
  const middle = (low + high) / 2;
  const reach = (high - low) / 2;
  return (ms) => {
    const slow = Math.sin((ms / periodMs) * 2 * Math.PI + phase);
    const quick = Math.sin((ms / 97_000) * 2 * Math.PI + phase * 3);
    return middle + reach * (0.85 * slow + 0.15 * quick);
  };
}

/** A counter that grows by `perSecond` on average, sometimes faster, never backwards, since before the epoch. */
export function counter(seed: string, key: string, perSecond: number): Wave {
  const draws = drawsOf(seed, 'counter', key);
  const periodSeconds = draws.integer(1800, 9000);
  const phase = draws.fraction() * 2 * Math.PI;
  const startSeconds = draws.integer(3, 60) * 86_400;
  const turn = (2 * Math.PI) / periodSeconds;
  return (ms) => {
    const seconds = (ms - epoch.getTime()) / 1000 + startSeconds;
    return perSecond * (seconds + (0.6 / turn) * (Math.cos(phase) - Math.cos(turn * seconds + phase)));
  };
}

/** A number for each bound, fixed by the seed. */
export function constant(seed: string, key: string, low: number, high: number): number {
  return drawsOf(seed, 'constant', key).integer(low, high);
}
