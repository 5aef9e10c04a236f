import type pg from 'pg';
import { joinLinks, type Link } from '@/lib/analytics/links/join-links';
import {
  judgeLink,
  type LinkStanding,
  type LinkVerdict,
  toStanding,
  toWorstStanding,
  withParts,
} from '@/lib/analytics/links/link-standing';
import {
  indexByMeter,
  type LinkSample,
  type LinkValues,
  type SilentSeries,
  toLinkValues,
} from '@/lib/analytics/links/link-values';
import { type LinkedResource, type ToldLink, toLinkId } from '@/lib/analytics/links/told-link';
import type { Source } from '@/lib/api/contracts/sources';
import type { DeclaredLink } from '@/lib/domain/link/declared-link';
import type { MetricName } from '@/lib/domain/metric';
import type { Database } from '@/lib/store/database/database';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { ConnectionRows } from '@/lib/store/inventory/kept-rows';
import { readDeclaredLinks, readDeclaredPrint } from '@/lib/store/links/declared-links';
import { type NamedResource, readNamedResources } from '@/lib/store/links/named-resources';
import { type LinkRow, readKeptLinks } from '@/lib/store/links/read-kept-links';
import type { StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { toAttributesText, toGroupKey } from '@/lib/store/metrics/series-key';
import { NewestMade } from '@/lib/views/kept/newest-made';
import { readSources } from '@/lib/views/sources/read-sources';
import { readProbeSamples, toldDeclared, toNamedEnds } from './told-declared';

/** A link with how it stands and what is known of it now. */
export interface StandingLink {
  link: Link;
  standing: LinkStanding;
  /** What each of its tellers says, in their order. */
  standings: readonly LinkStanding[];
  verdict: LinkVerdict;
  values: LinkValues;
}

/** Every link that any connection tells of, as it was at one moment, within reach or not. */
export interface LinkNet {
  at: Date;
  links: ReadonlyMap<string, StandingLink>;
  /** Every source as it was then. */
  sources: readonly Source[];
  gaps: readonly string[];
}

const linkMetrics: readonly MetricName[] = [
  'link.state',
  'link.bgp.state',
  'link.bgp.prefixes',
  'link.io.rate',
  'link.packet.drop.rate',
  'link.capacity',
  'link.latency',
  'link.loss',
  'link.reachability',
  'link.optical.power',
  'link.errors',
];

/** A sample older than so many collection intervals of its source says nothing of now. */
const expiredAfterIntervals = 6;
/** A series that was measured within so long belongs to its link: while it is silent, what it would say is not known. */
const rememberedMs = 2 * 86_400_000;

const outdated = 'The links or what was measured of them could not be read just now: they are shown as they last were.';

interface Built {
  rows: readonly ConnectionRows<LinkRow>[];
  net: LinkNet;
}

// A bundler may load this module once a route, and each copy must find the same links.
const holder: { millwrightLinkNets?: WeakMap<pg.Pool, NewestMade<Built>> } = globalThis as typeof globalThis & {
  millwrightLinkNets?: WeakMap<pg.Pool, NewestMade<Built>>;
};

/** The links there are, as they are now or were up to thirty seconds ago. */
export async function readLinkNet(database: Database, state: CollectionState, now: Date): Promise<LinkNet> {
  const { pool, prisma } = database;
  holder.millwrightLinkNets ??= new WeakMap();
  const newest = holder.millwrightLinkNets.get(pool) ?? new NewestMade<Built>();
  holder.millwrightLinkNets.set(pool, newest);
  // Whoever declares a link sees it at once.
  const print = await readDeclaredPrint(pool);
  const key = `${state.connections.map(({ id }) => id).join(' ')} ${print}`;
  const { net } = await newest.read(key, now, {
    async make() {
      const [rows, sources, sites, declared] = await Promise.all([
        readKeptLinks(pool),
        readSources(pool, state, now),
        prisma.site.findMany({ select: { name: true, aliases: true } }),
        readDeclaredLinks(pool),
      ]);
      const [ends, collected, probed] = await Promise.all([
        readNamedResources(pool, declared.flatMap(toNamedEnds)),
        readLinkSamples(pool, sources, now),
        readProbeSamples(database, declared, now),
      ]);
      const measured = { ...collected, samples: [...collected.samples, ...probed] };
      const siteNames = new Map(
        sites.flatMap(({ name, aliases }) =>
          [name, ...aliases].map((alias): [string, string] => [alias.toLowerCase(), name]),
        ),
      );
      return {
        rows,
        net: {
          at: now,
          sources,
          gaps: measured.gaps,
          links: assemble({ rows, declared, ends }, state, measured, siteNames, now),
        },
      };
    },
    async isCurrent({ rows }) {
      const current = await readKeptLinks(pool);
      return current.length === rows.length && current.every((one, index) => one === rows[index]);
    },
    toOutdated: ({ rows, net: last }) => ({ rows, net: { ...last, gaps: [...new Set([...last.gaps, outdated])] } }),
  });
  return net;
}

interface MeasuredNow {
  samples: readonly LinkSample[];
  silent: readonly SilentSeries[];
  gaps: readonly string[];
}

async function readLinkSamples(pool: pg.Pool, sources: readonly Source[], now: Date): Promise<MeasuredNow> {
  const maxAges = new Map(
    sources
      .filter(({ capability }) => capability === 'metrics')
      .map(({ connectionId, intervalMs }) => [connectionId, expiredAfterIntervals * intervalMs]),
  );
  if (maxAges.size === 0) return { samples: [], silent: [], gaps: [] };
  const since = new Date(now.getTime() - Math.max(...maxAges.values()));
  const filter = { metrics: linkMetrics, connectionIds: [...maxAges.keys()], subject: 'link' } as const;
  const store = metricStoreOf(pool);
  const [newest, known] = await Promise.all([
    store.readNewest(filter, since),
    store.listSeries(filter, new Date(now.getTime() - rememberedMs)),
  ]);
  const heard = new Set<string>();
  const samples = newest.items.flatMap(({ series, at, value }) => {
    const { connectionId, metric, definition, attributes } = series;
    const maxAge = maxAges.get(connectionId);
    if (maxAge === undefined || now.getTime() - at.getTime() > maxAge) return [];
    heard.add(toSeriesText(series));
    return [{ connectionId, metric, definition, attributes, at, value }];
  });
  const silent = known.items.filter((series) => !heard.has(toSeriesText(series)));
  return { samples, silent, gaps: [...new Set([...newest.gaps, ...known.gaps])] };
}

function toSeriesText(series: StoredSeries): string {
  return `${series.connectionId}\n${toGroupKey(series)}\n${toAttributesText(series.attributes)}`;
}

interface ToldRows {
  rows: readonly ConnectionRows<LinkRow>[];
  declared: readonly DeclaredLink[];
  /** Resources that declared links end at. */
  ends: ReadonlyMap<string, NamedResource>;
}

/** What a person declared and nothing measures says nothing of how a link stands that others tell of. */
function leaveOutSilent(
  standings: readonly [LinkStanding, ...LinkStanding[]],
  told: readonly ToldLink[],
): readonly [LinkStanding, ...LinkStanding[]] {
  const [first, ...others] = standings.filter(
    ({ state }, index) => told[index]?.declared === undefined || state !== 'unknown',
  );
  return first === undefined ? standings : [first, ...others];
}

function assemble(
  { rows: connections, declared, ends }: ToldRows,
  state: CollectionState,
  { samples, silent }: MeasuredNow,
  siteNames: ReadonlyMap<string, string>,
  now: Date,
): Map<string, StandingLink> {
  const cutoffs = new Map(state.connections.map(({ id, expiryCutoff }) => [id, expiryCutoff]));
  const resources: LinkedResource[] = [];
  const told: ToldLink[] = [];
  for (const { connectionId, rows, scopes } of connections) {
    const cutoff = cutoffs.get(connectionId);
    if (cutoff === undefined) continue;
    for (const row of rows) {
      const { id, provider, nativeId, name, account, region, site, team, owner } = row;
      const resource = { id, connectionId, provider, nativeId, name, account, region, site, team, owner };
      resources.push(resource);
      const readAt = row.lastSeenAt ?? scopes.get(row.scope) ?? row.changedAt;
      for (const facts of row.links)
        told.push({ id: toLinkId(id, facts.key), resource, facts, readAt, isExpired: readAt < cutoff });
    }
  }
  told.push(...toldDeclared(declared, resources, ends, now));
  const joined = joinLinks(told, resources, siteNames);
  const samplesOf = indexByMeter(samples);
  const silentOf = indexByMeter(silent);
  const standings = new Map(
    [...joined].map(([id, { told: tellings }]): [string, readonly [LinkStanding, ...LinkStanding[]]] => {
      const [first, ...others] = tellings;
      const standing = (one: ToldLink) => toStanding(one, samplesOf(one), silentOf(one));
      return [id, [standing(first), ...others.map(standing)]];
    }),
  );
  const own = new Map(
    [...standings].map(([id, each]) => [id, toWorstStanding(leaveOutSilent(each, joined.get(id)?.told ?? []))]),
  );
  const worst = new Map(
    [...own].map(([id, standing]) => {
      const parts = joined.get(id)?.parts ?? [];
      const known = parts.flatMap((part) => {
        const [told, state] = [joined.get(part)?.told[0], own.get(part)?.state];
        return told === undefined || state === undefined ? [] : [{ name: told.facts.name, state }];
      });
      return [id, withParts(standing, known)];
    }),
  );
  const stateOf = (id: string) => worst.get(id)?.state ?? null;
  const partsOf = ({ parts }: Link) => parts.flatMap((part) => joined.get(part)?.told ?? []);
  const net = new Map<string, StandingLink>();
  for (const [id, link] of joined) {
    const standing = worst.get(id);
    const each = standings.get(id);
    if (standing === undefined || each === undefined) continue;
    net.set(id, {
      link,
      standing,
      standings: each,
      verdict: judgeLink(link, stateOf),
      values: toLinkValues(link, { samplesOf, silentOf, partsOf }),
    });
  }
  return net;
}
