import type { Capability } from '@/lib/domain/provider';
import { ledgerFolderOf } from '@/lib/store/cost-ledger/ledger-folder';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { toCostCollector } from './collect-cost';
import { collectInventory } from './collect-inventory';
import { toMetricsCollector } from './collect-metrics';
import { collectPrices } from './collect-prices';
import type { Collector } from './collector';

/** Who collects what. `dataDir`: where the ledger of bills lies. */
export function toCollectors(metricStore: MetricStore, dataDir: string): Partial<Record<Capability, Collector>> {
  return {
    inventory: collectInventory,
    metrics: toMetricsCollector(metricStore),
    cost: toCostCollector(ledgerFolderOf(dataDir)),
    prices: collectPrices,
  };
}
