import type { UnknownWhy } from '@/lib/analytics/gpus/fleet/device-use';
import type { Source } from '@/lib/api/contracts/sources';
import { kindsWithDevices } from '@/lib/domain/gpu/device-kinds';
import type { ResourceKind } from '@/lib/domain/resource';
import { judgeGpus, judgeLinks, type KindTally } from '@/lib/domain/site/kind-health';
import { type KindPart, partOfKind, tellingKinds } from '@/lib/domain/site/part-of-kind';
import { type PartBasis, type PartPresence, type SitePart, siteParts } from '@/lib/domain/site/site-part';
import { type HealthStatus, rollUpHealth } from '@/lib/domain/status';
import {
  explainTally,
  judgeKinds,
  judgeReading,
  rankHealth,
  type SiteFinding,
  toTouchingGaps,
} from '@/lib/views/overview/judge-site';
import { countKind } from '@/lib/views/overview/kind-words';
import type { SiteSum } from '@/lib/views/overview/sum-inventory';
import { isMissing } from '@/lib/views/sources/visible-sources';
import { listsAny } from './lists-any';
import type { SiteGpus } from './sum-site-gpus';
import type { SiteLinks } from './sum-site-links';

/** What is known of one site. */
export interface SiteFacts {
  /** What stands there, by provider. */
  rows: readonly SiteSum[];
  /** Inventories and metrics that are read of it, gaps that concern other places included. */
  sources: readonly Source[];
  gpus: SiteGpus;
  links: SiteLinks;
}

/** How one part of a site stands. */
export interface JudgedPart {
  part: SitePart;
  presence: PartPresence;
  /** Null: the site has no such part. */
  status: HealthStatus | null;
  /** The worst first. */
  findings: readonly Pick<SiteFinding, 'status' | 'reason'>[];
  basis: PartBasis;
  tallies: readonly (KindTally & { kind: string })[];
  /** What it rests on. */
  sources: readonly Source[];
  /** Whether the whole site hangs on it: nothing hangs on what no source could ever tell of. */
  counts: boolean;
}

const deviceKinds: readonly ResourceKind[] = kindsWithDevices;

/** Why GPUs are in no known state. */
const whyWords: Record<UnknownWhy, string> = {
  unlisted: 'the machines have not been listed for too long',
  unjudged: 'none is judged yet',
  unmeasured: 'nothing is measured now',
  frozen: 'the source repeats old values',
  untold: 'what is measured does not tell whether they are well',
  torn: 'not all that was measured could be read',
};

const partWords: Record<SitePart, string> = {
  'control-plane': 'clusters or edge sites',
  'data-plane': 'machines or networks',
  gpus: 'machines with GPUs',
  storage: 'storage',
  sources: 'anything',
};

/** How each part of a site stands, in the order they are told. */
export function judgeParts(facts: SiteFacts): JudgedPart[] {
  return siteParts.map((part) => {
    if (part === 'gpus') return judgeGpuPart(facts);
    return part === 'sources' ? judgeSources(facts) : judgeKindPart(facts, part);
  });
}

/** The whole of a site from its parts. */
export function judgeWhole(parts: readonly JudgedPart[]): HealthStatus {
  return rollUpHealth(parts.flatMap(({ counts, status }) => (counts && status !== null ? [status] : [])));
}

function judgeKindPart(facts: SiteFacts, part: KindPart): JudgedPart {
  const { rows, sources, links } = facts;
  const isOfPart = (kind: string) => partOfKind(kind) === part;
  const hasLinks = part === 'data-plane' && links.tally.present + links.disabled > 0;
  const telling: readonly ResourceKind[] = tellingKinds[part];
  const isListed = rows.some(({ listed }) => telling.some((kind) => listed.of(kind) !== undefined));
  const findings = [
    ...rows.flatMap(judgeKinds).filter(({ kind }) => isOfPart(kind)),
    ...rows.flatMap(({ expiredKinds }) =>
      expiredKinds.entries().flatMap(([kind, count]) => (isOfPart(kind) ? [toExpired(kind, count)] : [])),
    ),
    ...rows.flatMap((row) =>
      sources
        .filter(({ capability }) => capability === 'inventory')
        .flatMap((source) => judgeReading(row, source))
        .filter(({ subject }) => subject !== undefined && isOfPart(subject)),
    ),
    ...(hasLinks ? judgeLinkTally(links) : []),
  ];
  if (!isListed && !hasLinks && findings.length === 0) return judgeAbsence(facts, part, telling);
  const own = sources.filter(
    ({ capability, provider }) =>
      (capability === 'inventory' && listsAny(provider, telling)) || (capability === 'metrics' && hasLinks),
  );
  const tallies = sumTallies(rows).filter(({ kind }) => isOfPart(kind));
  return toPart(part, {
    findings,
    basis: 'derived',
    tallies: hasLinks ? [...tallies, { kind: 'link', ...links.tally }] : tallies,
    sources: own,
  });
}

function judgeGpuPart(facts: SiteFacts): JudgedPart {
  const { gpus, sources } = facts;
  const { present } = gpus.tally;
  if (present === 0 && gpus.uncounted === 0) return judgeAbsence(facts, 'gpus', deviceKinds);
  const status = judgeGpus(gpus.tally);
  const tallied = explainTally(gpus.tally, (count) => `${count} ${count === 1 ? 'GPU' : 'GPUs'}`);
  const whys = gpus.unknownWhys.map(({ why, count }) =>
    gpus.unknownWhys.length === 1 ? whyWords[why] : `of ${count} ${whyWords[why]}`,
  );
  const reason = whys.length === 0 ? tallied : `${tallied} (${whys.join('; ')})`;
  const findings = status === 'healthy' ? [] : [{ status, reason }];
  if (gpus.uncounted > 0) {
    const machines = gpus.uncounted === 1 ? 'a machine' : `${gpus.uncounted} machines`;
    findings.push({
      status: present === 0 ? 'unknown' : 'warning',
      reason: `GPUs of ${machines} are not counted`,
    });
  }
  return toPart('gpus', {
    findings,
    basis: 'measured',
    tallies: [{ kind: 'gpu', ...gpus.tally }],
    sources: sources.filter(({ connectionId }) => gpus.connections.has(connectionId)),
  });
}

/** How old what is told is, and what is missing of it. */
function judgeSources({ rows, sources }: SiteFacts): JudgedPart {
  const findings = [
    ...sources.flatMap((source) =>
      source.capability === 'inventory' ? rows.flatMap((row) => judgeReading(row, source)) : judgeMetrics(rows, source),
    ),
    ...(sources.length === 0 ? [{ status: 'unknown' as const, reason: 'No source tells of it' }] : []),
  ];
  return toPart('sources', { findings, basis: 'measured', tallies: [], sources });
}

function judgeMetrics(rows: readonly SiteSum[], source: Source): Pick<SiteFinding, 'status' | 'reason'>[] {
  const { connectionId, connectionName: name, freshness } = source;
  if (freshness === 'expired' || freshness === 'never')
    return [{ status: 'unknown', reason: `Metrics of ${name} tell nothing now` }];
  const places = rows.flatMap((row) => [...row.places.values()].filter((place) => place.connectionId === connectionId));
  const isInPart =
    places.length === 0
      ? source.gaps.some(
          ({ account, region, detailOnly }) => !detailOnly && account === undefined && region === undefined,
        )
      : toTouchingGaps(places, source).length > 0;
  return [
    ...(isInPart ? [{ status: 'warning' as const, reason: `Metrics of ${name} are read in part` }] : []),
    ...(freshness === 'stale' ? [{ status: 'warning' as const, reason: `Metrics of ${name} are behind` }] : []),
  ];
}

/**
 * A part of which nothing is listed: it is not there where every listing that could tell ended; unknown where one did not;
 * untold, and nothing that the site hangs on, where no source that is read of it lists such things.
 */
function judgeAbsence({ rows, sources }: SiteFacts, part: SitePart, kinds: readonly ResourceKind[]): JudgedPart {
  const asked = sources.filter(({ capability, provider }) => capability === 'inventory' && listsAny(provider, kinds));
  const places = rows.flatMap((row) => [...row.places.values()]);
  const missing = asked.filter((source) => {
    const own = places.filter(({ connectionId }) => connectionId === source.connectionId);
    const gaps = toTouchingGaps(own, source).filter(({ subject }) => kinds.some((kind) => mayBe(subject, kind)));
    return isMissing({ ...source, gaps });
  });
  const absent = { part, tallies: [], sources: asked };
  if (asked.length > 0 && missing.length === 0)
    return { ...absent, presence: 'none', status: null, findings: [], basis: 'derived', counts: false };
  const reason =
    asked.length === 0
      ? `No source that is read of it lists ${partWords[part]}`
      : `Whether it has ${partWords[part]} cannot be told: ${missing.map(({ connectionName }) => connectionName).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not read whole`;
  return {
    ...absent,
    presence: 'untold',
    status: 'unknown',
    findings: [{ status: 'unknown', reason }],
    basis: 'unknown',
    counts: asked.length > 0,
  };
}

function mayBe(subject: string | undefined, kind: string): boolean {
  return subject === undefined || subject === kind;
}

function judgeLinkTally({ tally, downWithSpare, lostSpares }: SiteLinks): Pick<SiteFinding, 'status' | 'reason'>[] {
  const status = judgeLinks(tally);
  if (status === 'healthy') return [];
  const others = tally.degraded - downWithSpare - lostSpares;
  const parts = [
    { count: tally.failed, word: 'down, and nothing stands in' },
    { count: downWithSpare, word: 'down while a spare carries' },
    { count: lostSpares, word: 'without a spare left' },
    { count: others, word: 'degraded' },
    { count: tally.unknown, word: 'in no known state' },
  ].filter(({ count }) => count > 0);
  const reason = parts
    .map(({ count, word }, index) => `${count}${index === 0 ? ` of ${tally.present} links` : ''} ${word}`)
    .join(', ');
  return [{ status, reason }];
}

function toExpired(kind: string, count: number): Pick<SiteFinding, 'status' | 'reason'> {
  return { status: 'unknown', reason: `${countKind(kind, count)} not seen for too long` };
}

function sumTallies(rows: readonly SiteSum[]): (KindTally & { kind: string })[] {
  const sums = new Map<string, KindTally & { kind: string }>();
  for (const { kinds } of rows)
    for (const [kind, { present, failed, degraded, unknown }] of kinds) {
      const sum = sums.get(kind) ?? { kind, present: 0, failed: 0, degraded: 0, unknown: 0 };
      sums.set(kind, sum);
      sum.present += present;
      sum.failed += failed;
      sum.degraded += degraded;
      sum.unknown += unknown;
    }
  return [...sums.values()].sort((left, right) => right.present - left.present);
}

function toPart(
  part: SitePart,
  { findings, basis, tallies, sources }: Pick<JudgedPart, 'findings' | 'tallies' | 'sources'> & { basis: PartBasis },
): JudgedPart {
  const known = new Map(findings.map(({ status, reason }) => [reason, { status, reason }]));
  const sorted = [...known.values()].sort((left, right) => rankHealth(left.status) - rankHealth(right.status));
  const status = sorted[0]?.status ?? 'healthy';
  return {
    part,
    presence: 'present',
    status,
    findings: sorted,
    basis: status === 'unknown' ? 'unknown' : basis,
    tallies,
    sources,
    counts: true,
  };
}
