import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import { createTestDatabase, type TestDatabase } from '../../database/test-database';
import type { MetricRetention } from '../metric-store';
import { describeMetricStore } from '../metric-store-conformance';
import { seriesPerBlock } from './blocks';
import { PostgresMetricStore } from './postgres-metric-store';

const now = new Date('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;
const retention: MetricRetention = { rawMs: 2 * dayMs, fiveMinuteMs: 30 * dayMs, hourlyMs: 395 * dayMs };
const seriesLimit = 3 * seriesPerBlock + 10;
const held = async () => undefined;

let database: TestDatabase;
let store: PostgresMetricStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new PostgresMetricStore(database.pool, { retention, seriesLimit });
});
afterAll(() => database.close());

async function newConnection(): Promise<string> {
  const { id } = await database.prisma.connection.create({
    data: { provider: 'aws', name: randomUUID(), settings: {}, tagRules: {}, intervalMs: 60_000 },
  });
  return id;
}

describeMetricStore('postgres', [], () => ({
  store,
  seriesLimit,
  now,
  newConnection,
  settle: async () => undefined,
  propertyRuns: 40,
}));

describe('the postgres metric store', () => {
  const series = (index: number, at: Date, value: number): MetricSeries => ({
    metric: 'hw.power',
    definition: 'power_draw',
    subject: 'accelerator',
    attributes: { 'gpu.uuid': `GPU-${index}` },
    points: [{ at, value }],
  });
  const power = (connectionId: string) => ({ metrics: ['hw.power' as const], connectionIds: [connectionId] });
  const countRows = async (table: string, connectionId: string) => {
    const { rows } = await database.pool.query<{ count: string }>(
      `SELECT count(*) FROM ${table} WHERE block_id IN (SELECT id FROM metric_block WHERE connection_id = $1)`,
      [connectionId],
    );
    return Number(rows[0]?.count);
  };

  test('another process finds the series that this one has written, and takes them on', async () => {
    const connectionId = await newConnection();
    const other = new PostgresMetricStore(database.pool, { retention, seriesLimit });
    const at = new Date(now.getTime() - 60_000);
    for (const [turn, one] of [store, other, store].entries()) {
      const read = Array.from({ length: 90 }, (_, index) => series(40 * turn + index, at, turn));
      expect(await one.write({ connectionId, series: read, now }, held)).toMatchObject({ series: 90 });
      for (const reader of [store, other])
        expect((await reader.listSeries(power(connectionId))).items).toHaveLength(90 + 40 * turn);
    }
    expect(await countRows('metric_series', connectionId)).toBe(170);
    const newest = (await other.readNewest(power(connectionId), at)).items;
    expect(Map.groupBy(newest, ({ value }) => value).get(2)).toHaveLength(90);
  });

  test('two at once take all of both', async () => {
    const connectionId = await newConnection();
    const other = new PostgresMetricStore(database.pool, { retention, seriesLimit });
    const at = new Date(now.getTime() - 60_000);
    const batch = (from: number) => ({
      connectionId,
      now,
      series: Array.from({ length: 60 }, (_, index) => series(from + index, at, 1)),
    });
    await Promise.all([store.write(batch(0), held), other.write(batch(30), held)]);
    expect((await store.readNewest(power(connectionId), at)).items).toHaveLength(90);
  });

  test('lists what was measured of late apart from all it has', async () => {
    const connectionId = await newConnection();
    const [late, old] = [new Date(now.getTime() - 60_000), new Date(now.getTime() - 7_200_000)];
    await store.write({ connectionId, series: [series(1, late, 1), series(2, old, 1)], now }, held);
    const listed = async (since?: Date) =>
      (await store.listSeries(power(connectionId), since)).items.map(({ attributes }) => attributes['gpu.uuid']).sort();
    expect(await listed()).toEqual(['GPU-1', 'GPU-2']);
    expect(await listed(old)).toEqual(['GPU-1', 'GPU-2']);
    expect(await listed(new Date(now.getTime() - 3_600_000))).toEqual(['GPU-1']);
  });

  test('a write that fails at its end leaves nothing, and the next one finds its places', async () => {
    const connectionId = await newConnection();
    const at = new Date(now.getTime() - 60_000);
    const spoiled = series(2, at, 1);
    const broken = new PostgresMetricStore(database.pool, { retention, seriesLimit });
    await database.pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'`);
    await database.pool.query(
      'CREATE TRIGGER refuse BEFORE UPDATE OF newest ON metric_block EXECUTE FUNCTION refuse()',
    );
    await expect(broken.write({ connectionId, series: [spoiled], now }, held)).rejects.toThrow('no');
    await database.pool.query('DROP TRIGGER refuse ON metric_block; DROP FUNCTION refuse()');
    expect(await countRows('metric_sample', connectionId)).toBe(0);
    await broken.write({ connectionId, series: [series(1, at, 3), spoiled], now }, held);
    const found = (await broken.readNewest(power(connectionId), at)).items.map(({ value }) => value);
    expect(found.sort()).toEqual([1, 3]);
  });

  test('drops raw samples, five-minute roll-ups and hours when each is past its keeping', async () => {
    const connectionId = await newConnection();
    const at = new Date(now.getTime() - 3_600_000);
    await store.write({ connectionId, series: [series(1, at, 5)], now }, held);
    const filter = power(connectionId);
    const range = { from: at, to: now };
    const days = async (after: number) => {
      await store.tidy(new Date(now.getTime() + after * dayMs));
      const reads = [60_000, 300_000, 3_600_000].map((stepMs) => store.readRange(filter, range, stepMs));
      return (await Promise.all(reads)).map(({ items }) => items.length);
    };
    expect(await days(2)).toEqual([1, 1, 1]);
    expect(await days(4)).toEqual([0, 1, 1]);
    expect(await days(32)).toEqual([0, 0, 1]);
    expect(await days(395)).toEqual([0, 0, 1]);
    expect(await days(395 + 40)).toEqual([0, 0, 0]);
    expect((await store.listSeries(filter)).items).toHaveLength(1);
    await days(395 + 63);
    expect((await store.listSeries(filter)).items).toEqual([]);
    await store.tidy(now);
  });

  test('what a removed connection measured is swept out afterwards', async () => {
    const connectionId = await newConnection();
    await store.write({ connectionId, series: [series(1, new Date(now.getTime() - 60_000), 5)], now }, held);
    const { rows } = await database.pool.query<{ id: number }>('SELECT id FROM metric_block WHERE connection_id = $1', [
      connectionId,
    ]);
    const count = async (table: string) =>
      (await database.pool.query(`SELECT FROM ${table} WHERE block_id = $1`, [rows[0]?.id])).rowCount;
    const tables = ['metric_sample', 'metric_five_minutes', 'metric_hour'];
    expect(await Promise.all(tables.map(count))).toEqual([1, 1, 1]);
    await database.prisma.connection.delete({ where: { id: connectionId } });
    await store.tidy(now);
    expect(await Promise.all(tables.map(count))).toEqual([0, 0, 0]);
  });

  test('two may keep house at once', async () => {
    const other = new PostgresMetricStore(database.pool, { retention, seriesLimit });
    await Promise.all([store.tidy(now), other.tidy(now)]);
  });
});
