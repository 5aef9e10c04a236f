import type { Capability } from '@/lib/domain/provider';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { collectInventory } from './collect-inventory';
import { toMetricsCollector } from './collect-metrics';
import type { Collector } from './collector';

/** Who collects what. */
export function toCollectors(metricStore: MetricStore): Partial<Record<Capability, Collector>> {
  return { inventory: collectInventory, metrics: toMetricsCollector(metricStore) };
}
