import type { Source } from '@/lib/api/contracts/sources';
import { resourceKinds } from '@/lib/domain/resource';
import { canBeCritical, judgeKind, type KindTally } from '@/lib/domain/site/kind-health';
import { type HealthStatus, healthPrecedence } from '@/lib/domain/status';
import { countKind, nameMany } from './kind-words';
import type { Place, SiteSum } from './sum-inventory';

/** One thing that keeps a site from being healthy. */
export interface SiteFinding {
  status: HealthStatus;
  /** In a few words: `12 of 40 cluster nodes failed`. */
  reason: string;
  /** Whether more may stand at the site than is told. */
  leavesOut: boolean;
}

/** What keeps a site from being healthy, the worst first: what stands there, and what of it cannot be read. */
export function judgeSite(site: SiteSum, sources: readonly Source[]): SiteFinding[] {
  const findings = [
    ...judgeKinds(site).map(({ kind: _, ...finding }) => finding),
    ...sources.flatMap((source) => judgeReading(site, source).map(({ subject: _, ...finding }) => finding)),
    ...judgeExpired(site),
  ];
  const known = new Map(findings.map((finding) => [finding.reason, finding]));
  return [...known.values()].sort((left, right) => rankHealth(left.status) - rankHealth(right.status));
}

/** The place of a status among those that a roll-up chooses from: 0 is the worst. */
export function rankHealth(status: HealthStatus): number {
  return healthPrecedence.indexOf(status);
}

/** What is wrong with what stands there, by kind. */
export function judgeKinds({ kinds }: Pick<SiteSum, 'kinds'>): (SiteFinding & { kind: string })[] {
  return [...kinds].flatMap(([kind, tally]) => {
    const status = judgeKind(kind, tally);
    const reason = explainTally(tally, (count) => countKind(kind, count));
    return status === 'healthy' ? [] : [{ kind, status, reason, leavesOut: false }];
  });
}

/** `12 of 40 cluster nodes failed, 3 degraded`. `count` names a number of them: `40 cluster nodes`. */
export function explainTally(
  { present, failed, degraded, unknown }: KindTally,
  count: (present: number) => string,
): string {
  const parts = [
    { count: failed, word: 'failed' },
    { count: degraded, word: 'degraded' },
    { count: unknown, word: 'in no known state' },
  ].filter(({ count }) => count > 0);
  return parts
    .map(({ count: many, word }, index) => `${many}${index === 0 ? ` of ${count(present)}` : ''} ${word}`)
    .join(', ');
}

function judgeExpired({ expired }: SiteSum): SiteFinding[] {
  const reason = `${countKind('resource', expired)} not seen for too long`;
  return expired === 0 ? [] : [{ status: 'unknown', reason, leavesOut: false }];
}

/** What a source's age and unended listings say of a site; nothing when the site is not read through it. */
export function judgeReading(
  { places }: Pick<SiteSum, 'places'>,
  source: Source,
): (SiteFinding & { subject?: string })[] {
  const { connectionId, connectionName: name, freshness } = source;
  const own = [...places.values()].filter((place) => place.connectionId === connectionId);
  if (own.length === 0) return [];
  if (freshness === 'expired' || freshness === 'never')
    return [{ status: 'unknown', reason: `${name} tells nothing now`, leavesOut: true }];
  const findings = toTouchingGaps(own, source).map(({ subject }) => ({ ...judgeGap(name, subject), subject }));
  if (freshness !== 'stale') return findings;
  return [...findings, { status: 'warning', reason: `${name} is behind with its reads`, leavesOut: false }];
}

/** The gaps of a source that may hold something of these places, details left out. */
export function toTouchingGaps(places: readonly Place[], { gaps }: Pick<Source, 'gaps'>): Source['gaps'] {
  return gaps.filter(
    ({ account, region, detailOnly }) =>
      !detailOnly &&
      places.some(
        (place) =>
          (account === undefined || account === place.account) && (region === undefined || region === place.region),
      ),
  );
}

/** A listing that did not end leaves a site unknown where what it does not name could make the site critical. */
function judgeGap(name: string, subject: string | undefined): SiteFinding {
  const kind = resourceKinds.find((each) => each === subject);
  if (kind === undefined) return { status: 'unknown', reason: `${name} is read in part`, leavesOut: true };
  const many = nameMany(kind);
  const reason = `${many.charAt(0).toUpperCase()}${many.slice(1)} of ${name} are read in part`;
  return { status: canBeCritical(kind) ? 'unknown' : 'warning', reason, leavesOut: true };
}
