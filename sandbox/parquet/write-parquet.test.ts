import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawsOf } from '../world/draws';
import { writeParquet } from './write-parquet';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function query(file: Buffer, sql: string) {
  const path = join(folder, 'file.parquet');
  writeFileSync(path, file);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql.replace('FILE', `'${path}'`));
  connection.closeSync();
  return reader.getRowObjectsJson();
}

describe('writeParquet', () => {
  test('writes what another reader reads: texts, numbers, instants, maps, and nulls in each', async () => {
    const file = writeParquet(
      [
        { name: 'word', type: 'text', values: ['naïve', '', '評価'], rows: [0, -1, 2, 1] },
        { name: 'cost', type: 'double', values: [0.1, -2.5e-10], rows: [0, 1, -1, 0] },
        { name: 'at', type: 'instant', values: [Date.UTC(2026, 10, 1), 1], rows: [0, 0, 1, -1] },
        {
          name: 'tags',
          type: 'map',
          values: [
            [
              ['team', 'speech'],
              ['site', 'munich'],
            ],
            [],
          ],
          rows: [0, 1, -1, 0],
        },
      ],
      4,
    );
    const rows = await query(
      file,
      `SELECT word, cost::VARCHAR AS cost, "at"::VARCHAR AS "at", tags::VARCHAR AS tags FROM FILE`,
    );
    expect(rows).toEqual([
      { word: 'naïve', cost: '0.1', at: '2026-11-01 00:00:00', tags: '{team=speech, site=munich}' },
      { word: null, cost: '-2.5e-10', at: '2026-11-01 00:00:00', tags: '{}' },
      { word: '評価', cost: null, at: '1970-01-01 00:00:00.001', tags: null },
      { word: '', cost: '0.1', at: null, tags: '{team=speech, site=munich}' },
    ]);
    const types = await query(file, 'SELECT column_type FROM (DESCRIBE SELECT * FROM FILE)');
    expect(types.map(({ column_type }) => column_type)).toEqual([
      'VARCHAR',
      'DOUBLE',
      'TIMESTAMP',
      'MAP(VARCHAR, VARCHAR)',
    ]);
  });

  test.each([1, 2, 3, 8, 9, 200, 3000])('keeps the order of many rows over %i distinct values', async (distinct) => {
    const draws = drawsOf('parquet', distinct);
    const rows: number[] = [];
    while (rows.length < 4_000) {
      const place = draws.integer(-1, distinct - 1);
      const run = draws.chance(0.2) ? draws.integer(1, 40) : 1;
      for (let count = 0; count < run; count++) rows.push(place);
    }
    const values = Array.from({ length: distinct }, (_, index) => `value ${index}`);
    const file = writeParquet([{ name: 'v', type: 'text', values, rows }], rows.length);
    const read = await query(file, 'SELECT v FROM FILE');
    expect(read.map(({ v }) => v)).toEqual(rows.map((place) => values[place] ?? null));
  });

  test('writes a table without rows', async () => {
    const file = writeParquet([{ name: 'v', type: 'text', values: [], rows: [] }], 0);
    expect(await query(file, 'SELECT count(*)::INT AS rows FROM FILE')).toEqual([{ rows: 0 }]);
  });
});
