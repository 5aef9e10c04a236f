import type pg from 'pg';
import { readMetricConfig } from '@/lib/config/metric-config';
import type { MetricStore } from './metric-store';
import { openMetricStore } from './open-metric-store';

// A bundler may load this module once a route, and each copy must find the same store: it keeps series in memory.
const holder: { millwrightMetricStores?: WeakMap<pg.Pool, MetricStore> } = globalThis as typeof globalThis & {
  millwrightMetricStores?: WeakMap<pg.Pool, MetricStore>;
};

/** The metric store that belongs to a state database, as this process is configured; opened on first use. */
export function metricStoreOf(pool: pg.Pool): MetricStore {
  holder.millwrightMetricStores ??= new WeakMap();
  const store = holder.millwrightMetricStores.get(pool) ?? openMetricStore(readMetricConfig(), pool);
  holder.millwrightMetricStores.set(pool, store);
  return store;
}
