import { type AssembledNode, assembleFleet } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import { toHostKey } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { type GatheredSamples, gatherSamples } from '@/lib/analytics/gpus/fleet/gather-samples';
import type { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import type { Steps } from '@/lib/analytics/gpus/steps';
import type { Source } from '@/lib/api/contracts/sources';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import type { FleetInventory } from './fleet-inventory';
import { toInventoryTrust } from './inventory-trust';
import type { readSamples } from './read-samples';

/** What a fleet is put together from. */
export interface FleetFacts {
  state: CollectionState;
  inventory: FleetInventory;
  sources: readonly Source[];
  samples: Awaited<ReturnType<typeof readSamples>>;
  maxAges: ReadonlyMap<string, number>;
  places: DevicePlaces;
  now: Date;
}

/** The connections that repeat themselves on each device: by its host (`toHostKey`), in order of places. */
export type FrozenSources = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** Puts every machine together, in order of the plan. */
export function* assemble(
  { state, inventory, sources, samples, maxAges, places, now }: FleetFacts,
  frozen: FrozenSources,
): Steps<{ nodes: AssembledNode[] } & Pick<GatheredSamples, 'unplaced'>> {
  const { signs, unplaced } = yield* gatherSamples(samples.samples, places, {
    now,
    maxAges,
    isFrozen: (host, place, connectionId) => frozen.get(toHostKey(host))?.[place]?.has(connectionId) ?? false,
  });
  const trust = toInventoryTrust(state, sources, inventory.scopes);
  const nodes = yield* assembleFleet(inventory.plan.machines, places, inventory.work, signs, trust);
  return { nodes, unplaced };
}
