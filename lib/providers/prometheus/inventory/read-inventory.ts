import { toCompleteness } from '../../contract/faults/to-gaps';
import type { InventoryRead, InventoryScope } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { openPrometheus, type Prometheus } from '../connect/open-prometheus';
import type { PrometheusSession } from '../connect/prometheus-session';
import { readTargets, type TargetsRead, toDetailGap } from './read-targets';
import { prometheusRegion } from './targets';

/** Reads the scrape targets: one scope, known beforehand. */
export async function* readPrometheusInventory(session: PrometheusSession): AsyncGenerator<InventoryRead, void> {
  const prometheus = openPrometheus(session);
  const scope: InventoryScope = { account: prometheus.host, region: prometheusRegion, kind: 'scrape-target' };
  const { items, source, faults, detailFaults } = await readOrFault(prometheus);
  session.signal.throwIfAborted();
  const where = { account: scope.account, region: scope.region, subject: scope.kind };
  const gaps = [
    ...faults.map((fault) => fault.toGap(where)),
    ...detailFaults.map((fault) => toDetailGap(fault, where)),
  ];
  yield {
    type: 'scope',
    scope,
    listed: faults.length === 0,
    result: {
      items,
      completeness: toCompleteness(gaps),
      readAt: session.now(),
      source,
    },
  };
  yield { type: 'enumeration', scopes: [scope], completeness: { complete: true } };
}

async function readOrFault(prometheus: Prometheus): Promise<TargetsRead> {
  try {
    return await readTargets(prometheus);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { items: [], source: `${prometheus.host} targets`, faults: [error], detailFaults: [] };
  }
}
