import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { cliActor } from '@/lib/access/actor';
import { fromHealthLetter } from '@/lib/api/contracts/health-letters';
import { putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { betweenSchema, topologyQuerySchema, topologySchema, waysSchema } from '@/lib/api/contracts/topology';
import { createProbeTarget } from '@/lib/commands/probes/probe-targets';
import { putSite } from '@/lib/commands/sites/put-site';
import type { RoleGrant } from '@/lib/domain/access';
import { bareLink, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, testGap, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { toDeclaredRow } from '@/lib/store/links/declared-links';
import { readBetween } from './read-between';
import { readTopology } from './read-topology';
import { readWays } from './read-ways';

let database: TestDatabase;
let aws: ReadingConnection;
const now = new Date();
const readAt = new Date(now.getTime() - 60_000);

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'test', grants };
}
const everyone = actor({ role: 'viewer', scope: { kind: 'all' } });
const ofSite = (site: string) => actor({ role: 'viewer', scope: { kind: 'site', site } });
const context = (who = everyone) => ({ actor: who, database, now });

const topologyOf = async (who = everyone, query = {}) =>
  topologySchema.parse(await readTopology(context(who), topologyQuerySchema.parse(query)));
/** Lines in words: `dublin prague 2 warning`. */
async function linesOf(who = everyone, query = {}): Promise<string[]> {
  const { sites, lines } = await topologyOf(who, query);
  return lines.from.map((from, line) => {
    const to = lines.to[line] ?? -1;
    const ends = [sites[from]?.name, to === -1 ? 'nowhere' : sites[to]?.name];
    return [...ends, lines.links[line], fromHealthLetter(lines.health[line])].join(' ');
  });
}
const betweenOf = async (from: string, to?: string, who = everyone) =>
  betweenSchema.parse(await readBetween(context(who), { from, to }));
const waysOf = async (from?: string, to?: string, who = everyone) =>
  waysSchema.parse(await readWays(context(who), { from, to }));
const foundOf = async (from: string, to: string, who = everyone) => {
  const { found } = await waysOf(from, to, who);
  if (found === null) throw new Error('Both sites were chosen.');
  return found;
};
const stopsOf = ({ ways }: Awaited<ReturnType<typeof foundOf>>) =>
  ways.map(({ segments }) => [...segments.map(({ from }) => from), segments.at(-1)?.to].join(' '));

const link = (name: string, rest: Partial<LinkFacts> = {}): LinkFacts => ({
  ...bareLink({ form: 'circuit', name, state: 'up', nativeState: 'UP' }),
  carriers: [],
  ...rest,
});
const to = (place: string | null) => ({ far: { ...untoldEnd, place } });

function write(kind: 'private-circuit' | 'virtual-interface', items: [site: string, LinkFacts][], read = {}) {
  const scope = { account: '1', region: 'r', kind };
  return writeTestScope(
    database.pool,
    aws,
    items.map(([site, facts]) =>
      toTestItem(facts.name, { kind, account: '1', region: 'r', tags: { site }, links: [facts] }),
    ),
    { scope, readAt, ...read },
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  aws = await createTestConnection(database, 'clouds');
  await database.prisma.connection.update({ where: { id: aws.id }, data: { provider: 'aws' } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId: aws.id, capability: 'inventory', intervalMs: 300_000, nextDueAt: new Date(0) },
  });
  const admin = { actor: cliActor('test'), database, now, requestId: 'test' };
  const places = { dublin: [53.35, -6.26], prague: [50.08, 14.44], munich: [48.14, 11.58] } as const;
  for (const [name, [latitude, longitude]] of Object.entries(places))
    await putSite(admin, name, { title: name.toUpperCase(), country: null, latitude, longitude, aliases: [] });
  await putSite(admin, 'harbour', { title: 'Harbour', country: null, latitude: null, longitude: null, aliases: [] });
  await write('private-circuit', [
    ['dublin', link('one', { ...to('prague'), capacityBitsPerSecond: 10e9, redundancyGroup: 'pair' })],
    ['prague', link('two', { ...to('dublin'), state: 'down', redundancyGroup: 'pair' })],
    ['dublin', link('via munich', { ...to('munich'), capacityBitsPerSecond: 1e9 })],
    ['munich', link('on to prague', to('prague'))],
    ['dublin', link('to a port', to('EqDB1'))],
    ['dublin', link('to nobody knows', to(null))],
    ['harbour', link('lost', { ...to('prague'), state: 'down' })],
  ]);
  await write('virtual-interface', [
    ['dublin', link('rider', { ...to('prague'), form: 'virtual-interface', carriers: ['one'], state: 'unknown' })],
  ]);
  for (const [from, other] of [
    ['dublin', 'munich'],
    ['munich', 'dublin'],
    ['dublin', 'prague'],
  ] as const)
    await createProbeTarget(
      admin,
      putProbeTargetSchema.parse({ from, to: other, kind: 'icmp', address: `edge.${other}.example` }),
    );
});
afterAll(() => database.close());

describe('the topology', () => {
  it('has one line for all links between two sites, as bad as the worst, and one for those that end nowhere', async () => {
    expect(await linesOf()).toEqual([
      'harbour prague 1 critical',
      'dublin prague 3 unknown',
      'dublin nowhere 2 healthy',
      'dublin munich 1 healthy',
      'munich prague 1 healthy',
    ]);
    const { lines, total } = await topologyOf();
    expect(lines.capacity).toEqual([null, 10e9, null, 1e9, null]);
    expect(lines.unknownCapacity).toEqual([1, 1, 2, 0, 1]);
    expect(lines.nameless).toEqual([0, 0, 1, 0, 0]);
    expect(total).toEqual({ value: 8, atLeast: false });
  });

  it('puts a site where it is, and says of one without coordinates that it is not there', async () => {
    const { sites } = await topologyOf();
    const of = (name: string) => sites.find((site) => site.name === name);
    expect(of('dublin')).toMatchObject({ title: 'DUBLIN', isLocated: true });
    expect(of('harbour')).toMatchObject({ title: 'Harbour', isLocated: false });
    const filtered = await topologyOf(everyone, { state: 'down' });
    expect(filtered.sites.find(({ name }) => name === 'harbour')).toEqual(of('harbour'));
  });

  it('narrows what is drawn by filters', async () => {
    expect(await linesOf(everyone, { state: 'down' })).toEqual([
      'harbour prague 1 critical',
      'dublin prague 1 warning',
    ]);
    expect(await linesOf(everyone, { provider: 'azure' })).toEqual([]);
  });

  it('has only what is within reach', async () => {
    expect(await linesOf(ofSite('munich'))).toEqual(['munich prague 1 healthy']);
    await expect(readTopology(context(actor()), {})).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('the links between two sites', () => {
  it('are told in the layers in which they ride on each other', async () => {
    const { links, leftOut } = await betweenOf('prague', 'dublin');
    expect(links.map((one) => [one.link.name, one.layer, one.carriers?.map(({ name }) => name)])).toEqual([
      ['one', 0, []],
      ['two', 0, []],
      ['rider', 1, ['one']],
    ]);
    expect(leftOut).toBe(0);
  });

  it('that end where no source says are told of their site', async () => {
    expect((await betweenOf('dublin')).links.map((one) => one.link.name)).toEqual(['to a port', 'to nobody knows']);
    const hidden = await betweenOf('dublin', 'munich', ofSite('harbour'));
    expect([hidden.links, hidden.siteTitles]).toEqual([[], {}]);
    expect((await betweenOf('dublin', 'prague', ofSite('munich'))).links).toEqual([]);
  });
});

describe('the ways from one site to another', () => {
  it('are told without any until both are chosen', async () => {
    const { found, sites } = await waysOf('dublin');
    expect(found).toBeNull();
    expect(sites.map(({ title }) => title)).toEqual(['DUBLIN', 'Harbour', 'MUNICH', 'PRAGUE']);
  });

  it('come with what carries first, what bounds them, and how far that is known', async () => {
    const found = await foundOf('dublin', 'prague');
    expect(stopsOf(found)).toEqual(['dublin munich prague', 'dublin prague']);
    expect(found.ways).toMatchObject([
      { state: 'up', capacity: 1e9, unknownCapacities: 1 },
      { state: 'unknown', capacity: 10e9, unknownCapacities: 0 },
    ]);
    expect(found.openEnds).toBe(2);
    expect(found.leftOut).toBe(0);
  });

  it('say what takes over when a segment fails', async () => {
    const { ways } = await foundOf('dublin', 'prague');
    const [direct] = ways[1]?.segments ?? [];
    expect(direct).toMatchObject({ link: { name: 'rider' }, under: [{ name: 'one' }], state: 'unknown' });
    expect(direct?.others).toMatchObject([{ link: { name: 'two' }, state: 'down', sharesUnder: false }]);
    expect(direct?.around).toEqual({ sites: ['dublin', 'munich', 'prague'], state: 'up' });
    const [lost] = (await foundOf('harbour', 'prague')).ways;
    expect(lost).toMatchObject({ state: 'down', segments: [{ around: null, spares: [], others: [] }] });
  });

  it('tell what is measured each way, and that nobody measures the way back', async () => {
    const found = await foundOf('dublin', 'prague');
    expect(found.there).toMatchObject([{ from: 'dublin', to: 'prague', state: 'unknown', values: null }]);
    expect(found.back).toEqual([]);
    expect(found.ways[0]?.segments[0]).toMatchObject({ there: [{ to: 'munich' }], back: [{ to: 'dublin' }] });
  });

  it('lead only over links within reach', async () => {
    expect(stopsOf(await foundOf('dublin', 'prague', ofSite('munich')))).toEqual([]);
    expect(stopsOf(await foundOf('munich', 'prague', ofSite('munich')))).toEqual(['munich prague']);
  });
});

it('what is drawn is a floor while its inventory is not whole', async () => {
  await database.prisma.collectionRun.create({
    data: {
      connectionId: aws.id,
      capability: 'inventory',
      fencingToken: 1,
      outcome: 'partial',
      startedAt: readAt,
      finishedAt: readAt,
      gaps: [{ ...testGap, account: '1', subject: 'transit-attachment' }],
    },
  });
  expect((await topologyOf()).total).toEqual({ value: 8, atLeast: true });
});

it('makes no place of what declared links began at and is gone', async () => {
  const said = { medium: 'dark-fibre', capacityBitsPerSecond: null, carrier: null, circuitId: null } as const;
  const rest = { ridesOn: [], carries: [], redundancyGroup: null, cost: null, notes: '', meters: [] };
  const by = { createdBy: 'x', createdAt: now, updatedBy: 'x', updatedAt: now };
  for (const [name, site] of [
    ['to dublin', 'dublin'],
    ['to the harbour', 'harbour'],
  ] as const) {
    const ends = { near: { connectionId: aws.id, nativeId: 'gone' }, far: { site } };
    await database.prisma.declaredLink.create({
      data: { ...toDeclaredRow({ name, ...said, ...ends, ...rest }), ...by },
    });
  }
  const found = await foundOf('dublin', 'harbour');
  expect(stopsOf(found)).toEqual(['dublin prague harbour', 'dublin munich prague harbour']);
  expect(found.openEnds).toBe(4);
  expect((await topologyOf()).sites.map(({ name }) => name)).toEqual(['dublin', 'harbour', 'munich', 'prague']);
  expect((await betweenOf('harbour')).links.map((one) => one.link.name)).toEqual(['to the harbour']);
});
