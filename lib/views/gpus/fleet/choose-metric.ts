import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { NodeCells } from './node-cells';

/** The metric that tells how busy most devices are; of equals the better one. Of no device that is measured, the best. */
export function chooseMetric(nodes: Iterable<NodeCells>): BusyMetric {
  const counts = new Map<BusyMetric, number>(busyMetrics.map((metric) => [metric, 0]));
  for (const { cells } of nodes)
    for (const { shares } of cells)
      for (const metric of busyMetrics)
        if (shares[metric] !== undefined) counts.set(metric, Number(counts.get(metric)) + 1);
  let best: [BusyMetric, number] = [busyMetrics[0], 0];
  for (const [metric, count] of counts) if (count > best[1]) best = [metric, count];
  return best[0];
}
