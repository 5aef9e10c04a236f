import { agentMetrics } from './agent-metrics';
import { insightsMetrics } from './insights-metrics';
import { type MetricSource, ofMachines } from './metric-source';
import { sagemakerMetrics } from './sagemaker-metrics';

/** Every metric the face has. */
export const metricSources: readonly MetricSource[] = [
  ...ofMachines(agentMetrics),
  ...ofMachines(insightsMetrics),
  ...sagemakerMetrics,
];

const byName = new Map(metricSources.map((source) => [`${source.namespace}/${source.name}`, source]));

/** The metric of that name; undefined when the face has none, which the service takes for one without data. */
export function findMetricSource(namespace: string, name: string): MetricSource | undefined {
  return byName.get(`${namespace}/${name}`);
}
