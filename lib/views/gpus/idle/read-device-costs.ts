import type pg from 'pg';
import type { IdleGpus } from '@/lib/api/contracts/gpu-capacity';
import { formatAmount } from '@/lib/domain/cost/amount';
import { findDevicePrice } from '@/lib/domain/cost/find-price';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import { readMachineTypes } from '@/lib/store/inventory/read-machine-types';
import { readEditions } from '@/lib/store/prices/read-editions';

export type CostPerHour = NonNullable<IdleGpus['items'][number]['costPerHour']>;

type PricedNode = Pick<FleetNode, 'id' | 'provider' | 'region' | 'model'> & { devices: readonly unknown[] };

/** What one device of each node costs an hour on demand, by the price book; a node whose price is not known is absent. */
export async function readDeviceCosts(
  pool: pg.Pool,
  nodes: readonly PricedNode[],
  at: Date,
): Promise<Map<string, CostPerHour>> {
  const costs = new Map<string, CostPerHour>();
  if (nodes.length === 0) return costs;
  const typeOf = await readMachineTypes(
    pool,
    nodes.map(({ id }) => id),
  );
  const machines = { types: [...new Set(typeOf.values())], gpuModels: [...new Set(nodes.map(({ model }) => model))] };
  const editions = await readEditions(pool, { at, machines });
  for (const { id, provider, region, model: gpuModel, devices } of nodes) {
    const machineType = typeOf.get(id);
    if (machineType === undefined) continue;
    const machine = { provider, machineType, region, gpuModel, gpuCount: devices.length };
    const price = findDevicePrice(editions, machine, at);
    if (price === null) continue;
    const { amount, currency, source, knownAt } = price;
    costs.set(id, { amount: formatAmount(amount), currency, source, knownAt: knownAt.toISOString() });
  }
  return costs;
}
