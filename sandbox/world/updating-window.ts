import { epoch, hourMs, minuteMs } from './aws/plan/plan';
import type { Draws } from './draws';

/**
 * A window that comes round about every `everyHours` and lasts `minutes`, at a phase of its own.
 * The answer is when the window now open began, or null when none is open.
 */
export function updatingWindow(draws: Draws, { everyHours, minutes }: { everyHours: number; minutes: number }) {
  const periodMs = Math.round(everyHours * (0.8 + draws.fraction() * 0.4) * 60) * minuteMs;
  const phaseMs = draws.integer(0, everyHours * 60) * minuteMs;
  return (now: Date): Date | null => {
    const sinceEpochMs = now.getTime() - epoch.getTime() - phaseMs;
    const openedMs = sinceEpochMs - Math.floor(sinceEpochMs / periodMs) * periodMs;
    return openedMs < minutes * minuteMs ? new Date(now.getTime() - openedMs) : null;
  };
}

/** The daily window that opens at `hour` UTC; same answer as `updatingWindow`. */
export function dailyWindow(hour: number, minutes: number) {
  return (now: Date): Date | null => {
    const openedMs = (((now.getTime() - hour * hourMs) % (24 * hourMs)) + 24 * hourMs) % (24 * hourMs);
    return openedMs < minutes * minuteMs ? new Date(now.getTime() - openedMs) : null;
  };
}
