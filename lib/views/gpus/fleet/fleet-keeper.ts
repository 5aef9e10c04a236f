import type pg from 'pg';
import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { GatheredSamples } from '@/lib/analytics/gpus/fleet/gather-samples';
import { type FleetJudgements, toJudgements } from '@/lib/analytics/gpus/fleet/judge-fleet';
import type { DevicePlaces, MeasuredIdentity } from '@/lib/analytics/gpus/fleet/place-devices';
import type { Source } from '@/lib/api/contracts/sources';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { type CollectionState, readCollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { each, finishInTurns } from '@/lib/views/kept/in-turns';
import { KeptWarm } from '@/lib/views/kept/kept-warm';
import { NewestMade } from '@/lib/views/kept/newest-made';
import { readSources } from '@/lib/views/sources/read-sources';
import { assemble, type FrozenSources } from './fleet-facts';
import { FleetIdentities } from './fleet-identities';
import { type FleetInventory, FleetInventoryKeeper } from './fleet-inventory';
import { FleetJudge } from './fleet-judge';
import { fleetMetrics } from './fleet-snapshot';
import { toNodeCells } from './node-cells';
import { readSamples, toMaxAges } from './read-samples';

/** The fleet of everybody, put together once. */
export interface WholeFleet {
  at: Date;
  nodes: readonly AssembledNode[];
  judgements: FleetJudgements;
  uncounted: readonly GpuResource[];
  /** What may be named as a holder, by id. */
  resources: ReadonlyMap<string, GpuResource>;
  unplaced: GatheredSamples['unplaced'];
  places: DevicePlaces;
  frozen: FrozenSources;
  /** How the series of devices name them. */
  identities: Iterable<MeasuredIdentity>;
  gaps: readonly string[];
  /** Every source as it was then. */
  sources: readonly Source[];
}

/** Why a fleet is older than it should be. */
const outdated =
  'The inventory or what was measured could not be read just now: the GPUs are shown as they were when both last could.';

/** A fleet, and the inventory that it was put together from. */
interface Built {
  inventory: FleetInventory;
  fleet: WholeFleet;
}

/**
 * Keeps the fleet of a database's pool in this process, for some seconds, so that requests share it. The next is put
 * together a few milliseconds at a time, so that requests go on beside it.
 */
export class FleetKeeper {
  readonly #inventory = new FleetInventoryKeeper();
  readonly #identities = new FleetIdentities();
  readonly #judge = new FleetJudge();
  readonly #newest = new NewestMade<Built>();
  readonly #warm = new KeptWarm();

  /**
   * The fleet as it is now or was up to thirty seconds ago; never from before a connection came or went, and from before
   * what an inventory lists changed for ten seconds at most. Where it cannot be put together: as it was up to ten minutes
   * ago, with a gap that says so.
   */
  async read(pool: pg.Pool, state: CollectionState, now: Date): Promise<WholeFleet> {
    const connections = state.connections.map(({ id }) => id).join(' ');
    const { fleet } = await this.#newest.read(connections, now, {
      make: async () => {
        const built = await this.#build(pool, state, now);
        // Everybody is shown these: whoever asks first need not wait for them.
        const { nodes, judgements } = built.fleet;
        await finishInTurns(each(nodes, (node) => toNodeCells(node, judgements)));
        return built;
      },
      isCurrent: async ({ inventory }) => (await this.#inventory.read(pool, state)) === inventory,
      toOutdated: ({ inventory, fleet: last }) => ({
        inventory,
        fleet: { ...last, gaps: [...new Set([...last.gaps, outdated])] },
      }),
    });
    return fleet;
  }

  /** Somebody looks at the fleet: for some minutes it is put together anew before it is too old to be served. */
  keepWarm(pool: pg.Pool, now: Date): void {
    this.#warm.asked(async (laterMs) => {
      const later = new Date(now.getTime() + laterMs);
      await this.read(pool, await readCollectionState(pool, later), later);
    });
  }

  async #build(pool: pg.Pool, state: CollectionState, now: Date): Promise<Built> {
    const inventory = await this.#inventory.read(pool, state);
    const sources = await readSources(pool, state, now);
    const maxAges = toMaxAges(sources);
    const store = metricStoreOf(pool);
    const samples = await readSamples(store, fleetMetrics, maxAges, now);
    await this.#identities.learn(pool, samples.samples, [...maxAges.keys()], now);
    this.#identities.retain(
      new Set(state.connections.map(({ id }) => id)),
      new Date(now.getTime() - store.retention.rawMs),
    );
    const places = await this.#identities.placesOf(inventory);
    const facts = { state, inventory, sources, samples, maxAges, places, now };
    const judged = await this.#judge.read(pool, facts);
    const { nodes, unplaced } = await finishInTurns(assemble(facts, judged.frozen));
    const { plan, resources } = inventory;
    const fleet = {
      at: now,
      nodes: nodes.sort(byPlace),
      judgements: toJudgements(judged.judgements, nodes),
      uncounted: plan.uncounted,
      resources,
      unplaced,
      places,
      frozen: judged.frozen,
      identities: this.#identities.all,
      gaps: [...new Set([...samples.gaps, ...judged.gaps])],
      sources,
    };
    return { inventory, fleet };
  }
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
