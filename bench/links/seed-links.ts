import { bareLink, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import type { MetricSeries } from '@/lib/domain/metric';
import type { ProviderId } from '@/lib/domain/provider';
import { defaultTagRules, type InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import type { Database } from '@/lib/store/database/database';
import { writeScope } from '@/lib/store/inventory/write-scope';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { Draws } from '../inventory/draws';

const providers: readonly ProviderId[] = ['aws', 'azure', 'google-cloud', 'f5-distributed-cloud'];
/** A circuit in so many has an interface riding on it, which counts as one of the links. */
const riderEach = 5;
const seriesAtOnce = 5_000;

export const siteName = (index: number) => `site-${String(index).padStart(4, '0')}`;

/**
 * So many sites over the world and links between them, read through four connections: a tenth ends where no source says, one in
 * twenty does not carry, one in five rides on another, and the traffic of each is measured both ways.
 */
export async function seedLinks(
  database: Database,
  { sites, links, now }: { sites: number; links: number; now: Date },
): Promise<void> {
  const draws = new Draws(sites + links);
  await seedSites(database, sites, draws);
  const each = links / providers.length;
  for (const provider of providers) {
    const id = await connect(database, provider, now);
    const items = Array.from({ length: each }, (_, index) => toItem(draws, provider, index, sites));
    for (const kind of ['private-circuit', 'virtual-interface'] as const)
      await writeScope(
        database.pool,
        {
          connection: { id, provider, tagRules: defaultTagRules },
          placement: noPlacement,
          scope: { account: '1', region: 'global', kind },
          listed: true,
          result: {
            items: items.filter((item) => item.kind === kind),
            completeness: { complete: true },
            readAt: now,
            source: provider,
          },
        },
        async () => undefined,
      );
    const series = items.flatMap(({ nativeId }) => toSeries(draws, nativeId, now));
    for (let start = 0; start < series.length; start += seriesAtOnce)
      await metricStoreOf(database.pool).write(
        { connectionId: id, series: series.slice(start, start + seriesAtOnce), now },
        async () => undefined,
      );
  }
  await database.pool.query('vacuum analyze');
}

async function seedSites({ pool }: Database, count: number, draws: Draws): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => siteName(index));
  const located = names.map(() => !draws.chance(0.1));
  await pool.query(
    `insert into site (name, title, aliases, latitude, longitude, updated_at)
     select name, initcap(name), '{}', latitude, longitude, now()
     from unnest($1::text[], $2::float8[], $3::float8[]) given (name, latitude, longitude)`,
    [
      names,
      located.map((isLocated) => (isLocated ? draws.below(9_000) / 100 - 30 : null)),
      located.map((isLocated) => (isLocated ? draws.below(27_000) / 100 - 125 : null)),
    ],
  );
}

async function connect({ prisma }: Database, provider: ProviderId, now: Date): Promise<string> {
  const capabilities = ['inventory', 'metrics'];
  const run = { fencingToken: 1, outcome: 'complete', startedAt: now, finishedAt: now };
  const { id } = await prisma.connection.create({
    data: {
      provider,
      name: provider,
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 3_600_000,
      schedules: { create: capabilities.map((capability) => ({ capability, nextDueAt: now, intervalMs: 3_600_000 })) },
      runs: { create: capabilities.map((capability) => ({ capability, ...run })) },
    },
  });
  return id;
}

function toItem(draws: Draws, provider: ProviderId, index: number, sites: number): InventoryItem {
  const isRider = index % riderEach === riderEach - 1;
  const name = `${provider}-link-${index}`;
  // A rider goes where the circuit before it goes, so that both draw alike.
  const pair = isRider ? index - 1 : index;
  const near = (pair * 7 + 251 * providers.indexOf(provider)) % sites;
  const far = (near + 1 + ((pair * 13 + 31 * providers.indexOf(provider) + Math.floor(pair / 100)) % 499)) % sites;
  const isDown = draws.chance(0.05);
  const facts: LinkFacts = {
    ...bareLink({
      form: isRider ? 'virtual-interface' : 'circuit',
      name,
      state: isDown ? 'down' : 'up',
      nativeState: isDown ? 'DOWN' : 'UP',
    }),
    far: { ...untoldEnd, place: pair % 10 === 3 ? `colo-${pair % 40}` : siteName(far) },
    capacityBitsPerSecond: draws.weighted([
      [1e9, 2],
      [10e9, 4],
      [100e9, 2],
      [null, 2],
    ] as [number | null, number][]),
    carriers: isRider ? [`${provider}-link-${index - 1}`] : [],
    redundancyGroup: `group-${Math.floor(index / 4)}`,
    meters: [{ resource: name, attributes: {} }],
  };
  return {
    kind: isRider ? 'virtual-interface' : 'private-circuit',
    nativeId: name,
    nativeType: 'Link',
    name,
    account: '1',
    region: 'global',
    zone: null,
    status: 'active',
    nativeStatus: 'UP',
    size: null,
    accelerators: [],
    tags: { site: siteName(near), team: `team-${index % 12}` },
    createdAt: null,
    detailed: true,
    raw: JSON.stringify({ name }),
    links: [facts],
  };
}

function toSeries(draws: Draws, resource: string, now: Date): MetricSeries[] {
  return ['receive', 'transmit'].map((direction) => ({
    metric: 'link.io.rate',
    definition: `${direction}Rate`,
    subject: 'link',
    attributes: { resource, direction },
    points: [{ at: new Date(now.getTime() - 60_000), value: draws.below(1e8) }],
  }));
}
