import { afterAll, beforeAll, expect, it } from 'vitest';
import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import type { ReadingConnection } from '../inventory/inventory-scope';
import { createTestConnection, testScope, toTestItem, writeTestScope } from '../inventory/test-inventory';
import { readSiteSoftware } from './read-site-software';

let database: TestDatabase;
let connection: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const everything = { everything: true } as const;
const scope = { ...testScope, kind: 'kubernetes-cluster' as const };
const kubernetes: SoftwareFacts = {
  ...bareSoftware('kubernetes', '1.33'),
  channel: 'REGULAR',
  supportEndsAt: new Date('2027-01-01T00:00:00Z'),
};
const write = (minute: number, software?: SoftwareFacts[] | null) =>
  writeTestScope(
    database.pool,
    connection,
    [
      toTestItem('one', { kind: scope.kind, tags: { site: 'oslo' }, software }),
      toTestItem('two', { kind: scope.kind }),
    ],
    { scope, readAt: at(minute) },
  );

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database);
});
afterAll(() => database.close());

it('keeps what a source told of software, by site, and what it told before where it does not tell', async () => {
  await write(0, [kubernetes]);
  const [row, ...others] = await readSiteSoftware(database.pool, 'oslo', everything);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ name: 'one', kind: 'kubernetes-cluster', seenAt: at(0), software: [kubernetes] });
  await write(1, null);
  expect(await readSiteSoftware(database.pool, 'oslo', everything)).toMatchObject([
    { seenAt: at(1), software: [kubernetes] },
  ]);
  await write(2, [{ ...kubernetes, version: '1.34' }]);
  expect(await readSiteSoftware(database.pool, 'oslo', everything)).toMatchObject([
    { software: [{ version: '1.34' }] },
  ]);
  await write(3, []);
  expect(await readSiteSoftware(database.pool, 'oslo', everything)).toMatchObject([{ software: [] }]);
});

it('tells nothing beyond the reach', async () => {
  const within = (sites: string[]) => readSiteSoftware(database.pool, 'oslo', { everything: false, sites, teams: [] });
  expect([(await within(['oslo'])).length, (await within(['rome'])).length]).toEqual([1, 0]);
});

it('leaves out what only a later version knows', async () => {
  await database.pool.query(
    `update resource set software = '[{"component": "firmware"}, {"component": "slurm", "version": "25.05"}]' where name = 'one'`,
  );
  expect(await readSiteSoftware(database.pool, 'oslo', everything)).toMatchObject([
    { software: [bareSoftware('slurm', '25.05')] },
  ]);
});
