import { agentMetrics } from './agent-metrics';
import { insightsMetrics } from './insights-metrics';
import type { MetricSource } from './metric-source';

/** Every metric the face has. */
export const metricSources: readonly MetricSource[] = [...agentMetrics, ...insightsMetrics];

const byName = new Map(metricSources.map((source) => [`${source.namespace}/${source.name}`, source]));

/** The metric of that name; undefined when the face has none, which the service takes for one without data. */
export function findMetricSource(namespace: string, name: string): MetricSource | undefined {
  return byName.get(`${namespace}/${name}`);
}
