import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { toCsv } from '@/lib/format/to-csv';
import type { FleetCell } from './to-fleet-cells';

/** The fleet as CSV, a line a device. What nobody measured stays empty. */
export function fleetToCsv(cells: readonly FleetCell[], { metric, at }: Pick<GpuFleet, 'metric' | 'at'>): string {
  return toCsv(
    ['site', 'cluster', 'node', 'node_id', 'gpu', 'model', `${metric} %`, 'use', 'health', 'at'],
    cells.map(({ site, cluster, node, nodeId, slot, model, busy, use, health }) => [
      site,
      cluster,
      node,
      nodeId,
      slot,
      model,
      busy,
      use,
      health,
      at,
    ]),
  );
}
