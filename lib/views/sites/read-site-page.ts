import { activeFrom } from '@/lib/analytics/gpus/busy';
import { sayWaitReason } from '@/lib/analytics/workloads/say-wait-reason';
import type { SitePage } from '@/lib/api/contracts/site-pages';
import { Refusal } from '@/lib/domain/refusal';
import type { SiteStretch } from '@/lib/domain/site/site-stretch';
import { type WorkloadState, workloadStates } from '@/lib/domain/workload';
import { readFirstSeen } from '@/lib/store/sites/read-first-seen';
import { readSiteSoftware } from '@/lib/store/sites/read-site-software';
import { readOpenStretches } from '@/lib/store/sites/site-stretches';
import { sumFleet } from '@/lib/views/gpus/fleet/sum-fleet';
import { toLinkOrder } from '@/lib/views/links/link-order';
import { toLinkRow, toNameOf } from '@/lib/views/links/to-link-row';
import { pickPage } from '@/lib/views/paging/pick-page';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { type ListedJob, rowsWithin, toWorkIndex } from '@/lib/views/workloads/work-index';
import { readWork } from '@/lib/views/workloads/work-snapshot';
import { type GatheredSites, gatherSites } from './gather-sites';
import { type JudgedPart, judgeParts, type SiteFacts } from './judge-parts';
import { tellSoftware } from './tell-software';
import { type SiteFloors, toFigure, toPartStanding, toSiteFloors, toStanding } from './to-standing';

const linksShown = 50;
const reasonsShown = 5;

/** A site with all that is known of it now. Throws `not-found` where a person's reach holds no such site. */
export async function readSitePage(context: ViewContext, site: string): Promise<SitePage> {
  const { database, now } = context;
  const gathered = await gatherSites(context);
  const { names, described, state, reach, net, gaps } = gathered;
  if (!names.includes(site)) throw new Refusal('not-found', 'There is no such site, or you may not see it.');
  const facts = gathered.factsOf(site);
  const parts = judgeParts(facts);
  const isWhole = reach.everything || reach.sites.includes(site);
  const floors = toSiteFloors(facts, gaps);
  const [work, firstSeen, softwareRows, stretches] = await Promise.all([
    readWork(database.pool, state, now),
    readFirstSeen(database.pool, site, reach),
    readSiteSoftware(database.pool, site, reach),
    // What is kept is of all that stands there.
    isWhole ? readOpenStretches(database.pool, site) : [],
  ]);
  const jobs = rowsWithin(toWorkIndex(work), reach).filter((job) => job.site === site);
  const nameOf = toNameOf(state);
  const { page } = pickPage(facts.links.links, toLinkOrder('health', 'desc'), null, linksShown);
  const software = tellSoftware(softwareRows, { site, now, nameOf });
  const links = page.map((one) => toLinkRow(one, { net, reach, nameOf }));
  const ends = links.flatMap(({ near, far }) => [near.site, far.site]).filter((end) => end !== null);
  return {
    at: new Date(Math.min(net.at.getTime(), gathered.fleet.fleet.at.getTime())).toISOString(),
    sources: [...facts.sources],
    gaps: [...gaps],
    site: toStanding(site, facts, { described: described.get(site), gaps, parts }),
    isWhole,
    aliases: described.get(site)?.aliases ?? [],
    places: toPlaces(facts, gathered),
    parts: parts.map((part) => toPartAnswer(part, stretches)),
    firstSeen: firstSeen && {
      at: firstSeen.at.toISOString(),
      connectionId: firstSeen.connectionId,
      connectionName: nameOf(firstSeen.connectionId),
      provider: firstSeen.provider,
    },
    gpus: { models: toModels(facts, floors), activeFrom },
    workloads: toWorkloads(jobs, floors),
    links,
    software,
    // Few sources say what one could go to, so there may always be more.
    upgradesWaiting: { value: software.filter(({ upgrade }) => upgrade !== null).length, atLeast: true },
    siteTitles: await readSiteTitles(database, [site, ...ends]),
  };
}

function toPartAnswer(part: JudgedPart, stretches: readonly SiteStretch[]): SitePage['parts'][number] {
  const since = stretches.find(
    ({ kind, subject, value }) => kind === 'health' && subject === part.part && value === part.status,
  );
  return {
    ...toPartStanding(part),
    findings: part.findings.map(({ status, reason }) => ({ status, says: reason })),
    tallies: [...part.tallies],
    sources: part.sources.map(({ connectionId, capability }) => ({ connectionId, capability })),
    since: since?.openedAt.toISOString() ?? null,
  };
}

function toPlaces({ rows }: SiteFacts, { state }: GatheredSites): SitePage['places'] {
  const connections = new Map(state.connections.map((connection) => [connection.id, connection]));
  return rows
    .flatMap(({ places }) => [...places.values()])
    .sort((left, right) => right.resources - left.resources)
    .flatMap((place) => {
      const connection = connections.get(place.connectionId);
      if (connection === undefined) return [];
      return [{ ...place, connectionName: connection.name, provider: connection.provider }];
    });
}

function toModels({ gpus: { nodes } }: SiteFacts, floors: SiteFloors): SitePage['gpus']['models'] {
  return [...Map.groupBy(nodes, ({ node }) => node.model)]
    .map(([model, own]) => {
      const { total, allocated, active, health } = sumFleet(own);
      return {
        model,
        total: toFigure(total, floors.gpus),
        allocated: toFigure(allocated, floors.allocated),
        active: toFigure(active, floors.measured),
        failed: health.failed,
        degraded: health.degraded,
        healthUnknown: health.unknown,
      };
    })
    .sort((left, right) => right.total.value + right.total.unknown - (left.total.value + left.total.unknown));
}

const waitingStates: ReadonlySet<WorkloadState> = new Set(['waiting', 'suspended']);

function toWorkloads(jobs: readonly ListedJob[], floors: SiteFloors): SitePage['workloads'] {
  const byState = Map.groupBy(jobs, ({ job }) => job.state);
  const waiting = jobs.filter(({ job }) => waitingStates.has(job.state));
  const reasons = waiting.flatMap(({ job: { reason } }) =>
    reason === null ? [] : [sayWaitReason(reason.system, reason.reason, reason.nativeState)],
  );
  const byWords = Map.groupBy(reasons, ({ words }) => words);
  return {
    states: workloadStates.flatMap((state) => {
      const own = byState.get(state);
      return own === undefined ? [] : [{ state, count: { value: own.length, atLeast: floors.work } }];
    }),
    waiting: [...byWords.values()]
      .sort((left, right) => right.length - left.length)
      .slice(0, reasonsShown)
      .flatMap((said) => said.slice(0, 1).map((reason) => ({ reason, jobs: said.length }))),
    waitingUnexplained: waiting.length - reasons.length,
  };
}
