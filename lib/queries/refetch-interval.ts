import type { Source } from '@/lib/api/contracts/sources';

const firstReadMs = 5_000;
const leastMs = 15_000;
const mostMs = 300_000;

/**
 * How often to ask again for facts of these sources, in milliseconds: at the shortest collection interval, between
 * 15 s and 5 min; every 5 s while one that runs has not been read for the first time.
 */
export function toRefetchInterval(sources: readonly Source[] | undefined): number {
  const running = sources?.filter((source) => !source.paused) ?? [];
  if (running.some((source) => source.freshness === 'never')) return firstReadMs;
  const shortest = Math.min(...running.map((source) => source.intervalMs), mostMs);
  return Math.max(leastMs, shortest);
}
