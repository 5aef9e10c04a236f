import { randomUUID } from 'node:crypto';
import { compress } from 'snappyjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricSeries } from '@/lib/domain/metric';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { MetricStore, SeriesIdentity } from '@/lib/store/metrics/metric-store';
import { describeMetricStore } from '@/lib/store/metrics/metric-store-conformance';
import { openEngine } from '@/lib/store/metrics/prometheus/connect/open-engine';
import { toLabels } from '@/lib/store/metrics/prometheus/names/series-labels';
import { openPrometheusStore } from '@/lib/store/metrics/prometheus/open-prometheus-store';
import { encodeWriteRequest } from '@/lib/store/metrics/prometheus/wire/encode-write-request';
import { readEngineUnderTest } from './engine-under-test';

const engine = readEngineUnderTest();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = new Date(Math.floor(Date.now() / hour) * hour);
const seriesLimit = 40;
const held = async () => undefined;
/** VictoriaMetrics shows a sample a second or two after it took it, or when it is told to. */
async function settle(): Promise<void> {
  if (engine.flushUrl !== null) await fetch(engine.flushUrl);
}

let database: TestDatabase;
let store: MetricStore;

function toConfig(url: string) {
  return { readUrl: url, writeUrl: `${url}/api/v1/write`, credentials: null, tenant: null, retentionMs: 15 * day };
}

beforeAll(async () => {
  database = await createTestDatabase();
  store = openPrometheusStore(toConfig(engine.url), database.pool, { seriesLimit });
});
afterAll(() => database.close());

describeMetricStore(engine.name, ['take-late', 'replace', 'exact', 'forget', 'keep'], () => ({
  store,
  seriesLimit,
  now,
  newConnection: async () => randomUUID(),
  settle,
  propertyRuns: 12,
}));

describe(`${engine.name} as the operator runs it`, () => {
  const power = (points: [msAgo: number, value: number][]): MetricSeries => ({
    metric: 'hw.power',
    definition: 'power_draw',
    subject: 'accelerator',
    attributes: { 'gpu.uuid': 'GPU-1' },
    points: points.map(([msAgo, value]) => ({ at: new Date(now.getTime() - msAgo), value })),
  });
  const identity = (connectionId: string): SeriesIdentity => ({
    connectionId,
    metric: 'hw.power',
    definition: 'power_draw',
    subject: 'accelerator',
    attributes: { 'gpu.uuid': 'GPU-1' },
  });
  const filter = (connectionId: string) => ({ metrics: ['hw.power' as const], connectionIds: [connectionId] });
  const write = async (to: MetricStore, connectionId: string, ...series: MetricSeries[]) => {
    const written = await to.write({ connectionId, series, now }, held);
    await settle();
    return written;
  };
  const read = async (from: MetricStore, connectionId: string) => {
    const range = { from: new Date(now.getTime() - 14 * day), to: new Date(now.getTime() + minute) };
    const { items, gaps } = await from.readSamples(identity(connectionId), range);
    expect(gaps).toEqual([]);
    return items.map(({ at, value }) => [now.getTime() - at.getTime(), value]);
  };

  test('a sample falls into the step that begins with it, to the millisecond', async () => {
    const connectionId = randomUUID();
    const edge = 2 * hour;
    const points: [number, number][] = [
      [edge + 1, 1],
      [edge, 2],
      [edge - 1, 4],
      [edge - 5 * minute + 1, 8],
      [edge - 5 * minute, 16],
      [edge - 5 * minute - 1, 32],
    ];
    await write(store, connectionId, power(points));
    const range = { from: new Date(now.getTime() - edge), to: new Date(now.getTime() - edge + minute) };
    const { items } = await store.readRange(filter(connectionId), range, 5 * minute);
    const [rolled] = items;
    expect(rolled?.startsAt).toEqual(Float64Array.of(now.getTime() - edge));
    expect([rolled?.sum, rolled?.count]).toEqual([Float64Array.of(14), Float64Array.of(3)]);
    expect([rolled?.min, rolled?.max]).toEqual([Float64Array.of(2), Float64Array.of(8)]);
  });

  test('takes late samples as far back as it is set up to', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[2 * minute, 5]]));
    const within = (engine.lateDays - 1) * day;
    expect(await write(store, connectionId, power([[within, 3]]))).toMatchObject({ samples: 1 });
    expect(await read(store, connectionId)).toEqual([
      [within, 3],
      [2 * minute, 5],
    ]);
  });

  test('tells of the samples it does not take, and takes the others', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[3 * minute, 5]]));
    const tooLate = (engine.lateDays + 2) * day;
    const points: [number, number][] = [
      [tooLate, 1],
      [2 * minute, 6],
    ];
    const { samples, refused } = await write(store, connectionId, power(points));
    expect(samples + refused.byEngine).toBe(2);
    expect(refused.byEngine).toBe(engine.takesAll ? 0 : 1);
    const expected = [
      [tooLate, 1],
      [3 * minute, 5],
      [2 * minute, 6],
    ];
    expect(await read(store, connectionId)).toEqual(refused.byEngine === 0 ? expected : expected.slice(1));
  });

  test('gives back as many digits as it keeps', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[3 * minute, 0.1 + 0.2]]));
    const [[, value] = []] = await read(store, connectionId);
    expect(value).toBeCloseTo(0.3, 12);
    if (!engine.takesAll) expect(value).toBe(0.1 + 0.2);
  });

  test('shows one of two values of a moment, once', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[3 * minute, 5]]));
    await write(store, connectionId, power([[3 * minute, 7]]));
    const samples = await read(store, connectionId);
    expect(samples).toHaveLength(1);
    expect([5, 7]).toContain(samples[0]?.[1]);
    const range = { from: new Date(now.getTime() - hour), to: now };
    const { items } = await store.readRange(filter(connectionId), range, hour);
    expect(items[0]?.count).toEqual(Float64Array.of(1));
  });

  test('keeps what it has of a connection that was removed, as it says', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[3 * minute, 5]]));
    await store.forget(connectionId);
    expect(await read(store, connectionId)).toEqual([[3 * minute, 5]]);
    expect(store.cannot.forget).toBeDefined();
  });

  test('has no sample where a series ended', async () => {
    const connectionId = randomUUID();
    await write(store, connectionId, power([[3 * minute, 5]]));
    const mark = { value: Number.NaN, atMs: now.getTime() - 2 * minute };
    const series = { labels: toLabels(identity(connectionId)), samples: [mark] };
    const request = Buffer.from(encodeWriteRequest([series]));
    // The one NaN that ends a series; a number of JavaScript cannot tell it from others.
    request.writeBigUInt64LE(0x7ff0_0000_0000_0002n, request.indexOf('000000000000f87f', 0, 'hex'));
    await openEngine(toConfig(engine.url)).write(compress(request));
    await settle();
    expect(await read(store, connectionId)).toEqual([[3 * minute, 5]]);
    const { items } = await store.readNewest(filter(connectionId), new Date(now.getTime() - hour));
    expect(items.map(({ value }) => value)).toEqual([5]);
  });

  test.runIf(engine.strictUrl !== null)(
    'without a window for late samples tells of each, and loses no other',
    async () => {
      const strict = openPrometheusStore(toConfig(engine.strictUrl ?? ''), database.pool, { seriesLimit });
      const connectionId = randomUUID();
      await write(
        strict,
        connectionId,
        power([
          [30 * minute, 1],
          [20 * minute, 2],
        ]),
      );
      const again = power([
        [30 * minute, 1],
        [25 * minute, 9],
        [20 * minute, 2],
        [10 * minute, 3],
      ]);
      const { samples, refused } = await write(strict, connectionId, again);
      expect({ samples, byEngine: refused.byEngine }).toEqual({ samples: 3, byEngine: 1 });
      expect(await read(strict, connectionId)).toEqual([
        [30 * minute, 1],
        [20 * minute, 2],
        [10 * minute, 3],
      ]);
    },
  );
});
