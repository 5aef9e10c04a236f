import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseMasterKey } from '@/lib/config/master-keys';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { Gap } from '@/lib/domain/provider-fault';
import { defaultTagRules } from '@/lib/domain/resource';
import type { MetricRead, MetricWindow, Provider } from '@/lib/providers/contract/provider';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { prometheusProvider } from '@/lib/providers/prometheus/provider';
import { loadProvider } from '@/lib/providers/registry';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { toCollectionLease } from '@/lib/store/leases/collection-lease';
import { LeaseLost } from '@/lib/store/leases/lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { PostgresMetricStore } from '@/lib/store/metrics/postgres/postgres-metric-store';
import { readRuns } from '@/lib/store/runs/read-runs';
import { toMetricsCollector } from './collect-metrics';
import { runCollection } from './run-collection';

vi.mock('@/lib/providers/registry', async (original) => ({ ...(await original<object>()), loadProvider: vi.fn() }));

const key = parseMasterKey(randomBytes(32).toString('base64'));
if (key === null) throw new Error('a fresh key must parse');
const keys = { current: key, previous: [] };
const day = 86_400_000;
const settlesAfterMs = 120_000;
const start = new Date('2026-11-22T12:00:00Z');
const minute = (count: number) => new Date(start.getTime() + count * 60_000);

let database: TestDatabase;
let store: PostgresMetricStore;
let now = start;
/** What the source tells of a window, in steps; one that throws ends the read. */
let tell: (window: MetricWindow) => Iterable<MetricRead>;

beforeAll(async () => {
  database = await createTestDatabase();
  const retention = { rawMs: 2 * day, fiveMinuteMs: 30 * day, hourlyMs: 395 * day };
  store = new PostgresMetricStore(database.pool, { retention, seriesLimit: 3 });
});
afterAll(() => database.close());
beforeEach(() => {
  now = start;
  const provider: Provider = {
    ...(prometheusProvider as Provider),
    metrics: {
      defaultIntervalMs: 60_000,
      settlesAfterMs,
      async *read(_session, window) {
        yield* tell(window);
      },
    },
  };
  vi.mocked(loadProvider).mockResolvedValue(provider);
});

async function connect(): Promise<string> {
  const { id } = await database.prisma.connection.create({
    data: {
      provider: 'prometheus',
      name: randomUUID(),
      settings: { endpoint: 'https://prometheus.example.com' },
      tagRules: { ...defaultTagRules },
      intervalMs: 60_000,
      schedules: { create: { capability: 'metrics', nextDueAt: start } },
    },
  });
  return id;
}

async function collect(connectionId: string, { loseLease = false } = {}) {
  const name = toCollectionLease(connectionId, 'metrics');
  const lease = await acquireLease(database.pool, { name, holder: randomUUID(), ttlMs: 60_000 });
  if (lease === null) throw new Error('the lease is taken');
  const held = loseLease ? { ...lease, fencingToken: lease.fencingToken + 1n } : lease;
  try {
    await runCollection(
      { database, keys, egressAllow: [], now: () => now },
      {
        connectionId,
        capability: 'metrics',
        collect: (context) =>
          toMetricsCollector(store)(
            loseLease ? { ...context, assertLease: () => Promise.reject(new LeaseLost(held, 'it ran out')) } : context,
          ),
        lease,
        signal: new AbortController().signal,
      },
    );
  } finally {
    await releaseLease(database.pool, lease);
  }
  const [run] = await readRuns(database.pool, connectionId, { after: null, limit: 1 });
  return run;
}

const series = (gpu: string, points: MetricPoint[]): MetricSeries => ({
  metric: 'hw.gpu.utilization',
  definition: 'DCGM_FI_DEV_GPU_UTIL',
  subject: 'accelerator',
  attributes: { 'gpu.uuid': gpu },
  points,
});

function read(items: MetricSeries[], ...gaps: Gap[]): MetricRead {
  const [first, ...rest] = gaps;
  const completeness = first
    ? { complete: false as const, gaps: [first, ...rest] as [Gap, ...Gap[]] }
    : { complete: true as const };
  return { account: 'a', region: 'r', group: 'DCGM', result: { items, completeness, readAt: now, source: 'test' } };
}

async function newest(connectionId: string) {
  const filter = { metrics: ['hw.gpu.utilization' as const], connectionIds: [connectionId] };
  const { items } = await store.readNewest(filter, new Date(start.getTime() - day));
  return items.map((item) => ({ gpu: item.series.attributes['gpu.uuid'], at: item.at, value: item.value }));
}

describe('collecting metrics', () => {
  test('stores what was measured and says how much, then goes on from where it was', async () => {
    const id = await connect();
    const windows: MetricWindow[] = [];
    tell = (window) => {
      windows.push(window);
      return [read([series('A', [{ at: new Date(window.to.getTime() - 60_000), value: 0.5 }])])];
    };
    expect(await collect(id)).toMatchObject({
      outcome: 'complete',
      counts: null,
      measured: { series: 1, samples: 1, refused: 0 },
      gaps: [],
    });
    now = minute(5);
    await collect(id);
    expect(windows).toEqual([
      { from: minute(-60), to: start },
      { from: minute(-2), to: minute(5) },
    ]);
    expect(await newest(id)).toEqual([{ gpu: 'A', at: minute(4), value: 0.5 }]);
  });

  test('what one group could not tell is a gap and no sample, and is asked for again', async () => {
    const id = await connect();
    const gap: Gap = { fault: 'rate-limited', account: 'a', region: 'r', subject: 'DCGM', message: 'Throttled.' };
    tell = () => [read([series('A', [{ at: minute(-1), value: 1 }])]), read([], gap)];
    expect(await collect(id)).toMatchObject({ outcome: 'partial', measured: { samples: 1 }, gaps: [gap] });
    let asked: MetricWindow | undefined;
    now = minute(5);
    tell = (window) => {
      asked = window;
      return [];
    };
    expect(await collect(id)).toMatchObject({ outcome: 'complete' });
    expect(asked?.from).toEqual(minute(-60));
    expect(await newest(id)).toEqual([{ gpu: 'A', at: minute(-1), value: 1 }]);
  });

  test('a source that tells nothing at all leaves a failed run, no zero, and its watermark', async () => {
    const id = await connect();
    tell = () => [read([series('A', [{ at: minute(-1), value: 1 }])])];
    await collect(id);
    now = minute(10);
    tell = () => {
      throw new ProviderError({ kind: 'response-unexpected', operation: 'query', message: 'It answered with HTML.' });
    };
    const failed = await collect(id);
    expect(failed).toMatchObject({ outcome: 'failed', counts: null, measured: null });
    expect(failed?.gaps).toMatchObject([{ fault: 'response-unexpected', message: 'It answered with HTML.' }]);
    let asked: MetricWindow | undefined;
    tell = (window) => {
      asked = window;
      return [];
    };
    await collect(id);
    expect(asked?.from).toEqual(minute(-2));
    expect(await newest(id)).toEqual([{ gpu: 'A', at: minute(-1), value: 1 }]);
  });

  test('samples ahead of the clock, that are no number, or of too many series are told, not stored', async () => {
    const id = await connect();
    tell = () => [
      read([
        series('A', [
          { at: minute(-1), value: Number.NaN },
          { at: minute(-2), value: 0.5 },
          { at: minute(60), value: 1 },
        ]),
        ...['B', 'C', 'D', 'E'].map((gpu) => series(gpu, [{ at: minute(-1), value: 1 }])),
      ]),
    ];
    const run = await collect(id);
    expect(run).toMatchObject({ outcome: 'partial', measured: { series: 3, samples: 3, refused: 4 } });
    expect(run?.gaps.map(({ code, subject }) => ({ code, subject }))).toEqual([
      { code: 'NotFinite', subject: 'DCGM' },
      { code: 'AheadOfClock', subject: 'DCGM' },
      { code: 'SeriesLimit', subject: 'DCGM' },
    ]);
    expect((await newest(id)).map(({ gpu, at }) => ({ gpu, at }))).toContainEqual({ gpu: 'A', at: minute(-2) });
  });

  test('a series that stands still is as old as its last sample', async () => {
    const id = await connect();
    tell = () => [read([series('A', [{ at: minute(-30), value: 0.9 }])])];
    await collect(id);
    now = minute(20);
    expect(await collect(id)).toMatchObject({ outcome: 'complete', measured: { samples: 1 } });
    expect(await newest(id)).toEqual([{ gpu: 'A', at: minute(-30), value: 0.9 }]);
  });

  test('a worker whose lease is lost writes nothing', async () => {
    const id = await connect();
    tell = () => [read([series('A', [{ at: minute(-1), value: 1 }])])];
    await expect(collect(id, { loseLease: true })).rejects.toThrow(LeaseLost);
    expect(await newest(id)).toEqual([]);
  });
});
