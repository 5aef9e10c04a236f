import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricSeries } from '@/lib/domain/metric';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { PostgresMetricStore } from '@/lib/store/metrics/postgres/postgres-metric-store';
import { type Measurement, measure, timed } from '../measure';
import { generateSeries, measuredMetrics, uuidOf } from './generate-series';

const minute = 60_000;
const day = 86_400_000;
const gpus = 20_000;
const mappedGpus = 2_000;
const ingestBar = { atLeast: 100_000 };
const retention = { rawMs: 2 * day, fiveMinuteMs: 30 * day, hourlyMs: 395 * day };
const held = async () => undefined;

/** How fast samples of 20,000 GPUs are taken in and read back, in a durable PostgreSQL of its own. */
export async function benchMetrics(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-metrics-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  const database = openDatabase(server.url, { statementTimeoutMs: 600_000, applicationName: 'millwright bench' });
  try {
    await migrate(server.url);
    return await measureStore(database);
  } finally {
    await database.close();
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureStore(database: Database): Promise<Measurement[]> {
  const store = new PostgresMetricStore(database.pool, { retention, seriesLimit: 500_000 });
  const [fleet, mapped] = [await connect(database, 'fleet'), await connect(database, 'mapped')];
  const start = new Date('2026-11-22T00:00:00Z').getTime();
  const now = new Date(start + day);
  const write = (connectionId: string, series: MetricSeries[]) => store.write({ connectionId, series, now }, held);
  const moments = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => new Date(start + (from + index) * minute));

  const toFleet = (series: MetricSeries[]) => write(fleet, series);
  const first = await rate(1, () => generateSeries(gpus, moments(0, 1)), toFleet);
  const steady = await rate(12, (turn) => generateSeries(gpus, moments(1 + turn, 1)), toFleet);
  const overlapped = await rate(3, (turn) => generateSeries(gpus, moments(8 + 5 * turn, 10)), toFleet);
  const repeated = await rate(1, () => generateSeries(gpus, moments(18, 10)), toFleet);
  const backfilled = await rate(
    24,
    (hour) => generateSeries(mappedGpus, moments(60 * hour, 60), ['hw.gpu.utilization']),
    (series) => write(mapped, series),
  );

  const fresh = new PostgresMetricStore(database.pool, { retention, seriesLimit: 500_000 });
  const newest = { metrics: measuredMetrics, connectionIds: [fleet] };
  const since = new Date(start);
  const cold = await timed(() => fresh.readNewest(newest, since));
  const uuids = Array.from({ length: mappedGpus }, (_, gpu) => uuidOf(gpu));
  const map = { metrics: ['hw.gpu.utilization' as const], connectionIds: [mapped], attributes: { 'gpu.uuid': uuids } };
  const wholeDay = { from: since, to: now };
  const [one] = (await store.listSeries(map)).items;
  if (one === undefined) throw new RangeError('Nothing was stored.');
  return [
    perSecond(`${gpus} GPUs, 4 metrics, one sample each; series never seen`, first),
    perSecond(`${gpus} GPUs, 4 metrics, one sample each`, steady, ingestBar),
    perSecond(`${gpus} GPUs, 4 metrics, ten samples each, half known`, overlapped, ingestBar),
    perSecond(`${gpus} GPUs, 4 metrics, ten samples each, all known`, repeated, ingestBar),
    perSecond(`${mappedGpus} GPUs, 1 metric, an hour at a time`, backfilled, ingestBar),
    { name: `newest of ${gpus} GPUs, 4 metrics, first read`, median: cold, p95: cold, unit: 'ms' },
    await measure(`newest of ${gpus} GPUs, 4 metrics`, 20, () => fresh.readNewest(newest, since), { atMost: 80 }),
    await measure(
      `24 hours of ${mappedGpus} GPUs, steps of 5 min`,
      20,
      () => store.readRange(map, wholeDay, 5 * minute),
      {
        atMost: 250,
      },
    ),
    await measure(`24 hours of ${mappedGpus} GPUs, steps of 15 min`, 20, () =>
      store.readRange(map, wholeDay, 15 * minute),
    ),
    await measure(`24 hours of ${mappedGpus} GPUs, steps of 1 h`, 20, () =>
      store.readRange(map, wholeDay, 60 * minute),
    ),
    await measure('24 hours of raw samples of one series', 20, () => store.readSamples(one, wholeDay)),
    await measure('24 hours of one series, steps of 5 min', 20, () =>
      store.readRange({ ...map, attributes: { 'gpu.uuid': [uuidOf(7)] } }, wholeDay, 5 * minute),
    ),
    await sizeOf(database, 'metric_sample', 'raw'),
    await sizeOf(database, 'metric_five_minutes', 'five-minute'),
  ];
}

async function connect({ prisma }: Database, name: string): Promise<string> {
  const data = { provider: 'prometheus', name, settings: {}, tagRules: {}, intervalMs: minute };
  return (await prisma.connection.create({ data })).id;
}

/** Samples a second over all writes. Only the taking in counts, not the making up. */
async function rate(
  writes: number,
  generate: (turn: number) => MetricSeries[],
  write: (series: MetricSeries[]) => Promise<{ samples: number }>,
): Promise<number> {
  let samples = 0;
  let ms = 0;
  for (let turn = 0; turn < writes; turn += 1) {
    const batch = generate(turn);
    const start = performance.now();
    const written = await write(batch);
    ms += performance.now() - start;
    samples += written.samples;
  }
  return (samples / ms) * 1_000;
}

async function sizeOf({ pool }: Database, table: string, what: string): Promise<Measurement> {
  const { rows } = await pool.query<{ bytes: string }>(
    'SELECT sum(pg_total_relation_size(inhrelid)) AS bytes FROM pg_inherits WHERE inhparent = $1::regclass',
    [table],
  );
  const megabytes = Number(rows[0]?.bytes) / 1e6;
  return { name: `disk taken by ${what} rows of the above`, median: megabytes, p95: megabytes, unit: 'MB' };
}

function perSecond(name: string, median: number, bar?: Measurement['bar']): Measurement {
  return { name, median, p95: median, unit: 'per second', bar };
}
