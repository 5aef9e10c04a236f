import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { readCollectionState } from './collection-state';
import { foldForSearch, toIndexCondition, toSearchText } from './search-text';

let database: TestDatabase;
let wide: boolean;
beforeAll(async () => {
  database = await createTestDatabase();
  wide = (await readCollectionState(database.pool, new Date())).wideTrigrams;
});
afterAll(() => database.close());

const letters = fc.string({
  unit: fc.constantFrom(
    'a',
    'q',
    'Z',
    '7',
    '-',
    '_',
    ' ',
    '%',
    '\\',
    'é',
    'ß',
    '東',
    'İ',
    '\n',
    '.',
    '=',
    '\t',
    '\u0001',
    'ހ',
    'ހ',
    '\ue780',
    '\ue781',
    'ށ',
  ),
});
const fields = fc.record({
  name: letters,
  nativeId: letters,
  owner: fc.option(letters),
  tags: fc.option(fc.dictionary(letters, letters, { maxKeys: 3 })),
});

describe('the text that is searched', () => {
  it('holds a text exactly when a field does', () => {
    const agree = fc.property(fields, letters, (searched, q) => {
      const folded = foldForSearch(q);
      const all = [searched.name, searched.nativeId, searched.owner ?? ''];
      for (const [key, value] of Object.entries(searched.tags ?? {})) all.push(`${key}=${value}`);
      const isHeld = all.some((field) => foldForSearch(field).includes(folded));
      expect(toSearchText(searched).includes(folded)).toBe(isHeld);
    });
    fc.assert(agree, { numRuns: 2_000 });
  });

  it('meets the index condition of every text it holds', async () => {
    const held = fc.asyncProperty(fields, fc.nat(), fc.integer({ min: 1, max: 5 }), async (searched, from, length) => {
      const field = Array.from(
        `${searched.name}${searched.nativeId}`.length > 0 ? searched.name || searched.nativeId : 'x',
      );
      const start = from % Math.max(1, field.length);
      const q = foldForSearch(field.slice(start, start + length).join(''));
      for (const isWide of [true, false]) {
        const condition = toIndexCondition(q, isWide);
        if (q === '' || condition === null || !toSearchText(searched).includes(q)) continue;
        const sql = `select $1 ${condition.operator} $2 as meets`;
        const { rows } = await database.pool.query(sql, [toSearchText(searched), condition.pattern]);
        expect(rows).toEqual([{ meets: true }]);
      }
    });
    await fc.assert(held, { numRuns: 800 });
  });

  it('has its words told apart by a letter only where the server knows letters beyond ASCII', async () => {
    const { rows } = await database.pool.query<{ type: string }>(
      `select datctype as type from pg_database where datname = current_database()`,
    );
    expect(wide).toBe(/utf-?8/i.test(rows[0]?.type ?? ''));
  });

  it.each(['qzx', 'qz', 'q-z', 'z-', '東京都', 'no server'])(
    'has for "%s" a condition that the trigram index alone answers',
    async (q) => {
      const condition = toIndexCondition(foldForSearch(q), wide);
      if (condition === null) throw new RangeError('There is none.');
      const client = await database.pool.connect();
      try {
        const texts = Array.from({ length: 500 }, (_, index) =>
          toSearchText({ name: `server-${index}`, nativeId: `arn:aws:volume/${index * 7}`, owner: null, tags: null }),
        );
        await client.query('create temp table searched (search_text text)');
        await client.query('insert into searched select unnest($1::text[])', [texts]);
        await client.query('create index on searched using gin (search_text gin_trgm_ops)');
        await client.query('set enable_seqscan = off');
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, costs off, timing off) select from searched where search_text ${condition.operator} $1`,
          [condition.pattern],
        );
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toMatch(/Bitmap Index Scan/);
        expect(plan).not.toMatch(/Removed by Index Recheck/);
      } finally {
        await client.query('drop table searched');
        await client.query('reset all');
        client.release();
      }
    },
  );
});
