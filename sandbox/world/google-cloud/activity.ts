import { drawsOf } from '../draws';

const dayMinutes = 1440;

/**
 * How busy a link is at an instant, from 0 to 1: a level of its own, a daily swing and a flicker from minute to minute.
 * A few are idle. The same thing at the same minute is always as busy.
 */
export function activityOf(seed: string, key: string): (at: Date) => number {
  const draws = drawsOf(seed, 'google-cloud', 'activity', key);
  const isIdle = draws.chance(0.12);
  const level = isIdle ? 0.01 : 0.55 + draws.fraction() * 0.35;
  const phase = draws.fraction() * 2 * Math.PI;
  const swing = isIdle ? 0.005 : 0.08;
  const salt = draws.integer(1, 2 ** 30);
  return (at) => {
    const minute = Math.floor(at.getTime() / 60_000);
    const daily = Math.sin((2 * Math.PI * minute) / dayMinutes + phase) * swing;
    const flicker = (scatter(minute ^ salt) - 0.5) * swing;
    return Math.min(1, Math.max(0, level + daily + flicker));
  };
}

/** A number in [0, 1) that looks like chance and is not. */
function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}
