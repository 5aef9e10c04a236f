import { epoch, hourMs, minuteMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';

/** When something holds: all the time since an instant, or for a while that comes round. Times in milliseconds. */
export type Schedule =
  | { kind: 'always'; sinceMs: number }
  | { kind: 'recurring'; periodMs: number; firstMs: number; lengthMs: number };

/** One stretch of time; `toMs` null: it has no end. */
export interface Stretch {
  fromMs: number;
  toMs: number | null;
}

const dayMs = 24 * hourMs;

/** When a scripted thing holds, for a seed. */
export type Timing = (seed: string) => Schedule;

/** For good, since some hours before the epoch. */
export const forGood =
  (hours: number): Timing =>
  () => ({ kind: 'always', sinceMs: epoch.getTime() - hours * hourMs });

/** Every day at the same time (UTC). */
export const everyDayAt =
  (hour: number, minute: number, minutes: number): Timing =>
  () => ({
    kind: 'recurring',
    periodMs: dayMs,
    firstMs: epoch.getTime() + (hour * 60 + minute) * minuteMs,
    lengthMs: minutes * minuteMs,
  });

/** About every few hours, at a period and a phase that the seed draws from a path. */
export const comingRound =
  (path: readonly string[], { everyHours, minutes }: { everyHours: number; minutes: number }): Timing =>
  (seed) => {
    const draws = drawsOf(seed, ...path);
    const periodMs = Math.round(everyHours * (0.8 + draws.fraction() * 0.4) * 60) * minuteMs;
    const phaseMs = draws.integer(0, everyHours * 60) * minuteMs;
    return { kind: 'recurring', periodMs, firstMs: epoch.getTime() + phaseMs, lengthMs: minutes * minuteMs };
  };

/** The stretch that an instant lies in; null when it lies in none. */
export function stretchAt(schedule: Schedule, ms: number): Stretch | null {
  if (schedule.kind === 'always') return ms >= schedule.sinceMs ? { fromMs: schedule.sinceMs, toMs: null } : null;
  const latest = latestBegin(schedule, ms);
  return ms < latest + schedule.lengthMs ? { fromMs: latest, toMs: latest + schedule.lengthMs } : null;
}

/** Every stretch that has a part in a span of time, oldest first. */
export function stretchesIn(schedule: Schedule, fromMs: number, toMs: number): Stretch[] {
  if (schedule.kind === 'always') return schedule.sinceMs < toMs ? [{ fromMs: schedule.sinceMs, toMs: null }] : [];
  const stretches: Stretch[] = [];
  const { periodMs, lengthMs } = schedule;
  for (let begin = latestBegin(schedule, fromMs); begin < toMs; begin += periodMs)
    if (begin + lengthMs > fromMs) stretches.push({ fromMs: begin, toMs: begin + lengthMs });
  return stretches;
}

/** When a stretch last began, at an instant or before it. */
function latestBegin({ periodMs, firstMs }: Extract<Schedule, { kind: 'recurring' }>, ms: number): number {
  return firstMs + Math.floor((ms - firstMs) / periodMs) * periodMs;
}
