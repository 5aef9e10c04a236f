import { requirePermission } from '@/lib/access/authorise';
import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { Source } from '@/lib/api/contracts/sources';
import type { Reach } from '@/lib/domain/access';
import { kindsOfWork, kindsWithDevices } from '@/lib/domain/gpu/device-kinds';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { fleetKeeperOf, type WholeFleet } from './fleet-keeper';
import { toSourcesOfFleet } from './sources-of-fleet';
import { isWithin } from './within-reach';

/** What of the fleet a person may see. */
export interface VisibleFleet {
  fleet: WholeFleet;
  reach: Reach;
  nodes: readonly AssembledNode[];
  uncounted: readonly GpuResource[];
  sources: Source[];
}

/** The fleet within the person's reach. `isWatched`: somebody looks at it, and may look again soon. */
export async function readVisibleFleet(
  { actor, database: { pool }, now }: ViewContext,
  { isWatched = true } = {},
): Promise<VisibleFleet> {
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(pool, now);
  const keeper = fleetKeeperOf(pool);
  if (isWatched) keeper.keepWarm(pool, now);
  const [fleet, sources] = await Promise.all([
    keeper.read(pool, state, now),
    readVisibleSources(pool, state, reach, now),
  ]);
  return {
    fleet,
    reach,
    nodes: reach.everything ? fleet.nodes : fleet.nodes.filter(({ node }) => isWithin(reach, node)),
    uncounted: fleet.uncounted.filter((resource) => isWithin(reach, resource)),
    sources: toSourcesOfFleet(sources.filter(mayTellOfDevices), fleet, reach.everything),
  };
}

/** Inventories that may list machines with devices or the work on them, and all metrics. */
function mayTellOfDevices({ capability, provider }: Source): boolean {
  if (capability === 'metrics') return true;
  const kinds: readonly string[] = [...kindsWithDevices, ...kindsOfWork];
  return capability === 'inventory' && inventoriedKinds[provider].some((kind) => kinds.includes(kind));
}
