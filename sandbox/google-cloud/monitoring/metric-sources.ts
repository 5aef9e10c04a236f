import { acceleratorMetrics } from './accelerator-metrics';
import { linkMetrics } from './link-metrics';
import type { MetricSource } from './metric-source';

/** Every metric the face has. */
export const metricSources: readonly MetricSource[] = [...acceleratorMetrics, ...linkMetrics];
