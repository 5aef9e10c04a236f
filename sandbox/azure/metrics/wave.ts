import { dayMs } from '../../world/azure/plan/plan';
import { drawsOf } from '../../world/draws';

export interface WaveShape {
  low: number;
  high: number;
}

/** Measurements fail now and then: about one in a hundred leaves no value. */
const missing = 0.01;

/** A measured value that swings over the day between `low` and `high`, with noise; the same for the same key and time. */
export function wave(key: string, { low, high }: WaveShape): (at: Date) => number | null {
  const phase = drawsOf('azure-wave', key).fraction();
  return (at) => {
    const draws = drawsOf('azure-sample', key, at.getTime());
    if (draws.chance(missing)) return null;
    const swing = 0.5 + 0.5 * Math.sin(2 * Math.PI * (at.getTime() / dayMs + phase));
    const share = Math.min(1, Math.max(0, 0.15 + 0.6 * swing + 0.25 * draws.fraction()));
    return low + (high - low) * share;
  };
}

/** A value that hardly ever changes. */
export function steady(key: string, value: number): (at: Date) => number | null {
  return withLosses(key, () => value);
}

/** What is measured, but for the measurements that fail. */
export function withLosses(key: string, sample: (at: Date) => number | null): (at: Date) => number | null {
  return (at) => (drawsOf('azure-sample', key, at.getTime()).chance(missing) ? null : sample(at));
}

/** A wave cut to whole numbers, as counters count. */
export function wholeWave(key: string, shape: WaveShape): (at: Date) => number | null {
  const sample = wave(key, shape);
  return (at) => {
    const value = sample(at);
    return value === null ? null : Math.round(value);
  };
}
