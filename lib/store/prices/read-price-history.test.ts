import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { readPriceHistory } from './read-price-history';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the offers of a model in a region are looked up, not all of the price book read', async () => {
  await database.pool.query(
    `INSERT INTO price_edition (provider, series, source, content_hash, valid_from, imported_at)
     SELECT 'aws', 'part ' || n % 20, 'AWS', '', timestamptz '2026-11-22 00:00Z' - n * interval '1 hour', now()
     FROM generate_series(1, 200) n`,
  );
  await database.pool.query(
    `INSERT INTO price_offer (edition_id, position, machine_type, gpu_model, gpu_count, region, currency, on_demand)
     SELECT id, n, 'm' || n, 'GPU ' || n % 20, 1, 'Region-' || n % 30, 'USD', n
     FROM price_edition, generate_series(1, 100) n`,
  );
  await database.pool.query('ANALYZE price_edition, price_offer');
  const readSoFar = async () => {
    await database.pool.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await database.pool.query<{ scans: string }>(
      `SELECT idx_scan AS scans FROM pg_stat_user_indexes WHERE indexrelname = 'price_offer_by_place'`,
    );
    return Number(rows[0]?.scans);
  };
  const wanted = { provider: 'aws', gpuModel: 'GPU 7', region: 'region-7' } as const;
  const lists = await readPriceHistory(database.pool, wanted, new Date('2026-11-01T00:00:00Z'));
  expect(lists).toHaveLength(200);
  expect(lists.every(({ offers }) => offers.every(({ region }) => region === 'Region-7'))).toBe(true);
  await expect.poll(readSoFar, { timeout: 5000, interval: 100 }).toBeGreaterThan(0);
});
