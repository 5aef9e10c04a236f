import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { CellStore, cellStoreOf } from './cell-store';
import { rebuildFacets } from './rebuild-facets';
import { createTestConnection, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const regions = ['eu-central-1', 'us-east-1', 'us-west-2'];
const scopeIn = (region: string) => ({ ...testScope, region });

it('sees what a transaction wrote that began before others and ended after them', async () => {
  const store = new CellStore();
  const connection = await createTestConnection(database);
  const count = async () => [...(await store.read(database.pool))].reduce((sum, { present }) => sum + present, 0);
  for (const region of regions)
    await writeTestScope(database.pool, connection, [toTestItem(`a-${region}`, { region })], {
      scope: scopeIn(region),
    });
  expect(await count()).toBe(3);

  const slow = await database.pool.connect();
  await slow.query('begin');
  await slow.query(`update resource set gone_at = now(), last_seen_at = now() where region = 'us-west-2'`);
  await rebuildFacets(slow, connection.id, scopeIn('us-west-2'));
  for (const region of ['eu-central-1', 'us-east-1']) {
    const items = [toTestItem(`a-${region}`, { region }), toTestItem(`b-${region}`, { region })];
    await writeTestScope(database.pool, connection, items, { scope: scopeIn(region) });
  }
  expect(await count()).toBe(5);
  await slow.query('commit');
  slow.release();
  expect(await count()).toBe(4);
});

it('forgets scopes that are gone, also when as many came', async () => {
  const store = new CellStore();
  const connection = await createTestConnection(database);
  const own = async () =>
    [...(await store.read(database.pool))]
      .filter(({ connectionId }) => connectionId === connection.id)
      .map(({ region }) => region);
  await writeTestScope(database.pool, connection, [toTestItem('x')], {});
  expect(await own()).toEqual([testScope.region]);
  await database.prisma.inventoryScope.deleteMany({ where: { connectionId: connection.id } });
  await writeTestScope(database.pool, connection, [toTestItem('y', { region: 'us-east-1' })], {
    scope: scopeIn('us-east-1'),
  });
  expect(await own()).toEqual(['us-east-1']);
});

it('reads everything anew when the database is another one behind the same address', async () => {
  const store = new CellStore();
  const connectionsIn = async ({ pool }: TestDatabase) =>
    new Set([...(await store.read(pool))].map(({ connectionId }) => connectionId));
  const other = await createTestDatabase();
  try {
    const there = await createTestConnection(other);
    await writeTestScope(other.pool, there, [toTestItem('there')]);
    expect((await connectionsIn(database)).size).toBeGreaterThan(0);
    expect(await connectionsIn(other)).toEqual(new Set([there.id]));
    expect(await connectionsIn(database)).not.toContain(there.id);
  } finally {
    await other.close();
  }
});

it('answers many at once', async () => {
  const store = new CellStore();
  const answers = await Promise.all(Array.from({ length: 20 }, () => store.read(database.pool)));
  expect(new Set(answers.map((segments) => [...segments].length)).size).toBe(1);
});

it('is one for all copies of its module', async () => {
  vi.resetModules();
  const copy = await import('./cell-store');
  expect(copy.CellStore).not.toBe(CellStore);
  expect(copy.cellStoreOf(database.pool)).toBe(cellStoreOf(database.pool));
});
