import { requirePermission } from '@/lib/access/authorise';
import type { Source } from '@/lib/api/contracts/sources';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { fleetKeeperOf } from './fleet-keeper';
import type { FleetQuestion, FleetSnapshot } from './fleet-snapshot';
import { hideHolders, isWithin } from './within-reach';

/**
 * The fleet within the person's reach, as it is now or was a few seconds ago: every machine that the inventory lists with
 * devices, with what was measured of them lately and who has them.
 */
export async function readFleetSnapshot(
  { actor, database: { pool }, now }: ViewContext,
  { metrics }: FleetQuestion = {},
): Promise<FleetSnapshot> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(pool, now);
  const keeper = fleetKeeperOf(pool);
  const [fleet, sources] = await Promise.all([
    metrics === undefined ? keeper.read(pool, state, now) : keeper.readWith(pool, state, metrics, now),
    readVisibleSources(pool, state, reach, now),
  ]);
  const nodes: FleetNode[] = [];
  const expired = new Set<FleetNode>();
  for (const { node, isExpired } of fleet.nodes) {
    if (!isWithin(reach, node)) continue;
    const visible = hideHolders(node, reach, fleet.resources);
    nodes.push(visible);
    if (isExpired) expired.add(visible);
  }
  return {
    at: fleet.at,
    nodes,
    expired,
    uncounted: fleet.uncounted.filter((resource) => isWithin(reach, resource)).length,
    sources: sources.filter(mayTellOfDevices),
    gaps: fleet.gaps,
  };
}

/** Inventories that may list machines with devices or the work on them, and all metrics. */
function mayTellOfDevices({ capability, provider }: Source): boolean {
  if (capability === 'metrics') return true;
  return capability === 'inventory' && inventoriedKinds[provider].some((kind) => kindsWithDevices.has(kind));
}

const kindsWithDevices: ReadonlySet<string> = new Set([
  'compute-instance',
  'instance-group',
  'cluster-node',
  'model-endpoint',
  'training-job',
  'container-service',
]);
