import type { CostPoint } from './cost-point';
import { toEstimate } from './statistics';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 5);

/** The day so many days after Monday 5 January 2026. */
export const dayAt = (index: number) => new Date(start + index * dayMs).toISOString().slice(0, 10);

/** Settled days from values, in units of the currency; null: not known. */
export function toPoints(values: readonly (number | null)[]): CostPoint[] {
  return values.map((value, index) => ({
    from: dayAt(index),
    to: dayAt(index),
    amount: value === null ? null : toEstimate(value),
    isSettled: true,
  }));
}

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
export function newRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A draw from the normal distribution with deviation 1. */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
