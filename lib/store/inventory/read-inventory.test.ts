import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { InventoryItem } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { type CollectionState, readCollectionState } from './collection-state';
import { countMatching } from './count-matching';
import { type FilterKey, filterKeys, type InventoryFilter, type InventoryQuestion } from './inventory-filter';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { fromCursor, toCursor } from './page-cursor';
import { readFacets } from './read-facets';
import { readPage } from './read-page';
import type { ResourceRow } from './resource-row';
import { type Sort, sortKeys } from './sort-keys';
import { createTestConnection, testGap, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
let connections: ReadingConnection[];
const everything: Reach = { everything: true };
const minutes = (count: number) => new Date(Date.UTC(2026, 10, 1, 12, count));
const now = minutes(60);

const scopes: InventoryScope[] = [
  testScope,
  { ...testScope, region: 'us-east-1', kind: 'compute-instance' },
  { ...testScope, account: '222233334444', kind: 'bucket', region: 'global' },
];

/** Small sets of values, so that keys tie often. */
function toItems(scope: InventoryScope, count: number): InventoryItem[] {
  return Array.from({ length: count }, (_, index) =>
    toTestItem(`${scope.kind}-${index}`, {
      kind: scope.kind,
      account: scope.account,
      region: scope.region === 'global' ? (index % 2 === 0 ? 'eu-central-1' : 'us-east-1') : scope.region,
      name: ['Alpha', 'alpha', 'beta', 'Gamma 100%', 'λόγος', 'x_y'][index % 6] ?? 'x',
      status: (['active', 'active', 'failed', 'stopped'] as const)[index % 4] ?? 'active',
      accelerators:
        index % 5 === 0
          ? null
          : index % 5 < 3
            ? []
            : [{ model: `M${index % 2}`, count: 4 + (index % 3), memoryBytes: null }],
      tags:
        index % 7 === 0
          ? null
          : {
              team: `t${index % 3}`,
              owner: index % 4 === 0 ? '' : `o${index % 4}`,
              site: index % 3 === 0 ? 'fra-1' : '',
            },
      createdAt: index % 3 === 0 ? null : minutes(-(index % 10)),
    }),
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  connections = [await createTestConnection(database, 'one'), await createTestConnection(database, 'two')];
  for (const [index, connection] of connections.entries())
    for (const scope of scopes) {
      const items = toItems(scope, 40 + index * 7);
      await writeTestScope(database.pool, connection, items, { scope, readAt: minutes(50) });
      await writeTestScope(database.pool, connection, items.slice(0, -5), { scope, readAt: minutes(55) });
    }
});
afterAll(() => database.close());

async function ask(filter: InventoryFilter = {}, reach: Reach = everything, at = now) {
  const state = await readCollectionState(database.pool, at);
  const question: InventoryQuestion = { filter, reach, now: at };
  return { state, question };
}

async function readAll(
  question: InventoryQuestion,
  state: CollectionState,
  sort: Sort,
  limit: number,
): Promise<ResourceRow[]> {
  const rows: ResourceRow[] = [];
  let cursor: string | null = null;
  do {
    const after: ReturnType<typeof fromCursor> | null = cursor === null ? null : fromCursor(sort, cursor);
    const page = await readPage(database.pool, { question, state, sort, after, limit, matching: null });
    rows.push(...page.rows);
    cursor = page.next === null ? null : toCursor(sort, page.next);
  } while (cursor !== null);
  return rows;
}

const facetValue: Record<FilterKey, (row: ResourceRow) => string> = {
  kind: (row) => row.kind,
  provider: (row) => row.provider,
  connection: (row) => row.connectionId,
  account: (row) => row.account,
  region: (row) => row.region,
  status: (row) => row.status,
  site: (row) => row.site,
  team: (row) => row.team ?? '',
  owner: (row) => row.owner ?? '',
  gpuModel: (row) => (row.accelerators === null ? 'unknown' : (row.accelerators[0]?.model ?? '')),
};

function isWithin(row: ResourceRow, reach: Reach): boolean {
  return reach.everything || reach.sites.includes(row.site) || (row.team !== null && reach.teams.includes(row.team));
}

function matches(row: ResourceRow, filter: InventoryFilter, except?: FilterKey): boolean {
  return filterKeys.every(
    (key) => key === except || filter[key] === undefined || filter[key].includes(facetValue[key](row)),
  );
}

const reachArbitrary = fc.oneof(
  fc.constant(everything),
  fc.record({
    everything: fc.constant(false as const),
    sites: fc.subarray(['fra-1', 'aws/us-east-1', 'nowhere']),
    teams: fc.subarray(['t0', 't2', '']),
  }),
);
const sortArbitrary = fc.record({
  key: fc.constantFrom(...sortKeys),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});
const some = (...values: string[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const filterArbitrary = fc.record({
  kind: some('volume', 'bucket', 'database'),
  account: some('222233334444', '111122223333'),
  region: some('us-east-1', 'eu-central-1'),
  status: some('active', 'failed', 'unknown'),
  site: some('fra-1', 'aws/us-east-1'),
  team: some('', 't0', 't1'),
  owner: some('', 'o1', 'o3'),
  gpuModel: some('', 'M0', 'unknown'),
  provider: some('aws'),
});

describe('paging', () => {
  it('visits every match once, in order, under any sort, filter, reach and page size', async () => {
    const { question, state } = await ask();
    const all = await readAll(question, state, { key: 'firstSeenAt', order: 'asc' }, 200);
    expect(all).toHaveLength(new Set(all.map(({ id }) => id)).size);
    await fc.assert(
      fc.asyncProperty(
        sortArbitrary,
        filterArbitrary,
        reachArbitrary,
        fc.integer({ min: 3, max: 60 }),
        async (sort, filter, reach, limit) => {
          const rows = await readAll({ filter, reach, now }, state, sort, limit);
          const expected = all.filter((row) => isWithin(row, reach) && matches(row, filter));
          expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
          for (const [index, row] of rows.entries()) {
            const before = rows[index - 1];
            if (before !== undefined) expect(compare(before, row, sort)).toBeLessThan(0);
          }
        },
      ),
      { numRuns: 120 },
    );
  }, 120_000);

  it('goes on from where it was when rows come and go between pages', async () => {
    const { question, state } = await ask({ kind: ['volume'], connection: [connections[0]?.id ?? ''] });
    const sort: Sort = { key: 'name', order: 'asc' };
    const first = await readPage(database.pool, { question, state, sort, after: null, limit: 5, matching: null });
    const rest = await readPage(database.pool, {
      question,
      state,
      sort,
      after: first.next,
      limit: 200,
      matching: null,
    });
    expect(rest.rows).toHaveLength(30);
    expect(rest.next).toBeNull();
  });

  it('finds text in any case, wildcards and all, and only within one field', async () => {
    const find = async (q: string) => {
      const { question, state } = await ask({ q });
      return new Set((await readAll(question, state, { key: 'name', order: 'asc' }, 50)).map(({ name }) => name));
    };
    expect(await find('ALPHA')).toEqual(new Set(['Alpha', 'alpha']));
    expect(await find('100%')).toEqual(new Set(['Gamma 100%']));
    expect(await find('x_y')).toEqual(new Set(['x_y']));
    expect(await find('ΛΌΓ')).toEqual(new Set(['λόγος']));
    expect(await find('a%a')).toEqual(new Set());
    expect(await find('alpha volume')).toEqual(new Set());
    expect(await find('a\0b')).toEqual(new Set());
    expect(await find('lpha\nvol')).toEqual(new Set());
    expect((await find('team=t1')).size).toBeGreaterThan(0);
  });

  it('lists what has gone apart from what is there', async () => {
    const { question, state } = await ask({ presence: 'gone' });
    const gone = await readAll(question, state, { key: 'name', order: 'desc' }, 7);
    expect(gone).toHaveLength(30);
    expect(
      gone.every(
        ({ goneAt, lastSeenAt }) =>
          goneAt?.getTime() === minutes(55).getTime() && lastSeenAt.getTime() === minutes(50).getTime(),
      ),
    ).toBe(true);
    const later = { ...question, now: new Date(now.getTime() + 31 * 86_400_000) };
    expect(await readAll(later, state, { key: 'name', order: 'desc' }, 7)).toEqual([]);
  });
});

describe('a cursor', () => {
  it('is refused under another sort, and when it is made up', () => {
    const cursor = toCursor({ key: 'name', order: 'asc' }, { value: 'a', id: crypto.randomUUID() });
    expect(() => fromCursor({ key: 'name', order: 'desc' }, cursor)).toThrow(Refusal);
    expect(() => fromCursor({ key: 'kind', order: 'asc' }, cursor)).toThrow(Refusal);
    for (const made of [
      'x',
      Buffer.from('null').toString('base64url'),
      Buffer.from('["gpuCount","asc","x","0"]').toString('base64url'),
    ])
      expect(() => fromCursor({ key: 'gpuCount', order: 'asc' }, made)).toThrow(Refusal);
    const wrongType = Buffer.from(JSON.stringify(['gpuCount', 'asc', 'x', crypto.randomUUID()])).toString('base64url');
    expect(() => fromCursor({ key: 'gpuCount', order: 'asc' }, wrongType)).toThrow(Refusal);
  });

  it('fits its contract whatever the name', () => {
    const cursor = toCursor({ key: 'name', order: 'asc' }, { value: '𝕏'.repeat(100), id: crypto.randomUUID() });
    expect(cursor.length).toBeLessThanOrEqual(1024);
  });
});

describe('counts', () => {
  it('agree with the list, in total and in every facet, under any filter and reach', async () => {
    const { question, state } = await ask();
    const all = await readAll(question, state, { key: 'name', order: 'asc' }, 200);
    await fc.assert(
      fc.asyncProperty(filterArbitrary, reachArbitrary, some('alpha', 'volume'), async (filter, reach, words) => {
        const q = words?.[0];
        const asked: InventoryQuestion = { filter: { ...filter, q }, reach, now };
        const visible = all.filter(
          (row) =>
            isWithin(row, reach) && (q === undefined || row.name.toLowerCase().includes(q) || row.nativeId.includes(q)),
        );
        expect(await countMatching(database.pool, asked, state)).toEqual({
          value: visible.filter((row) => matches(row, filter)).length,
          atLeast: false,
        });
        const { facets, atLeast } = await readFacets(database.pool, asked, state);
        expect(atLeast).toBe(false);
        for (const key of filterKeys) {
          const expected = new Map<string, number>();
          for (const row of visible.filter((one) => matches(one, filter, key))) {
            const value = facetValue[key](row);
            expected.set(value, (expected.get(value) ?? 0) + 1);
          }
          expect([key, Object.fromEntries(facets[key])]).toEqual([key, Object.fromEntries(expected)]);
        }
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});

describe('facts too old to be told', () => {
  it('count, filter and sort as unknown: whole connections, single scopes and single resources', async () => {
    const own = await createTestDatabase();
    try {
      const [kept, stopped] = [await createTestConnection(own), await createTestConnection(own)];
      const virginia = { ...testScope, region: 'us-east-1' };
      const inVirginia = (id: string) => toTestItem(id, { region: virginia.region });
      await writeTestScope(own.pool, stopped, [toTestItem('a'), toTestItem('b', { status: 'failed' })], {
        readAt: minutes(0),
      });
      await writeTestScope(own.pool, kept, [inVirginia('c')], { scope: virginia, readAt: minutes(0) });
      await writeTestScope(own.pool, kept, [toTestItem('d'), toTestItem('e')], { readAt: minutes(0) });
      await writeTestScope(own.pool, kept, [toTestItem('d')], { readAt: minutes(40), gaps: [testGap] });
      const at = minutes(41);
      const state = await readCollectionState(own.pool, at);
      const list = async (filter: InventoryFilter, order: 'asc' | 'desc' = 'asc') => {
        const request = {
          question: { filter, reach: everything, now: at },
          state,
          after: null,
          limit: 1,
          matching: null,
        };
        const names: string[] = [];
        let after = null;
        do {
          const page = await readPage(own.pool, { ...request, sort: { key: 'status', order }, after });
          names.push(...page.rows.map(({ name }) => name));
          after = page.next;
        } while (after !== null);
        return names;
      };
      const count = async (filter: InventoryFilter) =>
        (await countMatching(own.pool, { filter, reach: everything, now: at }, state)).value;
      expect((await list({ status: ['unknown'] })).sort()).toEqual(['a', 'b', 'c', 'e']);
      expect(await list({ status: ['active'] })).toEqual(['d']);
      expect(await list({ status: ['failed'] })).toEqual([]);
      expect((await list({}))[0]).toBe('d');
      expect((await list({}, 'desc'))[4]).toBe('d');
      expect([await count({ status: ['unknown'] }), await count({ status: ['active'] }), await count({})]).toEqual([
        4, 1, 5,
      ]);
      for (const q of [undefined, 'name', 'vol', 'e']) {
        const { facets } = await readFacets(own.pool, { filter: { q }, reach: everything, now: at }, state);
        if (q === undefined) expect(Object.fromEntries(facets.status)).toEqual({ unknown: 4, active: 1 });
        if (q === 'e') expect(Object.fromEntries(facets.status)).toEqual({ unknown: 1 });
      }
      const fresh = await readCollectionState(own.pool, minutes(20));
      expect(fresh.expiry).toEqual({ connections: [], scopes: [], missed: [] });
    } finally {
      await own.close();
    }
  });
});

function compare(left: ResourceRow, right: ResourceRow, { key, order }: Sort): number {
  const [a, b] = [sortValue(left, key), sortValue(right, key)];
  const direction = order === 'asc' ? 1 : -1;
  if (a === null || b === null) {
    if (a !== null) return -1;
    if (b !== null) return 1;
  } else if (a !== b)
    return (typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : a - Number(b)) * direction;
  return (left.id < right.id ? -1 : 1) * direction;
}

function sortValue(row: ResourceRow, key: Sort['key']): string | number | null {
  if (key === 'name') return row.name.toLowerCase();
  if (key === 'firstSeenAt' || key === 'createdAt') return row[key]?.getTime() ?? null;
  return row[key];
}
