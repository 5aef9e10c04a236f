import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { linkDetailSchema, linksPageSchema, linksQuerySchema } from '@/lib/api/contracts/links';
import type { RoleGrant } from '@/lib/domain/access';
import { bareLink, type LinkFacts } from '@/lib/domain/link/link-facts';
import type { MetricSeries } from '@/lib/domain/metric';
import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, testGap, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readLink } from './read-link';
import { readLinksPage } from './read-links-page';

let database: TestDatabase;
let aws: ReadingConnection;
let google: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const untold = { resource: null, address: null, asn: null, place: null };

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'test', grants };
}
const everyone = actor({ role: 'viewer', scope: { kind: 'all' } });
const ofSite = (site: string) => actor({ role: 'viewer', scope: { kind: 'site', site } });

const pageOf = async (input: Record<string, unknown> = {}, who = everyone, now = at(2)) =>
  linksPageSchema.parse(await readLinksPage({ actor: who, database, now }, linksQuerySchema.parse(input)));
const detailOf = async (id: string, who = everyone, now = at(2)) =>
  linkDetailSchema.parse(await readLink({ actor: who, database, now }, id));
const namesOf = async (input: Record<string, unknown> = {}, who = everyone) =>
  (await pageOf({ sort: 'name', order: 'asc', ...input }, who)).items.map(({ name }) => name);
const idOf = async (name: string) => (await pageOf()).items.find((item) => item.name === name)?.id ?? '';

const link = (name: string, rest: Partial<LinkFacts> = {}): LinkFacts => ({
  ...bareLink({ form: 'vpn-tunnel', name, state: 'up', nativeState: 'UP' }),
  ...rest,
});

function write(connection: ReadingConnection, kind: ResourceKind, items: Partial<InventoryItem>[], read = {}) {
  const scope = { account: '1', region: 'r', kind };
  const toItem = (item: Partial<InventoryItem>) =>
    toTestItem(item.name ?? 'one', { kind, account: '1', region: 'r', ...item });
  return writeTestScope(database.pool, connection, items.map(toItem), { scope, readAt: at(0), ...read });
}

async function connect(provider: 'aws' | 'google-cloud', name: string): Promise<ReadingConnection> {
  const connection = await createTestConnection(database, name);
  await database.prisma.connection.update({ where: { id: connection.id }, data: { provider } });
  for (const [capability, intervalMs] of [
    ['inventory', 300_000],
    ['metrics', 60_000],
  ] as const)
    await database.prisma.collectionSchedule.create({
      data: { connectionId: connection.id, capability, intervalMs, nextDueAt: new Date(0) },
    });
  return { ...connection, provider };
}

beforeAll(async () => {
  database = await createTestDatabase();
  aws = await connect('aws', 'clouds');
  google = await connect('google-cloud', 'other clouds');
  const address = '203.0.113.1';
  await write(aws, 'vpn-connection', [
    {
      name: 'to-google',
      tags: { site: 'dublin' },
      links: [
        link('to-google', { form: 'vpn-connection' }),
        link('one', {
          key: address,
          partOf: '',
          near: { ...untold, address },
          far: { ...untold, address: '34.1.1.1' },
        }),
        link('two', { key: 'b', partOf: '', state: 'down', nativeState: 'DOWN' }),
      ],
    },
    {
      name: 'lost',
      tags: { site: 'london' },
      links: [link('lost', { state: 'down', far: { ...untold, place: 'EqFR5' } })],
    },
  ]);
  const meters = [{ resource: 'circuit', attributes: {} }];
  await write(aws, 'private-circuit', [
    {
      name: 'circuit',
      tags: { site: 'dublin' },
      links: [link('circuit', { form: 'circuit', carriers: [], capacityBitsPerSecond: 10e9, meters })],
    },
  ]);
  await write(aws, 'virtual-interface', [
    {
      name: 'vif',
      tags: { site: 'dublin' },
      links: [link('vif', { form: 'virtual-interface', carriers: ['circuit'] })],
    },
  ]);
  await write(google, 'vpn-tunnel', [
    { name: 'to-aws', tags: { site: 'eemshaven' }, links: [link('to-aws', { far: { ...untold, address } })] },
  ]);
  const rate = (direction: string, value: number): MetricSeries => ({
    metric: 'link.io.rate',
    definition: `Connection${direction}`,
    subject: 'link',
    attributes: { resource: 'circuit', direction },
    points: [{ at: at(1), value }],
  });
  await metricStoreOf(database.pool).write(
    { connectionId: aws.id, series: [rate('receive', 1e9), rate('transmit', 25e6)], now: at(2) },
    async () => undefined,
  );
  await database.prisma.site.create({
    data: { name: 'frankfurt', title: 'Frankfurt', aliases: ['EqFR5'], updatedAt: at(0) },
  });
});
afterAll(() => database.close());

describe('the list of links', () => {
  it('has each line once, without the parts of others, the worst first', async () => {
    const { items, total } = await pageOf();
    expect(items.map(({ name }) => name).toSorted()).toEqual(['circuit', 'lost', 'to-google', 'vif']);
    expect(items[0]).toMatchObject({ name: 'lost', health: 'critical', finding: 'down' });
    expect(total).toEqual({ value: 4, atLeast: false });
  });

  it('tells what was measured with its age, and leaves unknown what was not', async () => {
    const { items } = await pageOf({ q: 'CIRC' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      receive: { value: 8e9, basis: 'measured', at: at(1).toISOString(), definitions: ['Connectionreceive'] },
      capacity: { value: 10e9, basis: 'stated' },
      utilization: { value: 0.8, basis: 'derived' },
      latency: null,
      loss: null,
    });
    const later = await pageOf({ q: 'circ' }, everyone, at(9));
    expect(later.items[0]).toMatchObject({ receive: null, utilization: null, capacity: { value: 10e9 } });
  });

  it('finds links by either end, and names sites by their titles', async () => {
    expect(await namesOf({ site: 'frankfurt' })).toEqual(['lost']);
    expect((await pageOf()).siteTitles).toMatchObject({ frankfurt: 'Frankfurt' });
    expect(await namesOf({ state: 'down' })).toEqual(['lost']);
    expect(await namesOf({ form: ['circuit', 'virtual-interface'] })).toEqual(['circuit', 'vif']);
    expect((await pageOf({ state: 'down' })).facets.state).toEqual([
      { value: 'up', count: 3 },
      { value: 'down', count: 1 },
    ]);
  });

  it('pages without a gap or a repetition in every order', async () => {
    for (const sort of ['health', 'name', 'utilization', 'capacity', 'latency'])
      for (const order of ['asc', 'desc']) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await pageOf({ sort, order, limit: 1, cursor });
          seen.push(...page.items.map(({ name }) => name));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(seen.toSorted()).toEqual(['circuit', 'lost', 'to-google', 'vif']);
      }
  });

  it('shows a person no more than what stands within reach', async () => {
    expect(await namesOf({}, ofSite('london'))).toEqual(['lost']);
    await expect(detailOf(await idOf('circuit'), ofSite('london'))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(pageOf({}, actor())).rejects.toMatchObject({ kind: 'denied' });
  });

  it('refuses a cursor of another order', async () => {
    const { nextCursor } = await pageOf({ sort: 'name', limit: 1 });
    await expect(pageOf({ sort: 'loss', cursor: nextCursor ?? '' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('a link', () => {
  it('is told by both of its ends, and is a part of its connection', async () => {
    const whole = await detailOf(await idOf('to-google'));
    expect(whole.parts).toHaveLength(2);
    const tunnel = whole.parts.find(({ tellers }) => tellers.length === 2);
    const detail = await detailOf(tunnel?.id ?? '');
    expect(detail.told.map(({ connectionName }) => connectionName).toSorted()).toEqual(['clouds', 'other clouds']);
    expect(new Set([detail.link.near.site, detail.link.far.site])).toEqual(new Set(['dublin', 'eemshaven']));
    expect(detail.parent?.name).toBe('to-google');
  });

  it('names what it rides on and what rides on it', async () => {
    expect((await detailOf(await idOf('vif'))).carriers?.map(({ name }) => name)).toEqual(['circuit']);
    expect((await detailOf(await idOf('circuit'))).riders.map(({ name }) => name)).toEqual(['vif']);
    expect((await detailOf(await idOf('lost'))).carriers).toBeNull();
  });
});

it('says of an end beyond reach no more than that somebody tells of it', async () => {
  const { link: whole } = await detailOf(await idOf('to-google'));
  const { parts } = await detailOf(whole.id);
  const id = parts.find(({ tellers }) => tellers.length === 2)?.id ?? '';
  const toldTo = async (who: Actor) => {
    const { told, toldBeyond } = await detailOf(id, who);
    return [told.map(({ connectionName }) => connectionName).toSorted(), toldBeyond];
  };
  expect(await toldTo(everyone)).toEqual([['clouds', 'other clouds'], 0]);
  expect(await toldTo(ofSite('dublin'))).toEqual([['clouds'], 1]);
  expect(await toldTo(ofSite('eemshaven'))).toEqual([['other clouds'], 1]);
});

it('tells a floor while a lane of a link is no longer measured', async () => {
  const lane: MetricSeries = {
    metric: 'link.io.rate',
    definition: 'Connectionreceive',
    subject: 'link',
    attributes: { resource: 'circuit', direction: 'receive', lane: '2' },
    points: [{ at: at(20), value: 1e8 }],
  };
  await metricStoreOf(database.pool).write(
    { connectionId: aws.id, series: [lane], now: at(20) },
    async () => undefined,
  );
  const { items } = await pageOf({ q: 'circ' }, everyone, at(21));
  expect(items[0]).toMatchObject({ receive: { value: 8e8, bound: 'least' }, transmit: null, utilization: null });
  const daysLater = await pageOf({ q: 'circ' }, everyone, new Date(at(21).getTime() + 3 * 86_400_000));
  expect(daysLater.items[0]).toMatchObject({ receive: null });
});

it('claims no whole list while a source could not be read, and no state that is too old', async () => {
  await write(aws, 'transit-attachment', [], { gaps: [testGap], readAt: at(1) });
  await database.prisma.collectionRun.create({
    data: {
      connectionId: aws.id,
      capability: 'inventory',
      fencingToken: 1,
      outcome: 'partial',
      startedAt: at(1),
      finishedAt: at(1),
      gaps: [{ ...testGap, account: '1', subject: 'transit-attachment' }],
    },
  });
  expect((await pageOf({}, everyone, at(3))).total).toEqual({ value: 4, atLeast: true });
  const late = await pageOf({}, everyone, at(120));
  expect(late.items.map(({ standing }) => standing.state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
});

it('counts of what rides on a link what a person may see', async () => {
  const rider = (name: string, site: string) => ({
    ...{ name, tags: { site } },
    links: [link(name, { form: 'virtual-interface', carriers: ['circuit'] })],
  });
  await write(aws, 'virtual-interface', [rider('vif', 'dublin'), rider('hidden', 'tokyo')]);
  const ridersOf = async (who = everyone) =>
    (await pageOf({}, who)).items.find(({ name }) => name === 'circuit')?.dependents.riders;
  expect([await ridersOf(), await ridersOf(ofSite('dublin'))]).toEqual([2, 1]);
});

it('says of an end beyond reach that nobody can tell whether it has another way', async () => {
  const lost = async (who = everyone) => (await pageOf({}, who)).items.find(({ name }) => name === 'lost');
  const of = (who = everyone) => lost(who).then((one) => one?.dependents);
  expect(await of()).toMatchObject({ sites: ['london', 'frankfurt'], isWhole: true });
  expect(await of(ofSite('london'))).toMatchObject({ sites: ['london'], isWhole: false });
  const { dependents } = await detailOf(await idOf('lost'), ofSite('london'));
  expect(dependents).toMatchObject({ atSites: [{ site: 'london' }], uncertainSites: ['frankfurt'] });
});
