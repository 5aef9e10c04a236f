import { Histogram } from 'prom-client';
import { metricsRegistry } from './metrics-registry';

const name = 'millwright_http_request_duration_seconds';

/** Records one answered request under its operation (method and path template, never the path itself). */
export function observeRequest(operation: string, status: number, durationMs: number): void {
  const existing = metricsRegistry.getSingleMetric(name);
  const histogram =
    existing instanceof Histogram
      ? existing
      : new Histogram({
          name,
          help: 'Time from request to answer, by operation and status.',
          labelNames: ['operation', 'status'],
          buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
          registers: [metricsRegistry],
        });
  histogram.observe({ operation, status: String(status) }, durationMs / 1000);
}
