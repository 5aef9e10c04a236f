import type { MetricWindow } from '../../contract/provider';

/** How far apart the points of a series are, in milliseconds: at whole minutes, whenever a read begins. */
export const stepMs = 60_000;
/** Points of one query: 40,000 series of them stay below what an answer may hold, and 11,000 is what a server allows. */
export const pointsAtOnce = 30;

/** The first and the last moment of one query, both included, on whole steps. */
export interface QueryWindow {
  start: Date;
  end: Date;
}

/** The whole steps within a window, a query's worth at a time. None where no step falls into it. */
export function planWindows({ from, to }: MetricWindow): QueryWindow[] {
  const first = Math.ceil(from.getTime() / stepMs) * stepMs;
  const last = Math.ceil(to.getTime() / stepMs) * stepMs - stepMs;
  const windows: QueryWindow[] = [];
  for (let start = first; start <= last; start += pointsAtOnce * stepMs) {
    const end = Math.min(last, start + (pointsAtOnce - 1) * stepMs);
    windows.push({ start: new Date(start), end: new Date(end) });
  }
  return windows;
}
