import { isWhole } from '@/components/sources/judge-source';
import type { Source } from '@/lib/api/contracts/sources';

/**
 * Why a list has no rows. `never-connected`: there is no source. `no-source`: none can hold what is asked for.
 * `first-read`: every source still awaits its first read. `no-match`: filters let nothing through. `unreadable`: sources
 * are missing, so emptiness proves nothing. `empty`: all sources are whole and there is nothing.
 */
export type EmptyReason = 'never-connected' | 'no-source' | 'first-read' | 'no-match' | 'unreadable' | 'empty';

/** Decides why there are no rows. */
export function judgeEmpty(sources: readonly Source[], filterCount: number): EmptyReason {
  if (sources.length === 0) return filterCount > 0 ? 'no-source' : 'never-connected';
  if (sources.every((source) => source.freshness === 'never' && source.gaps.length === 0)) return 'first-read';
  if (filterCount > 0) return 'no-match';
  return sources.every(isWhole) ? 'empty' : 'unreadable';
}
