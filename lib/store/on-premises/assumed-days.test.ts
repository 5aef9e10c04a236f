import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/store/database/database';
import { createTestDatabase } from '@/lib/store/database/test-database';
import { createTestConnection, testGap, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { readAssumedDays } from './assumed-days';
import { recordNodeDays, recordScopeDays } from './record-node-days';

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** A connection to a cluster at a site: what it lists on a day of November, in whole or with a gap, is noted at once. */
async function connect(site: string) {
  const { pool } = database;
  const connection = { ...(await createTestConnection(database)), provider: 'kubernetes' as const };
  const scope = { account: 'cluster', region: 'global', kind: 'cluster-node' } as const;
  const list = async (day: number, names: string[], isWhole = true) => {
    const readAt = new Date(Date.UTC(2026, 10, day, 6));
    const items = names.map((name) =>
      toTestItem(`${site}/${name}`, { ...scope, name, machine: `kubernetes/${site}-${name}`, tags: { site } }),
    );
    await writeTestScope(pool, connection, items, { scope, readAt, gaps: isWhole ? [] : [testGap] });
    await recordNodeDays(pool, readAt);
    await recordScopeDays(pool, readAt);
  };
  return { list, remove: () => database.prisma.connection.delete({ where: { id: connection.id } }) };
}

async function assumedAt(site: string, to = '2026-11-05'): Promise<string[]> {
  const days = await readAssumedDays(database.pool, site, to);
  expect(days.every(({ isAssumed }) => isAssumed)).toBe(true);
  return days.map(({ day, name }) => `${day.slice(8)} ${name}`);
}

test('days nobody read are assumed of nodes that were listed before and after, and of no others', async () => {
  const { list } = await connect('essen');
  await list(1, ['stays', 'goes', 'went']);
  await list(2, ['stays', 'goes']);
  await list(5, ['stays', 'went', 'new']);
  expect(await assumedAt('essen')).toEqual(['03 stays', '04 stays']);
  expect(await assumedAt('essen', '2026-11-03')).toEqual(['03 stays']);
  expect(await assumedAt('elsewhere')).toEqual([]);
});

test('a day that was read in part is assumed of the nodes it did not list', async () => {
  const { list } = await connect('bonn');
  await list(1, ['seen', 'unseen']);
  await list(2, ['seen'], false);
  await list(3, ['seen', 'unseen']);
  expect(await assumedAt('bonn', '2026-11-03')).toEqual(['02 unseen']);
});

test('an outage that goes on is assumed day by day, until the connection is removed', async () => {
  const { list, remove } = await connect('kiel');
  await list(3, ['a']);
  expect(await assumedAt('kiel')).toEqual(['04 a', '05 a']);
  await remove();
  expect(await assumedAt('kiel')).toEqual([]);
});

test('a node that another connection looked for and did not find is not assumed', async () => {
  const [one, other] = [await connect('ulm'), await connect('ulm')];
  await one.list(1, ['a', 'b']);
  await other.list(1, ['a', 'b']);
  await other.list(2, ['a']);
  await one.list(3, ['a', 'b']);
  expect(await assumedAt('ulm', '2026-11-03')).toEqual([]);
});
