import type pg from 'pg';
import type { Source } from '@/lib/api/contracts/sources';
import type { MetricName } from '@/lib/domain/metric';
import type { Database } from '@/lib/store/database/database';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { ConnectionRows } from '@/lib/store/inventory/kept-rows';
import { readDeclaredLinks, readDeclaredPrint } from '@/lib/store/links/declared-links';
import { readNamedResources } from '@/lib/store/links/named-resources';
import { type LinkRow, readKeptLinks } from '@/lib/store/links/read-kept-links';
import type { StoredSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { toAttributesText, toGroupKey } from '@/lib/store/metrics/series-key';
import { finishInTurns } from '@/lib/views/kept/in-turns';
import { NewestMade } from '@/lib/views/kept/newest-made';
import { readSources } from '@/lib/views/sources/read-sources';
import { assembleLinks, type MeasuredNow, type StandingLink } from './assemble-links';
import { readProbeSamples, toNamedEnds } from './told-declared';

export type { StandingLink };

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
          links: await finishInTurns(assembleLinks({ rows, declared, ends }, state, measured, siteNames, now)),
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
