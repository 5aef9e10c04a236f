import type pg from 'pg';
import type { Config } from '@/lib/config/config';
import type { MetricStore } from './metric-store';
import { PostgresMetricStore } from './postgres/postgres-metric-store';
import { openPrometheusStore } from './prometheus/open-prometheus-store';

/** What the configuration says keeps the metrics: the state database, or an engine. */
export function openMetricStore(
  { metricStore, metricKeeping }: Pick<Config, 'metricStore' | 'metricKeeping'>,
  pool: pg.Pool,
): MetricStore {
  const { seriesLimit, ...retention } = metricKeeping;
  if (metricStore === 'postgres') return new PostgresMetricStore(pool, { retention, seriesLimit });
  return openPrometheusStore(metricStore, pool, { seriesLimit });
}
