import { drawsOf } from '../draws';

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;
/** 2026-01-07, a Wednesday, at noon: the middle of a working week. */
const midweekMinute = Date.UTC(2026, 0, 7, 12) / 60_000;

/**
 * How much is carried at an instant against an average one: busier by day and in the week, with a flicker. The same
 * throughout a minute, so that whoever samples it gets the same.
 */
export type Rhythm = (ms: number) => number;

/** The rhythm of a load whose people live at a longitude. */
export function rhythmOf(seed: string, key: string, longitude: number): Rhythm {
  const draws = drawsOf(seed, 'link-rhythm', key);
  const [swing, weekSwing] = [0.28 + draws.fraction() * 0.17, 0.1 + draws.fraction() * 0.12];
  const peakMinute = (15 + draws.fraction() - 0.5 - longitude / 15) * 60;
  const flickerAt = flicker(seed, key);
  return (ms) => {
    const minutes = Math.floor(ms / 60_000);
    const day = Math.cos((2 * Math.PI * (minutes - peakMinute)) / dayMinutes) * swing;
    const week = Math.cos((2 * Math.PI * (minutes - midweekMinute)) / weekMinutes) * weekSwing;
    return (1 + day) * (1 + week) * (1 + 0.06 * flickerAt(ms));
  };
}

/** What looks like chance between -1 and 1, the same throughout a minute. */
export function flicker(seed: string, key: string): Rhythm {
  const salt = drawsOf(seed, 'link-flicker', key).integer(1, 2 ** 30);
  return (ms) => {
    const value = Math.floor(ms / 60_000) ^ salt;
    let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2147483648 - 1;
  };
}
