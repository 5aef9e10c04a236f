import type pg from 'pg';
import type { FleetPlan } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { WorkOnHosts } from '@/lib/analytics/gpus/fleet/work-on-hosts';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { type GpuScope, gpuResourcesOf } from '@/lib/store/gpus/gpu-resources';
import type { CollectionState } from '@/lib/store/inventory/collection-state';

/** What of the inventory has to do with accelerators. */
export interface FleetInventory {
  scopes: readonly GpuScope[];
  plan: FleetPlan;
  work: WorkOnHosts;
  /** By id. */
  resources: ReadonlyMap<string, GpuResource>;
}

/** Keeps what was made of the inventory until that changes. */
export class FleetInventoryKeeper {
  #kept: { key: string; inventory: FleetInventory } | null = null;

  /** As it is now. The same object as before when nothing of it changed. */
  async read(pool: pg.Pool, { connections }: CollectionState): Promise<FleetInventory> {
    const scopes = await gpuResourcesOf(pool).read(pool);
    const key = connections.map(({ id }) => id).join(' ');
    if (this.#kept?.key === key && this.#kept.inventory.scopes === scopes) return this.#kept.inventory;
    const known = new Set(connections.map(({ id }) => id));
    const all = scopes.filter(({ connectionId }) => known.has(connectionId)).flatMap((scope) => scope.resources);
    const inventory = {
      scopes,
      plan: planFleet(all),
      work: new WorkOnHosts(all),
      resources: new Map(all.map((resource) => [resource.id, resource])),
    };
    this.#kept = { key, inventory };
    return inventory;
  }
}
