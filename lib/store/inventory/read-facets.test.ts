import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { readCollectionState } from './collection-state';
import { readFacets } from './read-facets';
import { createTestConnection, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('counts what a search finds under the filters, however much it finds without them', async () => {
  const connection = await createTestConnection(database);
  const many = Array.from({ length: 2_500 }, (_, index) => toTestItem(`web-${index}`));
  await writeTestScope(database.pool, connection, many);
  const region = 'us-east-1';
  const few = Array.from({ length: 3 }, (_, index) => toTestItem(`web-far-${index}`, { region, status: 'failed' }));
  await writeTestScope(database.pool, connection, few, { scope: { ...testScope, region } });

  const now = new Date();
  const state = await readCollectionState(database.pool, now);
  const filter = { q: 'web', status: ['failed'] };
  const { facets, atLeast } = await readFacets(database.pool, { filter, reach: { everything: true }, now }, state);
  expect(facets.region).toEqual(new Map([[region, 3]]));
  expect(facets.kind).toEqual(new Map([['volume', 3]]));
  expect(facets.status.get('active')).toBeGreaterThan(0);
  expect(atLeast).toBe(true);
});
