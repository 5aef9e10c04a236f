import type { Source } from '@/lib/api/contracts/sources';
import { resourceKinds } from '@/lib/domain/resource';
import { canBeCritical, judgeKind, type KindTally } from '@/lib/domain/site/kind-health';
import { type HealthStatus, healthPrecedence } from '@/lib/domain/status';
import { countKind, nameMany } from './kind-words';
import type { SiteSum } from './sum-inventory';

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
    ...judgeKinds(site),
    ...sources.flatMap((source) => judgeReading(site, source)),
    ...judgeExpired(site),
  ];
  const known = new Map(findings.map((finding) => [finding.reason, finding]));
  return [...known.values()].sort((left, right) => rankHealth(left.status) - rankHealth(right.status));
}

/** The place of a status among those that a roll-up chooses from: 0 is the worst. */
export function rankHealth(status: HealthStatus): number {
  return healthPrecedence.indexOf(status);
}

function judgeKinds({ kinds }: SiteSum): SiteFinding[] {
  return [...kinds].flatMap(([kind, tally]) => {
    const status = judgeKind(kind, tally);
    return status === 'healthy' ? [] : [{ status, reason: explainTally(kind, tally), leavesOut: false }];
  });
}

function explainTally(kind: string, { present, failed, degraded, unknown }: KindTally): string {
  const parts = [
    { count: failed, word: 'failed' },
    { count: degraded, word: 'degraded' },
    { count: unknown, word: 'in no known state' },
  ].filter(({ count }) => count > 0);
  return parts
    .map(({ count, word }, index) => `${count}${index === 0 ? ` of ${countKind(kind, present)}` : ''} ${word}`)
    .join(', ');
}

function judgeExpired({ expired }: SiteSum): SiteFinding[] {
  const reason = `${countKind('resource', expired)} not seen for too long`;
  return expired === 0 ? [] : [{ status: 'unknown', reason, leavesOut: false }];
}

/** What a source's age and unended listings say of a site; nothing when the site is not read through it. */
function judgeReading(site: SiteSum, source: Source): SiteFinding[] {
  const { connectionId, connectionName: name, freshness, gaps } = source;
  const own = [...site.places.values()].filter((place) => place.connectionId === connectionId);
  if (own.length === 0) return [];
  if (freshness === 'expired' || freshness === 'never')
    return [{ status: 'unknown', reason: `${name} tells nothing now`, leavesOut: true }];
  const touching = gaps.filter(
    ({ account, region, detailOnly }) =>
      !detailOnly &&
      own.some(
        (place) =>
          (account === undefined || account === place.account) && (region === undefined || region === place.region),
      ),
  );
  const findings = touching.map(({ subject }) => judgeGap(name, subject));
  if (freshness !== 'stale') return findings;
  return [...findings, { status: 'warning', reason: `${name} is behind with its reads`, leavesOut: false }];
}

/** A listing that did not end leaves a site unknown where what it does not name could make the site critical. */
function judgeGap(name: string, subject: string | undefined): SiteFinding {
  const kind = resourceKinds.find((each) => each === subject);
  if (kind === undefined) return { status: 'unknown', reason: `${name} is read in part`, leavesOut: true };
  const many = nameMany(kind);
  const reason = `${many.charAt(0).toUpperCase()}${many.slice(1)} of ${name} are read in part`;
  return { status: canBeCritical(kind) ? 'unknown' : 'warning', reason, leavesOut: true };
}
