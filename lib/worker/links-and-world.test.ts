import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TestFactory } from '@/lib/collect/test-factory';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readLinkNet } from '@/lib/views/links/link-net';
import type { TruthIncident, TruthLink } from '@/sandbox/world/links/link-truth';
import { createLinkUpkeep } from './keep-links';

// Of everything but links nothing is read, since that would take ten times as long.
vi.mock('@/lib/providers/aws/inventory/readers', async (importActual) => {
  const { kindReaders } = await importActual<typeof import('@/lib/providers/aws/inventory/readers')>();
  const kinds: readonly string[] = ['vpn-connection', 'private-circuit', 'virtual-interface', 'transit-attachment'];
  return { kindReaders: kindReaders.filter(({ kind }) => kinds.includes(kind)) };
});
vi.mock('@/lib/providers/aws/metrics/list-metrics', async (importActual) => {
  const { listMetrics } = await importActual<typeof import('@/lib/providers/aws/metrics/list-metrics')>();
  const read: typeof listMetrics = async (context, group) =>
    group.sources.some(({ metric }) => metric.startsWith('link.'))
      ? await listMetrics(context, group)
      : { metrics: [], faults: [] };
  return { listMetrics: read };
});
vi.mock('@/lib/providers/azure/inventory/resource-groups', async (importActual) => {
  const actual = await importActual<typeof import('@/lib/providers/azure/inventory/resource-groups')>();
  return { ...actual, typeGroups: actual.typeGroups.filter(({ kinds }) => kinds.includes('vpn-connection')) };
});
vi.mock('@/lib/providers/azure/metrics/metric-groups', async (importActual) => {
  const { metricGroups } = await importActual<typeof import('@/lib/providers/azure/metrics/metric-groups')>();
  return { metricGroups: metricGroups.filter(({ subject }) => subject === 'link') };
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stretchMs = 5 * minuteMs;
/** One and the same day, whenever the test runs: from before the flapping to when the interconnect is well again. */
const day = Date.parse('2026-11-18T00:00:00Z');
const [opens, closes] = [day + 5.75 * hourMs, day + 17.5 * hourMs];
/** How long the console looks around what happens, and how seldom it then reads where nothing happens. */
const after = { quality: 20 * minuteMs, state: 10 * minuteMs };
const seldom = 20 * minuteMs;
/** How late a trouble may begin or end for what it tells, and be seen: docs/links.md, "How soon". */
const accuracy = 5 * minuteMs;
const delay = { down: 10 * minuteMs, 'spares-lost': 10 * minuteMs, flapping: 10 * minuteMs, degraded: 25 * minuteMs };
const providers = ['aws', 'azure', 'google-cloud', 'f5-distributed-cloud'] as const;
type LinkProvider = (typeof providers)[number];
/** The regions of AWS and the project of Google in which something happens to links. */
const narrow = {
  aws: { regions: ['us-east-2', 'eu-central-1', 'eu-north-1', 'eu-west-1'] },
  'google-cloud': { scope: 'projects/millwright-network' },
};

interface Found {
  /** `down vpn/aws/dublin-office/2`: the kind of trouble, and the world's name of the link. */
  what: string;
  kind: string;
  openedAt: number;
  closedAt: number | null;
  falls: number;
  /** At which look it was first there as what it is, and first over. */
  foundAt: number;
  overAt: number | null;
}

let factory: TestFactory;
let links: readonly TruthLink[];
let incidents: readonly TruthIncident[];
/** Every trouble that was kept, by its id. */
const troubles = new Map<string, Found>();
/** Links of the console by each of their tellings. */
const idOf = new Map<string, string>();

/** Moves the clock of the simulated factory, and this process's, by which AWS's client signs. */
function moveTo(ms: number) {
  factory.pass(ms - factory.now().getTime());
  vi.setSystemTime(factory.now());
}

const ms = (at: Date | null) => at?.getTime() ?? null;

/** When something begins or ends: of a flap also when it is over for the console, an hour after its last fall. */
function edgesOf({ kind, begin, end, downs }: TruthIncident): number[] {
  const falls = downs.map((down) => down.begin.getTime());
  const known = [begin, end, ...downs.flatMap((down) => [down.begin, down.end])].flatMap((at) => ms(at) ?? []);
  const calm = kind === 'flapping' ? [Math.max(...falls) + hourMs] : [];
  return [...known, ...calm].filter((at) => at > opens && at < closes);
}

/** Every five minutes around what happens; who is read then: whoever tells of it, and now and then everybody. */
function planLooks(): { at: number; read: readonly LinkProvider[] }[] {
  const near = new Map<number, Set<LinkProvider>>();
  for (const incident of incidents) {
    const tellers = findLink(incident.link).reports.map(({ provider }) => provider);
    const last = incident.kind === 'degraded' ? after.quality : after.state;
    for (const edge of edgesOf(incident)) {
      const first = Math.floor(edge / stretchMs) * stretchMs;
      for (let at = first; at <= first + last; at += stretchMs)
        if (at > opens && at <= closes) near.set(at, new Set([...(near.get(at) ?? []), ...tellers]));
    }
  }
  const times = [opens, ...near.keys()].sort((a, b) => a - b);
  return times.map((at, index) => {
    const previous = times[index - 1];
    const isFirst = previous === undefined || at - previous > stretchMs;
    return { at, read: isFirst || at % seldom === 0 ? providers : [...(near.get(at) ?? [])] };
  });
}

function findLink(name: string): TruthLink {
  const link = links.find((each) => each.name === name);
  if (link === undefined) throw new Error(`The world tells of no link ${name}.`);
  return link;
}

const toTelling = (connectionId: string | null, nativeId: string, key: string | null) =>
  `${connectionId} ${nativeId} ${key ?? ''}`;

/** The world's names of links by how the console knows them; a whole is called what its parts are called. */
function nameLinks(): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, reports } of links)
    for (const { provider, nativeId, key } of reports) {
      names.set(toTelling(factory.idOf(provider), nativeId, key), name);
      if (provider === 'aws' && key !== null)
        names.set(toTelling(factory.idOf(provider), nativeId, null), parentOf(name));
    }
  return names;
}

const parentOf = (name: string) => name.slice(0, name.lastIndexOf('/'));

beforeAll(async () => {
  factory = await TestFactory.start(narrow, {
    at: new Date(opens),
    faces: ['azure', 'google-cloud', 'f5-distributed-cloud'],
  });
  vi.useFakeTimers({ toFake: ['Date'], now: factory.now() });
  ({ links, incidents } = factory.sandbox.links(new Date(opens), new Date(closes)));
  const names = nameLinks();
  const metricStore = metricStoreOf(factory.database.pool);
  const look = createLinkUpkeep(factory.database, metricStore);
  // What is usual rests on the hours before.
  await factory.readMetricsSince(new Date(opens - 6 * hourMs));
  for (const { at, read } of planLooks()) {
    moveTo(at);
    await factory.collect('inventory', { providers: read });
    await factory.collect('metrics', { providers: read });
    await look(factory.now());
    for (const { id, connectionId, nativeId, key, kind, openedAt, closedAt, falls } of await readTroubles()) {
      const earlier = troubles.get(id);
      troubles.set(id, {
        what: `${kind} ${names.get(toTelling(connectionId, nativeId, key)) ?? nativeId.slice(nativeId.lastIndexOf('/') + 1)}`,
        kind,
        openedAt: openedAt.getTime(),
        closedAt: ms(closedAt),
        falls,
        foundAt: earlier?.kind === kind ? earlier.foundAt : at,
        overAt: closedAt === null ? null : (earlier?.overAt ?? at),
      });
    }
  }
  const net = await readLinkNet(
    factory.database,
    await readCollectionState(factory.database.pool, factory.now()),
    factory.now(),
  );
  for (const { link } of net.links.values())
    for (const { resource, facts } of link.told)
      idOf.set(toTelling(resource.connectionId, resource.nativeId, facts.key), link.id);
}, 1_800_000);
afterAll(async () => {
  vi.useRealTimers();
  await factory?.stop();
});

const readTroubles = () => factory.database.prisma.linkTrouble.findMany({ orderBy: { openedAt: 'asc' } });

/** What the console is to keep of the incidents: `seenFrom` and `overFrom` are when it can first be known. */
interface Expected {
  what: string;
  kind: keyof typeof delay;
  begin: number;
  end: number | null;
  seenFrom: number;
  overFrom: number | null;
  falls: number;
}

function expectedOf(incident: TruthIncident): Expected[] {
  const { kind, link, group } = incident;
  const [begin, end] = [incident.begin.getTime(), ms(incident.end)];
  const falls = incident.downs.map((down) => down.begin.getTime());
  const toExpected = (kind: Expected['kind'], name: string, rest: Partial<Expected> = {}): Expected => {
    return { what: `${kind} ${name}`, kind, begin, end, seenFrom: begin, overFrom: end, falls: 1, ...rest };
  };
  if (kind === 'flapping') {
    const [, , third = begin] = falls;
    return [
      toExpected('flapping', link, { seenFrom: third, overFrom: Math.max(...falls) + hourMs, falls: falls.length }),
    ];
  }
  // What was never otherwise is what is usual: it stands as degraded or dim, and nothing has gone wrong since.
  if (kind === 'dim' || (kind === 'degraded' && begin < opens)) return [];
  if (kind === 'degraded') {
    // An end that no source names like the other end's tells for itself.
    const { reports } = findLink(link);
    const told = reports.map(({ provider, nativeId, key }) =>
      idOf.get(toTelling(factory.idOf(provider), nativeId, key)),
    );
    return [...new Set(told)].map(() => toExpected('degraded', link));
  }
  // A peering that is switched off is down for a reason; what was to use it is not.
  if (link.startsWith('line/azure/er-frankfurt-b/'))
    return link.endsWith('primary') ? [toExpected('down', 'line/azure/er-frankfurt-b/attachment')] : [];
  const tunnels = links.filter((each) => each.group !== null && each.group === group && each.form === 'vpn-tunnel');
  const isDown = (name: string) => incidents.some((each) => each.link === name && each.kind === 'down');
  // Both tunnels of a connection together are the connection.
  if (tunnels.length > 1 && tunnels.every(({ name }) => isDown(name)))
    return tunnels[0]?.name === link ? [toExpected('down', parentOf(link))] : [];
  // Of circuits no source says which stand in for each other.
  const left = tunnels.filter(({ name }) => name !== link);
  return [
    toExpected('down', link),
    ...(left.length === 1 ? left.map(({ name }) => toExpected('spares-lost', name)) : []),
  ];
}

const sorted = (names: readonly string[]) => names.toSorted();
const told = () => [...troubles.values()];

test('every incident is a trouble of its link, once, and nothing else is', () => {
  expect(sorted(told().map(({ what }) => what))).toEqual(sorted(incidents.flatMap(expectedOf).map(({ what }) => what)));
  // All that the script has, by kind and by who tells of it.
  const kinds = new Set(incidents.map(({ kind }) => kind));
  expect(sorted([...kinds])).toEqual(['counts-while-down', 'degraded', 'dim', 'down', 'flapping', 'spare-lost']);
  const tellers = new Set(incidents.flatMap(({ link }) => findLink(link).reports.map(({ provider }) => provider)));
  expect(sorted([...tellers])).toEqual(sorted(providers));
});

test('of every trouble is told when it began and ended, and it is found in time', () => {
  const unmatched = told();
  let [began, ended] = [0, 0];
  for (const { what, kind, begin, end, seenFrom, overFrom, falls } of incidents.flatMap(expectedOf)) {
    const index = unmatched.findIndex(
      (each) => each.what === what && (begin < opens || Math.abs(each.openedAt - begin) <= accuracy),
    );
    const [found] = index < 0 ? [] : unmatched.splice(index, 1);
    const at = `${what} of ${new Date(begin).toISOString()}`;
    expect(found, at).toBeDefined();
    if (found === undefined) continue;
    if (begin >= opens) {
      began += 1;
      expect(found.foundAt - seenFrom, at).toBeLessThanOrEqual(delay[kind]);
    }
    if (overFrom === null || overFrom + delay[kind] > closes) continue;
    ended += 1;
    expect(found.falls, at).toBe(falls);
    expect(Math.abs((found.closedAt ?? Number.NaN) - (end ?? Number.NaN)), at).toBeLessThanOrEqual(accuracy);
    expect((found.overAt ?? Number.NaN) - overFrom, at).toBeLessThanOrEqual(delay[kind]);
  }
  expect(unmatched).toEqual([]);
  expect(began).toBeGreaterThan(8);
  expect(ended).toBeGreaterThan(7);
});

test('a line that two providers tell of is one where they have a name for it in common', () => {
  const isTwo = ({ reports }: TruthLink) =>
    new Set(reports.map(({ provider, nativeId, key }) => idOf.get(toTelling(factory.idOf(provider), nativeId, key))))
      .size > 1;
  const struck = links.filter(({ name, reports }) => reports.length > 1 && incidents.some(({ link }) => link === name));
  expect(sorted(struck.map(({ name }) => name))).toEqual([
    'line/azure/erd-ashburn-google/1',
    'vpn/google-cloud/aws-columbus-us-central1/1',
  ]);
  // A port of Azure's has no name that Google's line has too: each end tells what light it receives.
  expect(struck.filter(isTwo).map(({ name }) => name)).toEqual(['line/azure/erd-ashburn-google/1']);
});
