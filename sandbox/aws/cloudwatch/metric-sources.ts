import { agentMetrics } from './agent-metrics';
import { circuitMetrics, interfaceMetrics } from './circuit-metrics';
import { insightsMetrics } from './insights-metrics';
import { type MetricSource, ofMachines } from './metric-source';
import { sagemakerMetrics } from './sagemaker-metrics';
import { transitMetrics } from './transit-metrics';
import { vpnMetrics } from './vpn-metrics';

/** Every metric the face has. */
export const metricSources: readonly MetricSource[] = [
  ...ofMachines(agentMetrics),
  ...ofMachines(insightsMetrics),
  ...sagemakerMetrics,
  ...vpnMetrics,
  ...circuitMetrics,
  ...interfaceMetrics,
  ...transitMetrics,
];

const byName = new Map(metricSources.map((source) => [`${source.namespace}/${source.name}`, source]));

/** The metric of that name; undefined when the face has none, which the service takes for one without data. */
export function findMetricSource(namespace: string, name: string): MetricSource | undefined {
  return byName.get(`${namespace}/${name}`);
}
