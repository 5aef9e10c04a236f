import type { GpuFigure } from '@/lib/api/contracts/gpus';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import type { Source } from '@/lib/api/contracts/sources';
import { kindsOfWork, kindsWithDevices } from '@/lib/domain/gpu/device-kinds';
import { providerIds } from '@/lib/domain/provider';
import type { ResourceKind } from '@/lib/domain/resource';
import { unplacedSite } from '@/lib/domain/site/placement';
import { linkKinds } from '@/lib/store/links/read-kept-links';
import { rankHealth, toTouchingGaps } from '@/lib/views/overview/judge-site';
import type { SiteSum } from '@/lib/views/overview/sum-inventory';
import { isFloor, isMissing } from '@/lib/views/sources/visible-sources';
import type { DescribedSite } from './gather-sites';
import { type JudgedPart, judgeParts, judgeWhole, type SiteFacts } from './judge-parts';
import { listsAny } from './lists-any';

const reasonsShown = 5;

/** A site as a row of the list. `described`: what somebody said of it; undefined: nobody did. `gaps`: of what is measured of all sites. */
export function toStanding(
  name: string,
  facts: SiteFacts,
  { described, gaps, parts }: { described: DescribedSite | undefined; gaps: readonly string[]; parts?: JudgedPart[] },
): SiteStanding {
  const judged = parts ?? judgeParts(facts);
  const { rows, gpus, links } = facts;
  const floors = toSiteFloors(facts, gaps);
  const { failed, unknown } = links.tally;
  return {
    name,
    title: described?.title ?? null,
    country: described?.country ?? null,
    latitude: described?.latitude ?? null,
    longitude: described?.longitude ?? null,
    isUnplaced: name === unplacedSite,
    isDescribed: described !== undefined,
    providers: toProviders(rows),
    status: judgeWhole(judged),
    reasons: toReasons(judged),
    parts: judged.map((part) => ({ ...toPartStanding(part), reason: part.findings[0]?.reason ?? null })),
    resources: { value: rows.reduce((sum, { resources }) => sum + resources, 0), atLeast: floors.resources },
    gpus: {
      total: toFigure(gpus.sum.total, floors.gpus),
      active: toFigure(gpus.sum.active, floors.measured),
      failed: gpus.tally.failed,
      degraded: gpus.tally.degraded,
      healthUnknown: gpus.tally.unknown,
    },
    links: {
      total: { value: links.links.length, atLeast: floors.links },
      down: failed + links.downWithSpare,
      degraded: links.tally.degraded - links.downWithSpare - links.lostSpares,
      lostSpares: links.lostSpares,
      unknown,
    },
    oldestSourceAt: toOldest(facts.sources),
  };
}

/** What a part is told as, in the list and on the page. */
export function toPartStanding({ part, presence, status, basis, sources }: JudgedPart) {
  return { part, presence, status, basis, at: toOldest(sources) };
}

/** Which figures of a site may leave something out. */
export interface SiteFloors {
  resources: boolean;
  gpus: boolean;
  allocated: boolean;
  measured: boolean;
  links: boolean;
  work: boolean;
}

/** Which figures of a site miss something, since what tells of it is missing. Without any source everything does. */
export function toSiteFloors({ rows, sources, gpus }: SiteFacts, gaps: readonly string[]): SiteFloors {
  const own = sources.map((source) => withinPlaces(source, rows));
  const inventories = own.filter(({ capability }) => capability === 'inventory');
  const listing = (kinds: readonly ResourceKind[]) =>
    inventories
      .filter(({ provider }) => listsAny(provider, kinds))
      .map((source) => ({ ...source, gaps: source.gaps.filter(({ subject }) => mayBeOf(subject, kinds)) }));
  const resources = isFloor(inventories);
  const isOpen = (kinds: readonly ResourceKind[]) => inventories.length === 0 || listing(kinds).some(isMissing);
  const total = gpus.uncounted > 0 || isOpen(kindsWithDevices);
  const work = isOpen(kindsOfWork);
  const metrics = own.filter(({ capability }) => capability === 'metrics');
  return {
    resources,
    gpus: total,
    allocated: total || work,
    measured: total || gaps.length > 0 || (gpus.nodes.length > 0 && isFloor(metrics)),
    links: isOpen(linkKinds),
    work,
  };
}

export function toFigure({ value, unknown }: { value: number; unknown: number }, isFloor: boolean): GpuFigure {
  return { value, unknown, atLeast: isFloor || unknown > 0 };
}

/** A source with those of its gaps that concern the places where a site is read. */
function withinPlaces(source: Source, rows: readonly SiteSum[]): Source {
  const places = rows.flatMap((row) =>
    [...row.places.values()].filter(({ connectionId }) => connectionId === source.connectionId),
  );
  return places.length === 0 ? source : { ...source, gaps: toTouchingGaps(places, source) };
}

function mayBeOf(subject: string | undefined, kinds: readonly string[]): boolean {
  return subject === undefined || kinds.includes(subject);
}

function toProviders(rows: readonly SiteSum[]): SiteStanding['providers'] {
  return rows
    .flatMap(({ provider, resources }) => {
      const known = providerIds.find((id) => id === provider);
      return known === undefined ? [] : [{ provider: known, resources }];
    })
    .sort((left, right) => right.resources - left.resources);
}

function toReasons(parts: readonly JudgedPart[]): string[] {
  const findings = parts.filter(({ counts }) => counts).flatMap((part) => part.findings);
  const sorted = [...findings].sort((left, right) => rankHealth(left.status) - rankHealth(right.status));
  return [...new Set(sorted.map(({ reason }) => reason))].slice(0, reasonsShown);
}

/** When the one that told longest ago last told; null: one never did, or there is none. */
function toOldest(sources: readonly Source[]): string | null {
  const times = sources.map(({ lastReadAt }) => lastReadAt);
  if (times.length === 0 || times.includes(null)) return null;
  return times.reduce((oldest, at) => (oldest === null || (at !== null && at < oldest) ? at : oldest), null);
}
