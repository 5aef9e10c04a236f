import type pg from 'pg';
import { joinLinks, type Link } from '@/lib/analytics/links/join-links';
import {
  judgeLink,
  type LinkStanding,
  type LinkVerdict,
  toStanding,
  toWorstStanding,
} from '@/lib/analytics/links/link-standing';
import { indexByMeter, type LinkSample, type LinkValues, toLinkValues } from '@/lib/analytics/links/link-values';
import { type LinkedResource, type ToldLink, toLinkId } from '@/lib/analytics/links/told-link';
import type { Source } from '@/lib/api/contracts/sources';
import type { MetricName } from '@/lib/domain/metric';
import type { Database } from '@/lib/store/database/database';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { ConnectionRows } from '@/lib/store/inventory/kept-rows';
import { type LinkRow, readKeptLinks } from '@/lib/store/links/read-kept-links';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { NewestMade } from '@/lib/views/kept/newest-made';
import { readSources } from '@/lib/views/sources/read-sources';

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
export async function readLinkNet({ pool, prisma }: Database, state: CollectionState, now: Date): Promise<LinkNet> {
  holder.millwrightLinkNets ??= new WeakMap();
  const newest = holder.millwrightLinkNets.get(pool) ?? new NewestMade<Built>();
  holder.millwrightLinkNets.set(pool, newest);
  const key = state.connections.map(({ id }) => id).join(' ');
  const { net } = await newest.read(key, now, {
    async make() {
      const [rows, sources, sites] = await Promise.all([
        readKeptLinks(pool),
        readSources(pool, state, now),
        prisma.site.findMany({ select: { name: true, aliases: true } }),
      ]);
      const measured = await readLinkSamples(pool, sources, now);
      const siteNames = new Map(
        sites.flatMap(({ name, aliases }) =>
          [name, ...aliases].map((alias): [string, string] => [alias.toLowerCase(), name]),
        ),
      );
      return {
        rows,
        net: { at: now, sources, gaps: measured.gaps, links: assemble(rows, state, measured.samples, siteNames) },
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

async function readLinkSamples(
  pool: pg.Pool,
  sources: readonly Source[],
  now: Date,
): Promise<{ samples: LinkSample[]; gaps: readonly string[] }> {
  const maxAges = new Map(
    sources
      .filter(({ capability }) => capability === 'metrics')
      .map(({ connectionId, intervalMs }) => [connectionId, expiredAfterIntervals * intervalMs]),
  );
  if (maxAges.size === 0) return { samples: [], gaps: [] };
  const since = new Date(now.getTime() - Math.max(...maxAges.values()));
  const { items, gaps } = await metricStoreOf(pool).readNewest(
    { metrics: linkMetrics, connectionIds: [...maxAges.keys()], subject: 'link' },
    since,
  );
  const samples = items.flatMap(({ series, at, value }) => {
    const { connectionId, metric, definition, attributes } = series;
    const maxAge = maxAges.get(connectionId);
    if (maxAge === undefined || now.getTime() - at.getTime() > maxAge) return [];
    return [{ connectionId, metric, definition, attributes, at, value }];
  });
  return { samples, gaps };
}

function assemble(
  connections: readonly ConnectionRows<LinkRow>[],
  state: CollectionState,
  samples: readonly LinkSample[],
  siteNames: ReadonlyMap<string, string>,
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
  const joined = joinLinks(told, resources, siteNames);
  const samplesOf = indexByMeter(samples);
  const standings = new Map(
    [...joined].map(([id, { told: tellings }]): [string, readonly [LinkStanding, ...LinkStanding[]]] => {
      const [first, ...others] = tellings;
      return [id, [toStanding(first, samplesOf(first)), ...others.map((other) => toStanding(other, samplesOf(other)))]];
    }),
  );
  const worst = new Map([...standings].map(([id, each]) => [id, toWorstStanding(each)]));
  const stateOf = (id: string) => worst.get(id)?.state ?? null;
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
      values: toLinkValues(link, samplesOf),
    });
  }
  return net;
}
