import { ConfigError } from './config-error';
import { type Environment, FaultList } from './environment';
import { type MetricKeeping, readMetricKeeping } from './metric-keeping';
import { type MetricStoreConfig, readMetricStoreConfig } from './metric-store-config';

/** What keeps the metrics and for how long, which every process must agree on. Throws a `ConfigError` for what is wrong. */
export function readMetricConfig(env: Environment = process.env): {
  metricStore: MetricStoreConfig;
  metricKeeping: MetricKeeping;
} {
  const faults = new FaultList();
  const config = { metricStore: readMetricStoreConfig(env, faults), metricKeeping: readMetricKeeping(env, faults) };
  const [first, ...rest] = faults.sentences;
  if (first !== undefined) throw new ConfigError([first, ...rest]);
  return config;
}
