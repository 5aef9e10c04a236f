import type { Source } from '@/lib/api/contracts/sources';

const worstFirst = ['never', 'expired', 'stale', 'fresh'] as const satisfies Source['freshness'][];

/** The source a connection's age is told by: the worst off. Null when it has none. */
export function findWorstSource(sources: readonly Source[]): Source | null {
  for (const freshness of worstFirst) {
    const found = sources.find((source) => source.freshness === freshness);
    if (found) return found;
  }
  return null;
}

/** When the next read is due, of any source, as ISO 8601; null when none is planned. */
export function findNextDue(sources: readonly Source[]): string | null {
  const due = sources.flatMap((source) => (source.paused || source.nextDueAt === null ? [] : [source.nextDueAt]));
  return due.toSorted().at(0) ?? null;
}
