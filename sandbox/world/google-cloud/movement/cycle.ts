import type { Draws } from '../../draws';
import { epoch, minuteMs } from '../plan/plan';

/** Where a thing that comes and goes is in its present life. */
export interface Life {
  /** Counts the lives of this place. */
  generation: number;
  ageMs: number;
  lifetimeMs: number;
  bornAt: Date;
}

/** A place that is filled again and again; the answer is the life under way at `now`, or lately ended. */
export function cycle(draws: Draws, { hours, share }: { hours: [number, number]; share: [number, number] }) {
  const periodMs = draws.integer(hours[0] * 60, hours[1] * 60) * minuteMs;
  const phaseMs = draws.integer(0, hours[1] * 60) * minuteMs;
  const lifetimeMs = Math.round((periodMs * (share[0] + draws.fraction() * (share[1] - share[0]))) / 1000) * 1000;
  return {
    periodMs,
    at(now: Date): Life {
      const sinceMs = now.getTime() - epoch.getTime() - phaseMs;
      const generation = Math.floor(sinceMs / periodMs);
      const ageMs = sinceMs - generation * periodMs;
      return { generation, ageMs, lifetimeMs, bornAt: new Date(now.getTime() - ageMs) };
    },
  };
}
