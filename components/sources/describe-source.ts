import type { Source } from '@/lib/api/contracts/sources';
import { faultWords } from '@/lib/format/provider-words';
import { isWhole } from './judge-source';

type Gap = Source['gaps'][number];

/** Where a gap is, as narrow as it says: `in eu-central-1 of 222233334444`, `in eu-central-1`; empty for all of it. */
function toPlace({ account, region: told }: Gap): string {
  // What stands in no region stands in “global”, which as a place says nothing.
  const region = told === 'global' ? undefined : told;
  if (region && account) return ` in ${region} of ${account}`;
  if (region) return ` in ${region}`;
  if (account) return ` in ${account}`;
  return '';
}

/**
 * Why a source is not whole, in a few words: `throttled in eu-central-1, and 2 more, retrying 14:05 UTC`.
 * Null when nothing is missing. `formatClock` writes an ISO 8601 instant as a time of day.
 */
export function describeSource(source: Source, formatClock: (instant: string) => string): string | null {
  if (isWhole(source)) return null;
  const [gap, ...others] = source.gaps;
  const parts = [
    gap ? `${faultWords[gap.fault]}${toPlace(gap)}` : toAgeWords(source, formatClock),
    ...(others.length > 0 ? [`and ${others.length} more`] : []),
    ...(gap && (source.freshness === 'expired' || source.freshness === 'stale')
      ? [toAgeWords(source, formatClock)]
      : []),
    ...toNext(source, formatClock),
  ];
  return parts.join(', ');
}

function toAgeWords(source: Source, formatClock: (instant: string) => string): string {
  if (source.lastReadAt === null) return 'not read yet';
  return `last read ${formatClock(source.lastReadAt)}`;
}

function toNext(source: Source, formatClock: (instant: string) => string): string[] {
  if (source.paused) return ['paused'];
  return source.nextDueAt === null ? [] : [`retrying ${formatClock(source.nextDueAt)}`];
}

/** A source that is not whole, and why. */
export interface MissingSource {
  /** Unique among the sources. */
  id: string;
  name: string;
  reason: string;
}

/** The sources that are not whole, each with its reason. */
export function listMissing(sources: readonly Source[], formatClock: (instant: string) => string): MissingSource[] {
  return sources.flatMap((source) => {
    const reason = describeSource(source, formatClock);
    if (reason === null) return [];
    return [{ id: `${source.connectionId} ${source.capability}`, name: source.connectionName, reason }];
  });
}

/**
 * What is missing over several sources: `3 of 4 sources complete; Factory AWS: throttled, retrying 14:05 UTC`.
 * Null when all are whole, or when there is none.
 */
export function describeMissing(sources: readonly Source[], formatClock: (instant: string) => string): string | null {
  const missing = listMissing(sources, formatClock);
  if (missing.length === 0) return null;
  const whole = sources.length - missing.length;
  const reasons = missing.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return `${whole} of ${sources.length} ${sources.length === 1 ? 'source' : 'sources'} complete; ${reasons}`;
}
