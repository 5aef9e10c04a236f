import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { foldForSearch, toIndexCondition, toSearchText } from './search-text';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
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
    'j',
    'J',
    'Q',
    '𝕏',
    '\u{10ffff}',
    '\ue780',
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
      if (q === '' || !toSearchText(searched).includes(q)) return;
      const { operator, patterns } = toIndexCondition(q);
      const sql = `select $1 ${operator} any($2) as meets`;
      const { rows } = await database.pool.query(sql, [toSearchText(searched), patterns]);
      expect(rows).toEqual([{ meets: true }]);
    });
    await fc.assert(held, { numRuns: 800 });
  });

  it('spells no two characters alike, and none within another', () => {
    const points = [...Array(0x3000).keys(), 0x6771, 0xffff, 0x1d54f, 0x50fff, 0x51000, 0x10ffff];
    const spellings = points
      .filter((point) => point > 0 && (point < 0xd800 || point > 0xdfff))
      .map((point) => String.fromCodePoint(point))
      .filter((character) => character === character.normalize('NFC').toLowerCase() && !/[\r\n]/.test(character))
      .map(foldForSearch);
    expect(new Set(spellings).size).toBe(spellings.length);
    for (const spelling of spellings) expect(spelling).toMatch(/^([a-ik-pr-z0-9]|qq|jj|[QJ][A-IK-PR-Z]+)$/);
  });

  it.each(['qzx', 'qz', 'q-z', 'z-', '-', 'q', 'z', '東', 'ñ', '%', '\\', '東京都', 'no server'])(
    'has for "%s" a condition that the trigram index alone answers',
    async (q) => {
      const { operator, patterns } = toIndexCondition(foldForSearch(q));
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
          `explain (analyze, costs off, timing off) select from searched where search_text ${operator} any($1)`,
          [patterns],
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
