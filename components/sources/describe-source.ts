import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';
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
  /** The connection's. */
  name: string;
  capability: Source['capability'];
  /** Sources of other capabilities stand beside it, so that its connection alone does not name it. */
  isOfSeveral: boolean;
  reason: string;
}

/** Whether sources are of several kinds of facts. */
function isOfSeveralKinds(sources: readonly Source[]): boolean {
  return new Set(sources.map(({ capability }) => capability)).size > 1;
}

/**
 * How many sources there are: `21 sources`, or `5 inventory sources` where all are of one kind. A source is one kind of facts
 * that a connection reads, wherever they are counted.
 */
export function countSources(sources: readonly Source[]): string {
  const [first] = sources;
  return formatQuantity(
    sources.length,
    first === undefined || isOfSeveralKinds(sources) ? 'source' : `${first.capability} source`,
  );
}

/** Missing sources by connection, with their kinds where there are several: `AWS (inventory and metrics) and Azure`. */
export function nameMissing(missing: readonly MissingSource[]): string {
  const byName = Map.groupBy(missing, ({ name }) => name);
  return list.format(
    [...byName].map(([name, ones]) =>
      ones.some(({ isOfSeveral }) => isOfSeveral)
        ? `${name} (${list.format(ones.map(({ capability }) => capability))})`
        : name,
    ),
  );
}

const list = new Intl.ListFormat('en-GB');

/** The sources that are not whole, each with its reason. */
export function listMissing(sources: readonly Source[], formatClock: (instant: string) => string): MissingSource[] {
  const isOfSeveral = isOfSeveralKinds(sources);
  return sources.flatMap((source) => {
    const reason = describeSource(source, formatClock);
    if (reason === null) return [];
    const { connectionId, connectionName: name, capability } = source;
    return [{ id: `${connectionId} ${capability}`, name, capability, isOfSeveral, reason }];
  });
}

/** A missing source by its connection, with its kind where there are others: `Factory AWS metrics`. */
export function nameSource({ name, capability, isOfSeveral }: MissingSource): string {
  return isOfSeveral ? `${name} ${capability}` : name;
}

/**
 * What is missing over several sources: `3 of 4 inventory sources complete; Factory AWS: throttled, retrying 14:05 UTC`.
 * Null when all are whole, or when there is none.
 */
export function describeMissing(sources: readonly Source[], formatClock: (instant: string) => string): string | null {
  const missing = listMissing(sources, formatClock);
  if (missing.length === 0) return null;
  const whole = sources.length - missing.length;
  const reasons = missing.map((one) => `${nameSource(one)}: ${one.reason}`).join('; ');
  return `${whole} of ${countSources(sources)} complete; ${reasons}`;
}
