import type { Source } from '@/lib/api/contracts/sources';
import type { WholeFleet } from './fleet-keeper';

/**
 * Sources as old as a fleet has them. What one told since the fleet was put together is not in it, so it is told with the
 * age, and to those who see everything with the gaps, of the read before.
 */
export function toSourcesOfFleet(
  sources: readonly Source[],
  fleet: Pick<WholeFleet, 'at' | 'sources'>,
  seesEverything: boolean,
): Source[] {
  const atMs = fleet.at.getTime();
  return sources.map((source) => {
    if (source.lastReadAt === null || Date.parse(source.lastReadAt) <= atMs) return source;
    const then = fleet.sources.find(
      ({ connectionId, capability }) => connectionId === source.connectionId && capability === source.capability,
    );
    if (then === undefined) return source;
    const { lastReadAt, lastCompleteAt, freshness } = then;
    // Of the gaps of then it is not known which lie within a bounded reach.
    const gaps = seesEverything ? then.gaps : source.gaps;
    return { ...source, lastReadAt, lastCompleteAt, freshness, gaps };
  });
}
