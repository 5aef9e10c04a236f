import { type MetricName, metrics } from '@/lib/domain/metric';

const prefix = 'millwright_';
const byName = new Map(
  Object.keys(metrics)
    .filter(isMetricName)
    .map((metric) => [toSeriesName(metric), metric]),
);

/**
 * The name a metric has in the engine: `millwright_` and its own with underscores for dots, so that it cannot be taken for
 * what anybody else writes there. The unit is a label: it is no part of the name as other exporters have it.
 */
export function toSeriesName(metric: MetricName): string {
  return prefix + metric.replaceAll('.', '_');
}

/** The metric of a series' name; null for a name that is none of ours. */
export function fromSeriesName(name: string): MetricName | null {
  return byName.get(name) ?? null;
}

function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}
