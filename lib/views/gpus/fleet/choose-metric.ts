import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { NodeCells } from './node-cells';

/** The metric that most devices are measured by; of equals the better one. Where none is measured, the best. */
export function chooseMetric(nodes: Iterable<NodeCells>): BusyMetric {
  const counts = new Map<BusyMetric, number>(busyMetrics.map((metric) => [metric, 0]));
  for (const { definitions } of nodes)
    for (const [metric, { gpus }] of definitions) counts.set(metric, Number(counts.get(metric)) + gpus);
  let best: [BusyMetric, number] = [busyMetrics[0], 0];
  for (const [metric, count] of counts) if (count > best[1]) best = [metric, count];
  return best[0];
}
