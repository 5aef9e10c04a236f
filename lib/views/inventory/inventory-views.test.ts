import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import {
  inventoryFacetsSchema,
  inventoryPageSchema,
  inventoryQuerySchema,
  resourceDetailSchema,
} from '@/lib/api/contracts/inventory';
import type { RoleGrant } from '@/lib/domain/access';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import {
  createTestConnection,
  testGap,
  testScope,
  toTestItem,
  writeTestScope,
} from '@/lib/store/inventory/test-inventory';
import type { ViewContext } from '@/lib/views/view-context';
import { readInventoryFacets } from './read-inventory-facets';
import { readInventoryPage } from './read-inventory-page';
import { readResourceDetail } from './read-resource-detail';
import { streamInventoryCsv } from './stream-inventory-csv';

let database: TestDatabase;
let connection: ReadingConnection;
let foreign: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));

function actor(...grants: RoleGrant[]): Actor {
  return { kind: 'person', id: null, personId: null, label: 'test', grants };
}
const everyone = actor({ role: 'viewer', scope: { kind: 'all' } });
const atFrankfurt = actor({ role: 'viewer', scope: { kind: 'site', site: 'fra-1' } });
const ofTraining = actor({ role: 'viewer', scope: { kind: 'team', team: 'training' } });
const nobody = actor();

const contextOf = (who: Actor, now = at(1)): ViewContext => ({ actor: who, database, now });
const query = (input: Record<string, unknown> = {}) => inventoryQuerySchema.parse(input);
const namesOf = async (who: Actor, input: Record<string, unknown> = {}, now = at(1)) => {
  const page = inventoryPageSchema.parse(await readInventoryPage(contextOf(who, now), query(input)));
  return { names: page.items.map(({ name }) => name), total: page.total, page };
};
const csvOf = async (who: Actor, input: Record<string, unknown> = {}) => {
  let text = '';
  const { cursor: _, limit: __, ...asked } = query(input);
  for await (const piece of streamInventoryCsv(contextOf(who), asked)) text += piece;
  return text.split('\r\n').slice(1, -1);
};

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database, 'frankfurt');
  foreign = await createTestConnection(database, 'elsewhere');
  await writeTestScope(
    database.pool,
    connection,
    [
      toTestItem('vol-a', { name: 'a', tags: { site: 'fra-1', team: 'serving', owner: 'ada' } }),
      toTestItem('vol-b', { name: 'b', tags: { site: 'ams-2', team: 'training' } }),
      toTestItem('vol-c', { name: 'c', tags: { site: 'fra-1', team: 'training' }, status: 'failed' }),
      toTestItem('vol-d', { name: '=1+1', tags: { note: '\u202Eevil,"x"' }, accelerators: null }),
    ],
    { readAt: at(0) },
  );
  const account = '999900001111';
  await writeTestScope(database.pool, foreign, [toTestItem('vol-z', { name: 'z', account, tags: { site: 'sin-9' } })], {
    scope: { ...testScope, account },
    readAt: at(0),
  });
  for (const { id } of [connection, foreign])
    await database.prisma.collectionSchedule.create({
      data: { connectionId: id, capability: 'inventory', nextDueAt: at(5) },
    });
});
afterAll(() => database.close());

describe('within a bounded reach', () => {
  it.each([
    ['a site', atFrankfurt, ['a', 'c']],
    ['a team', ofTraining, ['b', 'c']],
    ['both', actor(...atFrankfurt.grants, ...ofTraining.grants), ['a', 'b', 'c']],
    ['everything', everyone, ['=1+1', 'a', 'b', 'c', 'z']],
  ])('of %s the list, its total, the facets and the export show the same and no more', async (_, who, expected) => {
    const { names, total, page } = await namesOf(who);
    expect(names).toEqual(expected);
    expect(total).toEqual({ value: expected.length, atLeast: false });
    const facets = inventoryFacetsSchema.parse(await readInventoryFacets(contextOf(who), {})).facets;
    for (const { values } of Object.values(facets))
      expect(values.reduce((sum, { count }) => sum + count.value, 0)).toBe(expected.length);
    expect(await csvOf(who)).toHaveLength(expected.length);
    const sees = expected.includes('z') ? ['elsewhere', 'frankfurt'] : ['frankfurt'];
    expect(page.sources.map(({ connectionName }) => connectionName)).toEqual(sees);
  });

  it('a filter or a search for what is out of it finds nothing', async () => {
    expect((await namesOf(atFrankfurt, { site: 'ams-2' })).names).toEqual([]);
    expect((await namesOf(atFrankfurt, { q: 'vol-z' })).total).toEqual({ value: 0, atLeast: false });
    expect((await namesOf(atFrankfurt, { connection: foreign.id })).page).toMatchObject({ items: [], sources: [] });
    const { facets } = await readInventoryFacets(contextOf(atFrankfurt), { q: 'vol', account: ['999900001111'] });
    expect(facets.account?.values.map(({ value }) => value)).toEqual([testScope.account]);
  });

  it('what exists elsewhere answers like what does not exist', async () => {
    const { id } = await database.prisma.resource.findFirstOrThrow({ where: { name: 'b' } });
    expect(resourceDetailSchema.parse(await readResourceDetail(contextOf(ofTraining), id))).toMatchObject({
      name: 'b',
    });
    const refusals = await Promise.all(
      [id, crypto.randomUUID()].map((one) => readResourceDetail(contextOf(atFrankfurt), one).catch((error) => error)),
    );
    expect(refusals[0]).toMatchObject({ kind: 'not-found', message: 'There is no such resource.' });
    expect(refusals[0].message).toBe(refusals[1].message);
  });

  it('gaps of accounts out of it are not told', async () => {
    const gaps = [
      { ...testGap, account: testScope.account },
      { ...testGap, account: '555566667777', message: 'Secret place.' },
    ];
    const run = await database.prisma.collectionRun.create({
      data: {
        connectionId: connection.id,
        capability: 'inventory',
        fencingToken: 1,
        outcome: 'partial',
        finishedAt: at(0),
        gaps,
      },
    });
    expect((await namesOf(atFrankfurt)).page.sources[0]?.gaps).toEqual([gaps[0]]);
    expect((await namesOf(everyone)).page.sources[1]?.gaps).toHaveLength(2);
    expect((await namesOf(everyone)).total).toEqual({ value: 5, atLeast: true });
    await database.prisma.collectionRun.delete({ where: { id: run.id } });
  });

  it('of nothing all of it is denied', async () => {
    await expect(namesOf(nobody)).rejects.toMatchObject({ kind: 'denied' });
    await expect(readInventoryFacets(contextOf(nobody), {})).rejects.toMatchObject({ kind: 'denied' });
    await expect(readResourceDetail(contextOf(nobody), crypto.randomUUID())).rejects.toMatchObject({ kind: 'denied' });
    expect(() => streamInventoryCsv(contextOf(nobody), query())).toThrow();
  });
});

describe('age', () => {
  it.each([
    [10, 'fresh', 'active'],
    [11, 'stale', 'active'],
    [30, 'stale', 'active'],
    [31, 'expired', 'unknown'],
  ])('of %i minutes at a five-minute interval reads %s and the status %s', async (minute, freshness, status) => {
    const { page } = await namesOf(everyone, {}, at(minute));
    expect(page.items[1]).toMatchObject({ name: 'a', freshness, status });
    expect(page.total.atLeast).toBe(freshness === 'expired');
  });

  it('takes the expired out of every status but unknown', async () => {
    expect((await namesOf(everyone, { status: 'failed' }, at(31))).names).toEqual([]);
    expect((await namesOf(everyone, { status: 'unknown' }, at(31))).names).toHaveLength(5);
    const { facets } = await readInventoryFacets(contextOf(everyone, at(31)), {});
    expect(facets.status?.values).toEqual([{ value: 'unknown', label: 'unknown', count: { value: 5, atLeast: true } }]);
  });
});

describe('counts of facets', () => {
  it('are floors by the sources that are asked, like the total', async () => {
    const { id } = await database.prisma.collectionRun.create({
      data: {
        connectionId: foreign.id,
        capability: 'inventory',
        fencingToken: 1,
        outcome: 'partial',
        startedAt: at(0),
        finishedAt: at(0),
        gaps: [{ fault: 'rate-limited', message: 'Too many requests.' }],
      },
    });
    const isFloor = async (asked: { connection?: string[] }) => {
      const { facets } = await readInventoryFacets(contextOf(everyone), asked);
      const { total } = await namesOf(everyone, asked);
      return [total.atLeast, facets.kind?.values[0]?.count.atLeast];
    };
    expect(await isFloor({})).toEqual([true, true]);
    expect(await isFloor({ connection: [connection.id] })).toEqual([false, false]);
    await database.prisma.collectionRun.delete({ where: { id } });
  });
});

describe('the export', () => {
  it('holds no cell that a spreadsheet would run and no text that turns around', async () => {
    const [first] = await csvOf(everyone);
    expect(first).toMatch(/^'=1\+1,volume,aws,frankfurt,vol-d,/);
    expect(first).toContain('"{""note"":""\\u{202e}evil,\\""x\\""""}"');
    expect(first).toContain(',unknown,unknown,');
  });

  it('follows the sort and the filters', async () => {
    const lines = await csvOf(everyone, { sort: 'name', order: 'desc', site: ['fra-1', 'ams-2'] });
    expect(lines.map((line) => line.split(',')[0])).toEqual(['c', 'b', 'a']);
  });
});

describe('with no source at all', () => {
  it('the total claims nothing', async () => {
    const empty = await createTestDatabase();
    const context = { actor: everyone, database: empty, now: at(0) };
    expect(await readInventoryPage(context, query())).toEqual({
      items: [],
      nextCursor: null,
      total: { value: 0, atLeast: true },
      sources: [],
    });
    await empty.close();
  });
});
