import { afterAll, beforeAll, expect, it } from 'vitest';
import { isUnavailable } from '@/lib/access/request/is-unavailable';
import { CodedPool } from './coded-pool';
import { createTestDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let pool: CodedPool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new CodedPool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 50 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

it('says by a code that no connection came free in time, to whoever connects and to whoever asks', async () => {
  const client = await pool.connect();
  for (const attempt of [() => pool.connect(), () => pool.query('select 1')]) {
    const error = await attempt().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'ETIMEDOUT' });
    expect(isUnavailable(error)).toBe(true);
  }
  client.release();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('leaves the codes of the server and of the network as they are', async () => {
  await expect(pool.query('select * from nothing_here')).rejects.toMatchObject({ code: '42P01' });
  const lost = new CodedPool({ connectionString: 'postgresql://m@127.0.0.1:1/m' });
  await expect(lost.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await lost.end();
});
