import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import type { ReadingConnection } from './inventory-scope';
import { purgeGone } from './purge-gone';
import { retireScopes } from './retire-scopes';
import { createTestConnection, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
let connection: ReadingConnection;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  connection = await createTestConnection(database);
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const virginia = { ...testScope, region: 'us-east-1' };
const inVirginia = (count: number) =>
  Array.from({ length: count }, (_, index) => toTestItem(`vol-${index}`, { region: virginia.region }));
const retire = (minute: number, accounts: string[] | null = null) =>
  retireScopes(database.pool, { connection, scopes: [testScope], accounts, readAt: at(minute) }, async () => undefined);
const scopeRegions = async () =>
  (await database.prisma.inventoryScope.findMany({ where: { connectionId: connection.id } })).map(
    ({ region }) => region,
  );

describe('a scope that a complete enumeration does not name', () => {
  it('is read as empty, and forgotten once a second enumeration agrees', async () => {
    await writeTestScope(database.pool, connection, [toTestItem('kept')], { readAt: at(0) });
    await writeTestScope(database.pool, connection, inVirginia(3), { scope: virginia, readAt: at(0) });
    expect(await retire(1)).toEqual({ gone: 0, held: 3 });
    expect(await scopeRegions()).toEqual([testScope.region, virginia.region]);
    expect(await retire(2)).toEqual({ gone: 3, held: 0 });
    expect(await scopeRegions()).toEqual([testScope.region]);
    const present = await database.prisma.resource.findMany({ where: { connectionId: connection.id, goneAt: null } });
    expect(present.map(({ nativeId }) => nativeId)).toEqual(['kept']);
  });
});

describe('a scope that an enumeration of some accounts does not name', () => {
  it('is retired in those accounts, and stays in the others', async () => {
    const elsewhere = { ...virginia, account: 'another-account' };
    const there = [toTestItem('there', { account: elsewhere.account, region: elsewhere.region })];
    await writeTestScope(database.pool, connection, [toTestItem('kept')], { readAt: at(0) });
    await writeTestScope(database.pool, connection, inVirginia(1), { scope: virginia, readAt: at(0) });
    await writeTestScope(database.pool, connection, there, { scope: elsewhere, readAt: at(0) });
    expect(await retire(1, [])).toEqual({ gone: 0, held: 0 });
    for (const minute of [2, 3]) await retire(minute, [testScope.account]);
    const present = await database.prisma.resource.findMany({ where: { connectionId: connection.id, goneAt: null } });
    expect(present.map(({ nativeId }) => nativeId).sort()).toEqual(['kept', 'there']);
  });
});

describe('purgeGone', () => {
  it('deletes what went more than thirty days ago, and nothing else', async () => {
    await writeTestScope(database.pool, connection, [toTestItem('old'), toTestItem('here')], { readAt: at(0) });
    await writeTestScope(database.pool, connection, [toTestItem('here')], { readAt: at(1) });
    const thirtyDaysLater = at(1).getTime() + 30 * 86_400_000;
    const left = async () =>
      (
        await database.prisma.resource.findMany({
          where: { connectionId: connection.id },
          orderBy: { nativeId: 'asc' },
        })
      ).map(({ nativeId }) => nativeId);
    await purgeGone(database.pool, new Date(thirtyDaysLater));
    expect(await left()).toEqual(['here', 'old']);
    await purgeGone(database.pool, new Date(thirtyDaysLater + 1));
    expect(await left()).toEqual(['here']);
  });
});
