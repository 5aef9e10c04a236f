import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { MetricEngineConfig } from '@/lib/config/metric-store-config';
import { inTransaction } from '../../database/in-transaction';
import { admitSeries } from '../admit-series';
import type { AssertLease, MetricBatch, MetricStore, MetricWritten } from '../metric-store';
import { sumRolled } from '../sum-rolled';
import type { EngineLimits } from './connect/engine-settings';
import { type Engine, openEngine } from './connect/open-engine';
import { listSeries } from './read/list-series';
import { readNewest } from './read/read-newest';
import { readRange } from './read/read-range';
import { readSamples } from './read/read-samples';
import { watchWindowEdges } from './read/window-edges';
import { type Outgoing, toOutgoing, toRequests } from './write/outgoing';
import { sendRequest } from './write/send-request';
import { SeriesLimit } from './write/series-limit';

export interface PrometheusStoreOptions {
  limits?: Partial<EngineLimits>;
  /** New series of a connection beyond these are refused: so many may be written within a day. */
  seriesLimit?: number;
  now?: () => Date;
}

/** What one request carries at most, in samples. */
const samplesPerRequest = 10_000;
const defaultSeriesLimit = 1_000_000;

/**
 * The metric store in an engine that takes remote write and answers PromQL: Prometheus, VictoriaMetrics, Mimir, Thanos.
 * The database proves the lease and holds nothing else of it. Faults of the engine are thrown as `EngineFault`.
 */
export function openPrometheusStore(
  config: MetricEngineConfig,
  pool: pg.Pool,
  options: PrometheusStoreOptions = {},
): MetricStore {
  const { now = () => new Date(), seriesLimit = defaultSeriesLimit } = options;
  const engine = openEngine(config, options.limits);
  const edges = watchWindowEdges(engine, now);
  const limit = new SeriesLimit(seriesLimit);
  const { retentionMs } = config;
  return {
    retention: { rawMs: retentionMs, fiveMinuteMs: retentionMs, hourlyMs: retentionMs },
    cannot: {
      'take-late':
        'An engine takes late samples only as far back as it is set up to: out_of_order_time_window in Prometheus.',
      replace: 'An engine keeps the value it was given first for a moment, or either of two.',
      exact: 'VictoriaMetrics keeps some twelve digits of a value; Prometheus keeps all.',
      forget: "Samples of a removed connection stay until the engine's own retention ends them.",
      keep: 'How long samples are kept is set in the engine.',
    },
    write: (batch, assertLease) => write({ engine, pool, limit, rawMs: retentionMs }, batch, assertLease),
    readNewest: (filter, since) => readNewest(engine, filter, since, now()),
    readRange: (filter, range, stepMs) => readRange(engine, edges, filter, range, stepMs),
    async readSums(filter, range, stepMs) {
      const { items, gaps } = await readRange(engine, edges, filter, range, stepMs);
      return { items: sumRolled(items, range, stepMs), gaps };
    },
    readSamples: (series, range) => readSamples(engine, series, range),
    listSeries: (filter, since) => {
      const to = now();
      return listSeries(engine, filter, { from: since ?? new Date(to.getTime() - retentionMs), to });
    },
    async forget(connectionId) {
      limit.forget(connectionId);
    },
    // The engine keeps its own house.
    tidy: async () => {},
  };
}

interface Writing {
  engine: Engine;
  pool: pg.Pool;
  limit: SeriesLimit;
  rawMs: number;
}

async function write(
  { engine, pool, limit, rawMs }: Writing,
  batch: MetricBatch,
  assertLease: AssertLease,
): Promise<MetricWritten> {
  const { connectionId, now } = batch;
  const { series, refused } = admitSeries(batch, rawMs);
  const outgoing: Outgoing[] = [];
  let [seriesBeyondLimit, byEngine] = [0, 0];
  for (const one of series) {
    const ready = toOutgoing(connectionId, one);
    if (ready === null) byEngine += one.times.length;
    else if (limit.admit(connectionId, digest(ready.key), now)) outgoing.push(ready);
    else seriesBeyondLimit += 1;
  }
  const prove = () => inTransaction(pool, assertLease);
  const taken = new Set<string>();
  let samples = 0;
  const requests = toRequests(outgoing, samplesPerRequest);
  if (requests.length === 0) await prove();
  for (const request of requests) {
    // Each time anew: the requests before may have taken long.
    await prove();
    const sent = await sendRequest(engine, request, now);
    byEngine += sent.refused;
    samples += sent.samples;
    for (const key of sent.series) taken.add(key);
  }
  return { series: taken.size, samples, refused: { ...refused, seriesBeyondLimit, byEngine } };
}

/** A connection has many series, and their keys are long. */
function digest(key: string): string {
  return createHash('sha1').update(key).digest('base64').slice(0, 16);
}
