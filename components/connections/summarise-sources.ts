import type { Source } from '@/lib/api/contracts/sources';

/** The source that a connection's resources come from; null when it has none. */
export function findInventory(sources: readonly Source[]): Source | null {
  return sources.find(({ capability }) => capability === 'inventory') ?? null;
}

/** What else a connection reads and is not fresh: each would be missed somewhere. */
export function findBehind(sources: readonly Source[]): Source[] {
  return sources.filter(({ capability, freshness }) => capability !== 'inventory' && freshness !== 'fresh');
}

/** When the next read is due, of any source, as ISO 8601; null when none is planned. */
export function findNextDue(sources: readonly Source[]): string | null {
  const due = sources.flatMap((source) => (source.paused || source.nextDueAt === null ? [] : [source.nextDueAt]));
  return due.toSorted().at(0) ?? null;
}
