import type pg from 'pg';
import { type AssembledNode, assembleFleet } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { FleetPlan } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { type GatheredSamples, gatherSamples } from '@/lib/analytics/gpus/fleet/gather-samples';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import { planFleet } from '@/lib/analytics/gpus/fleet/plan-fleet';
import { WorkOnHosts } from '@/lib/analytics/gpus/fleet/work-on-hosts';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { MetricName } from '@/lib/domain/metric';
import { type GpuScope, gpuResourcesOf } from '@/lib/store/gpus/gpu-resources';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readSources } from '@/lib/views/sources/read-sources';
import { fleetMetrics } from './fleet-snapshot';
import { toInventoryTrust } from './inventory-trust';
import { readSamples, toMaxAges } from './read-samples';

/** How long a fleet that was put together serves whoever asks, in milliseconds. */
const servedForMs = 5_000;

/** The fleet of everybody, put together once. */
export interface WholeFleet {
  at: Date;
  nodes: readonly AssembledNode[];
  uncounted: readonly GpuResource[];
  /** Where every resource stands that may be named as a holder, by id. */
  resources: ReadonlyMap<string, GpuResource>;
  unplaced: GatheredSamples['unplaced'];
  places: DevicePlaces;
  gaps: readonly string[];
}

interface Inventory {
  scopes: readonly GpuScope[];
  plan: FleetPlan;
  work: WorkOnHosts;
  resources: ReadonlyMap<string, GpuResource>;
}

/** Keeps the fleet of a database's pool in this process, for a few seconds, so that requests at the same time share it. */
export class FleetKeeper {
  #inventory: Inventory | null = null;
  #identities = new IdentitySet();
  #places: { plan: FleetPlan; size: number; places: DevicePlaces } | null = null;
  #kept: { key: string; inventory: Inventory; fleet: WholeFleet } | null = null;
  #building: { key: string; inventory: Inventory; at: Date; fleet: Promise<WholeFleet> } | null = null;

  /**
   * The fleet as it is now, or was up to five seconds ago; never from before a connection came or went, or an inventory
   * was read.
   */
  async read(pool: pg.Pool, state: CollectionState, now: Date): Promise<WholeFleet> {
    const inventory = await this.#readInventory(pool, state);
    const key = state.connections.map(({ id }) => id).join(' ');
    const isOf = (one: { key: string; inventory: Inventory } | null) => one?.key === key && one.inventory === inventory;
    const kept = this.#kept;
    if (kept !== null && isOf(kept) && isRecent(kept.fleet.at, now)) return kept.fleet;
    const building = this.#building;
    if (building !== null && isOf(building) && isRecent(building.at, now)) return building.fleet;
    const fleet = this.build(pool, state, inventory, fleetMetrics, now);
    const mine = { key, inventory, at: now, fleet };
    this.#building = mine;
    try {
      this.#kept = { key, inventory, fleet: await fleet };
      return this.#kept.fleet;
    } finally {
      if (this.#building === mine) this.#building = null;
    }
  }

  /** The same of other metrics than the fleet is usually judged by, for one who asks for them. */
  async readWith(
    pool: pg.Pool,
    state: CollectionState,
    metrics: readonly MetricName[],
    now: Date,
  ): Promise<WholeFleet> {
    return this.build(pool, state, await this.#readInventory(pool, state), metrics, now);
  }

  private async build(
    pool: pg.Pool,
    state: CollectionState,
    { scopes, plan, work, resources }: Inventory,
    metrics: readonly MetricName[],
    now: Date,
  ): Promise<WholeFleet> {
    const sources = await readSources(pool, state, now);
    const maxAges = toMaxAges(state, sources);
    const { samples, gaps } = await readSamples(metricStoreOf(pool), metrics, maxAges, now);
    for (const { series, at } of samples) this.#identities.add(series, at);
    const places = this.#placesOf(plan);
    const { signs, unplaced } = gatherSamples(samples, places, {
      now,
      maxAges,
      isFrozen: () => false,
    });
    const nodes = assembleFleet(plan.machines, places, work, signs, toInventoryTrust(state, sources, scopes));
    return { at: now, nodes: nodes.sort(byPlace), uncounted: plan.uncounted, resources, unplaced, places, gaps };
  }

  /** What of the inventory has to do with accelerators. The same object as before when nothing of it changed. */
  async #readInventory(pool: pg.Pool, { connections }: CollectionState): Promise<Inventory> {
    const scopes = await gpuResourcesOf(pool).read(pool);
    if (this.#inventory?.scopes === scopes) return this.#inventory;
    const known = new Set(connections.map(({ id }) => id));
    const all = scopes.filter(({ connectionId }) => known.has(connectionId)).flatMap((scope) => scope.resources);
    const inventory = {
      scopes,
      plan: planFleet(all),
      work: new WorkOnHosts(all),
      resources: new Map(all.map((resource) => [resource.id, resource])),
    };
    this.#inventory = inventory;
    return inventory;
  }

  #placesOf(plan: FleetPlan): DevicePlaces {
    const { size } = this.#identities;
    if (this.#places?.plan === plan && this.#places.size === size) return this.#places.places;
    const places = new DevicePlaces(plan.machines, this.#identities);
    this.#places = { plan, size, places };
    return places;
  }
}

function isRecent(at: Date, now: Date): boolean {
  const ageMs = now.getTime() - at.getTime();
  return ageMs >= 0 && ageMs <= servedForMs;
}

function byPlace({ node: one }: AssembledNode, { node: other }: AssembledNode): number {
  return (
    compare(one.site, other.site) ||
    compare(one.cluster ?? '', other.cluster ?? '') ||
    compare(one.name, other.name) ||
    compare(one.id, other.id)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

// A bundler may load this module once a route, and each copy must find the same fleet.
const holder: { millwrightFleets?: WeakMap<pg.Pool, FleetKeeper> } = globalThis as typeof globalThis & {
  millwrightFleets?: WeakMap<pg.Pool, FleetKeeper>;
};

/** What keeps the fleet of a database's pool. */
export function fleetKeeperOf(pool: pg.Pool): FleetKeeper {
  holder.millwrightFleets ??= new WeakMap();
  const keeper = holder.millwrightFleets.get(pool) ?? new FleetKeeper();
  holder.millwrightFleets.set(pool, keeper);
  return keeper;
}
