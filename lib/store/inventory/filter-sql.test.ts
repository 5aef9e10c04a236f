import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { type CollectionState, readCollectionState } from './collection-state';
import { toLookup, toReachLookup } from './filter-lookups';
import { type AskedBy, toConditions } from './filter-sql';
import type { FilterKey, InventoryFilter } from './inventory-filter';
import { SqlParameters } from './sql-parameters';
import { createTestConnection, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
let state: CollectionState;
const now = new Date(Date.UTC(2026, 10, 1, 12));
const reach = { everything: true as const };

const pieces = ['a', 'q', 'j', 'Z', '7', '-', '_', ' ', '%', '\\', 'é', 'É', 'ß', 'ñ', '東', '京', 'ހ', 'İ', '𝕏', '.'];
const texts = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 8 });
const names = fc.sample(texts, { numRuns: 150, seed: 7 });

beforeAll(async () => {
  database = await createTestDatabase();
  const connection = await createTestConnection(database);
  const items = names.map((name, index) =>
    toTestItem(`vol-${index}`, {
      name,
      status: index % 3 === 0 ? 'failed' : 'active',
      tags: index % 5 === 0 ? null : { team: index % 2 === 0 ? 't0' : '', owner: names[index % 9] ?? '' },
      accelerators: index % 4 === 0 ? null : index % 4 === 1 ? [] : [{ model: 'M1', count: 8, memoryBytes: null }],
    }),
  );
  await writeTestScope(database.pool, connection, items, { readAt: now });
  state = await readCollectionState(database.pool, now);
});
afterAll(() => database.close());

function toQuery(filter: InventoryFilter, askedBy: AskedBy) {
  const parameters = new SqlParameters();
  const conditions = toConditions({ filter, reach, now }, state, parameters, askedBy);
  const where = ['r.gone_at is null', ...conditions].join(' and ');
  return { text: `select r.native_id from resource r where ${where} order by 1`, values: parameters.values };
}

async function find(filter: InventoryFilter, askedBy: AskedBy): Promise<string[]> {
  const { rows } = await database.pool.query<{ native_id: string }>(toQuery(filter, askedBy));
  return rows.map((row) => row.native_id);
}

const fold = (text: string) => text.normalize('NFC').toLowerCase();

describe('conditions', () => {
  it('find by the index what a plain scan of name, id, owner and tags finds, in any writing', async () => {
    const scan = async (q: string) => {
      const { rows } = await database.pool.query<{ native_id: string; texts: string[] }>(
        `select native_id, array[name, native_id, coalesce(owner, '')]
           || array(select key || '=' || value from jsonb_each_text(coalesce(tags, '{}'))) as texts
         from resource order by 1`,
      );
      return rows.filter((row) => row.texts.some((text) => fold(text).includes(fold(q)))).map((row) => row.native_id);
    };
    const agree = fc.asyncProperty(fc.oneof(texts, fc.constantFrom(...pieces, ...names)), async (q) => {
      if (q === '') return;
      const expected = await scan(q);
      expect(await find({ q }, 'index')).toEqual(expected);
      expect(await find({ q }, 'rows')).toEqual(expected);
    });
    await fc.assert(agree, { numRuns: 200 });
  }, 60_000);

  it('find by the index what they find row by row, under any filter', async () => {
    const some = (...values: string[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
    const filters = fc.record({
      kind: some('volume', 'bucket'),
      status: some('active', 'failed', 'unknown'),
      team: some('', 't0', 't1'),
      owner: some('', ...names.slice(0, 3)),
      gpuModel: some('', 'M1', 'unknown'),
      connection: some(state.connections[0]?.id.toUpperCase() ?? ''),
      provider: some('aws'),
    });
    const agree = fc.asyncProperty(filters, async (filter) => {
      expect(await find(filter, 'index')).toEqual(await find(filter, 'rows'));
    });
    await fc.assert(agree, { numRuns: 100 });
  }, 60_000);

  it('are looked up in one index, whatever is filtered and reached', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('set enable_seqscan = off');
      const parameters = new SqlParameters();
      const filter = { kind: ['volume'], provider: ['aws'], team: [''], gpuModel: ['M1', ''], status: ['failed'] };
      const bounded = { everything: false as const, sites: ['unplaced'], teams: ['t0'] };
      const lookups = [
        toReachLookup(bounded, parameters),
        ...Object.entries(filter).map(([key, values]) => toLookup(key as FilterKey, values, state, parameters)),
      ];
      const sql = `explain (analyze, costs off) select from resource r where ${lookups.join(' and ')}`;
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(sql, parameters.values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(lookups).not.toContain(null);
      expect(plan.match(/Scan on \w+/g)).toEqual(['Scan on resource', 'Scan on resource_filters']);
      expect(plan).not.toMatch(/Filter:/);
    } finally {
      await client.query('reset all');
      client.release();
    }
  });
});
