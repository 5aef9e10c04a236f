import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { readCollectionState } from './collection-state';
import { countMatching } from './count-matching';
import type { InventoryFilter } from './inventory-filter';
import type { ReadingConnection } from './inventory-scope';
import type { PagePosition } from './page-cursor';
import { readFacets } from './read-facets';
import { readPage } from './read-page';
import { foldForSearch } from './search-text';
import { type Sort, sortKeys } from './sort-keys';
import { createTestConnection, testScope, toTestItem, writeTestScope } from './test-inventory';

// As in a table too large to look at row by row; which rows a sample holds is all the same to what is asserted.
vi.mock('./sample-rows', () => ({
  toSamples: async () => ({
    fine: { clause: 'tablesample bernoulli (40) repeatable (1)', scale: 2.5 },
    coarse: { clause: 'tablesample bernoulli (10) repeatable (1)', scale: 10 },
  }),
}));

let database: TestDatabase;
let connection: ReadingConnection;
const everything = { everything: true as const };
const now = new Date(Date.UTC(2026, 10, 1, 12));

beforeAll(async () => {
  database = await createTestDatabase();
  connection = await createTestConnection(database);
  const items = Array.from({ length: 300 }, (_, index) =>
    toTestItem(`vol-${index}`, {
      name: `${['gpu', 'web', 'zeta'][index % 3]}-${index % 40}`,
      status: index % 2 === 0 ? 'active' : 'failed',
      createdAt: index % 4 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (index % 20))),
      accelerators: index % 5 === 0 ? null : [],
    }),
  );
  await writeTestScope(database.pool, connection, items, { readAt: now });
});
afterAll(() => database.close());

async function readAll(filter: InventoryFilter, sort: Sort, limit: number): Promise<string[]> {
  const state = await readCollectionState(database.pool, now);
  const ids: string[] = [];
  let after: PagePosition | null = null;
  do {
    const request = { question: { filter, reach: everything, now }, state, sort, after, limit, matching: null };
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(database.pool, request);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}

describe('with a sample to go by', () => {
  it('paging still visits every match once, in the order of the whole list', async () => {
    const sortArbitrary = fc.record({
      key: fc.constantFrom(...sortKeys),
      order: fc.constantFrom('asc' as const, 'desc' as const),
    });
    const filterArbitrary = fc.record({
      q: fc.constantFrom(undefined, 'zeta', 'web-1', 'we', '-7', 'a', 'none'),
      status: fc.constantFrom(undefined, ['failed'], ['active', 'failed']),
    });
    const visitsAll = fc.asyncProperty(
      sortArbitrary,
      filterArbitrary,
      fc.integer({ min: 4, max: 50 }),
      async (sort, filter, limit) => {
        const whole = await readAll({}, sort, 200);
        const { rows } = await database.pool.query<{ id: string }>(
          `select id from resource where ($1::text is null or strpos(search_text, $1) > 0) and ($2::text[] is null or status = any($2))`,
          [filter.q === undefined ? null : foldForSearch(filter.q), filter.status],
        );
        const matching = new Set(rows.map(({ id }) => id));
        expect(await readAll(filter, sort, limit)).toEqual(whole.filter((id) => matching.has(id)));
      },
    );
    await fc.assert(visitsAll, { numRuns: 80 });
  }, 120_000);

  it('counts are exact, and floors that say so where there is plenty', async () => {
    const state = await readCollectionState(database.pool, now);
    const ask = (q: string) => ({ filter: { q }, reach: everything, now });
    const count = (q: string) => countMatching(database.pool, ask(q), state);
    for (const q of ['zeta', 'z']) expect(await count(q)).toEqual({ value: 100, atLeast: false });
    expect(await count('ñ')).toEqual({ value: 0, atLeast: false });
    expect((await readFacets(database.pool, ask('w'), state)).atLeast).toBe(false);

    const scope = { ...testScope, kind: 'bucket' as const };
    const many = Array.from({ length: 2_000 }, (_, index) => toTestItem(`plenty-${index}`, { kind: scope.kind }));
    await writeTestScope(database.pool, connection, many, { scope, readAt: now });
    const floor = await count('lent');
    expect(floor.atLeast).toBe(true);
    expect(floor.value).toBeGreaterThan(400);
    expect(floor.value).toBeLessThan(2_000);
    const foreseen = { sampled: 1_300, scale: 2.5, bounds: null };
    const known = await countMatching(database.pool, ask('lent'), state, foreseen);
    expect(known).toEqual({ value: 1_300, atLeast: true });
    const { facets, atLeast } = await readFacets(database.pool, ask('lent'), state);
    expect([[...facets.kind.keys()], atLeast]).toEqual([['bucket'], true]);
  });
});
