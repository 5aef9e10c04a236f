import type { Source } from '@/lib/api/contracts/sources';
import { toApiProblem } from './api-problem';

const whileArrivingMs = 5_000;
/** Facts read this recently may be the beginning of a read that still goes on. */
const arrivingForMs = 30_000;
const leastMs = 15_000;
const mostMs = 300_000;

/**
 * How often to ask again for facts of these sources, in milliseconds: at the shortest collection interval, between
 * 15 s and 5 min; every 5 s while facts of one that runs are arriving, or have yet to arrive for the first time.
 */
export function toRefetchInterval(sources: readonly Source[] | undefined, now: number = Date.now()): number {
  const running = sources?.filter((source) => !source.paused) ?? [];
  if (running.some((source) => isArriving(source, now))) return whileArrivingMs;
  const shortest = Math.min(...running.map((source) => source.intervalMs), mostMs);
  return Math.max(leastMs, shortest);
}

/**
 * How often to ask again for one thing, in milliseconds: never once the answer was that it does not exist, for it will not
 * come back under its id. Whatever else fails is asked for again.
 */
export function toRefetchIntervalOfOne(error: Error | null, intervalMs: number): number | false {
  return isGone(error) ? false : intervalMs;
}

/** Whether the answer was that there is no such thing. */
export function isGone(error: Error | null): boolean {
  return error !== null && toApiProblem(error).status === 404;
}

function isArriving({ lastReadAt }: Source, now: number): boolean {
  return lastReadAt === null || now - Date.parse(lastReadAt) < arrivingForMs;
}
