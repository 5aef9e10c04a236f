import { type MetricName, metrics } from '@/lib/domain/metric';

/** What is told of a device: all that is measured of accelerators but who holds them. */
export const deviceMetrics = (Object.keys(metrics) as MetricName[]).filter(
  (metric) =>
    (metric.startsWith('gpu.') || metric.startsWith('hw.')) && !['gpu.held', 'gpu.allocated'].includes(metric),
);

/** In the order of the dictionary. */
export function byMetric(one: { metric: MetricName }, other: { metric: MetricName }): number {
  return deviceMetrics.indexOf(one.metric) - deviceMetrics.indexOf(other.metric);
}
