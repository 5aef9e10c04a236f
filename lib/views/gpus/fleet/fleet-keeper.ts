import type pg from 'pg';
import { activityMetrics } from '@/lib/analytics/gpus/busy';
import { type AssembledNode, assembleFleet } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { TrendsOfHosts } from '@/lib/analytics/gpus/fleet/file-trends';
import { findFrozen } from '@/lib/analytics/gpus/fleet/find-frozen';
import { type FleetSample, type GatheredSamples, gatherSamples } from '@/lib/analytics/gpus/fleet/gather-samples';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { type FleetJudgements, judgeFleet, keepIdleness } from '@/lib/analytics/gpus/fleet/judge-fleet';
import { DevicePlaces, type MeasuredIdentity } from '@/lib/analytics/gpus/fleet/place-devices';
import type { Source } from '@/lib/api/contracts/sources';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { MetricName } from '@/lib/domain/metric';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readSources } from '@/lib/views/sources/read-sources';
import { type FleetInventory, FleetInventoryKeeper } from './fleet-inventory';
import { fleetMetrics } from './fleet-snapshot';
import { toInventoryTrust } from './inventory-trust';
import { isWithinAge, NewestMade } from './newest-made';
import { readSamples, toMaxAges } from './read-samples';
import { readTrends } from './read-trends';

/** How old judgements by the course of measurements are before they are made anew, and at most, in milliseconds. */
const judgedForMs = 60_000;
const judgedAtMostMs = 180_000;

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
  /** How the series of devices name them. */
  identities: Iterable<MeasuredIdentity>;
  gaps: readonly string[];
}

/** What the course of measurements said of the fleet. */
interface Judged {
  at: Date;
  judgements: FleetJudgements;
  frozen: FrozenSources;
  gaps: readonly string[];
}

/** The connections that repeat themselves on each device: by the machine's resource, in order of slots. */
type FrozenSources = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** What a fleet is put together from. */
interface Facts {
  state: CollectionState;
  inventory: FleetInventory;
  sources: readonly Source[];
  samples: Awaited<ReturnType<typeof readSamples>>;
  maxAges: ReadonlyMap<string, number>;
  places: DevicePlaces;
  now: Date;
}

/** Keeps the fleet of a database's pool in this process, for a few seconds, so that requests at the same time share it. */
export class FleetKeeper {
  readonly #inventory = new FleetInventoryKeeper();
  readonly #identities = new IdentitySet();
  #places: { inventory: FleetInventory; revision: number; places: DevicePlaces } | null = null;
  #learning: Promise<void> | null = null;
  #judged: Judged | null = null;
  #judging: Promise<Judged> | null = null;
  readonly #newest = new NewestMade<WholeFleet>();

  /**
   * The fleet as it is now, or was up to fifteen seconds ago; never from before a connection came or went, or what an
   * inventory lists changed.
   */
  async read(pool: pg.Pool, state: CollectionState, now: Date): Promise<WholeFleet> {
    const inventory = await this.#inventory.read(pool, state);
    const connections = state.connections.map(({ id }) => id).join(' ');
    return this.#newest.read([connections, inventory], now, () =>
      this.#build(pool, state, inventory, fleetMetrics, now),
    );
  }

  /** The same with the readings of other metrics, for one who asks for them. */
  async readWith(
    pool: pg.Pool,
    state: CollectionState,
    metrics: readonly MetricName[],
    now: Date,
  ): Promise<WholeFleet> {
    return this.#build(pool, state, await this.#inventory.read(pool, state), metrics, now);
  }

  async #build(
    pool: pg.Pool,
    state: CollectionState,
    inventory: FleetInventory,
    metrics: readonly MetricName[],
    now: Date,
  ): Promise<WholeFleet> {
    const sources = await readSources(pool, state, now);
    const maxAges = toMaxAges(sources);
    const samples = await readSamples(metricStoreOf(pool), metrics, maxAges, now);
    await this.#learn(pool, samples.samples, [...maxAges.keys()], now);
    this.#identities.retain(
      new Set(state.connections.map(({ id }) => id)),
      new Date(now.getTime() - metricStoreOf(pool).retention.rawMs),
    );
    const facts = { state, inventory, sources, samples, maxAges, places: this.#placesOf(inventory), now };
    const judged = await this.#judge(pool, facts);
    const { nodes, unplaced } = assemble(facts, judged.frozen);
    const { plan, resources } = inventory;
    const { places } = facts;
    return {
      at: now,
      nodes: nodes.sort(byPlace),
      judgements: keepIdleness(judged.judgements, nodes),
      uncounted: plan.uncounted,
      resources,
      unplaced,
      places,
      identities: this.#identities,
      gaps: [...new Set([...samples.gaps, ...judged.gaps])],
    };
  }

  /** How series name devices: those that were measured lately, and once in a process all that ever were. */
  async #learn(
    pool: pg.Pool,
    samples: readonly FleetSample[],
    connectionIds: readonly string[],
    now: Date,
  ): Promise<void> {
    this.#learning ??= metricStoreOf(pool)
      .listSeries({ metrics: activityMetrics, connectionIds, subject: 'accelerator' })
      .then(({ items }) => {
        for (const series of items) this.#identities.add(series, null, now);
      })
      .catch((error) => {
        this.#learning = null;
        throw error;
      });
    await this.#learning;
    for (const { series, at } of samples) this.#identities.addUnknown(series, at, now);
  }

  /** Judgements of the last three minutes. Those older than one are made anew beside, for whoever asks next. */
  async #judge(pool: pg.Pool, facts: Facts): Promise<Judged> {
    const judged = this.#judged;
    if (judged !== null && isWithinAge(judged.at, facts.now, judgedForMs)) return judged;
    for (const { series, at } of facts.samples.samples) this.#identities.add(series, at, facts.now);
    this.#judging ??= judge(pool, facts)
      .then((made) => {
        this.#judged = made;
        return made;
      })
      .finally(() => {
        this.#judging = null;
      });
    const isUsable = judged !== null && isWithinAge(judged.at, facts.now, judgedAtMostMs);
    if (!isUsable) return this.#judging;
    // What fails here fails again for the one who cannot do without.
    this.#judging.catch(() => undefined);
    return judged;
  }

  #placesOf(inventory: FleetInventory): DevicePlaces {
    const { revision } = this.#identities;
    if (this.#places?.inventory === inventory && this.#places.revision === revision) return this.#places.places;
    const places = new DevicePlaces(inventory.plan.machines, this.#identities);
    this.#places = { inventory, revision, places };
    return places;
  }
}

async function judge(pool: pg.Pool, facts: Facts): Promise<Judged> {
  const { places, maxAges, inventory, now } = facts;
  const measured = await readTrends(metricStoreOf(pool), [...maxAges.keys()], places, now);
  const frozen = toFrozen(facts, measured.trends);
  const { nodes } = assemble(facts, frozen);
  const judgements = judgeFleet(nodes, measured, inventory.resources, now);
  return { at: now, frozen, gaps: measured.gaps, judgements };
}

function toFrozen({ inventory, now }: Facts, trends: TrendsOfHosts): FrozenSources {
  const nowMs = now.getTime();
  return new Map(
    inventory.plan.machines.map(({ resource, hosts }) => [
      resource.id,
      hosts.flatMap((host) => {
        const ofHost = trends.get(host);
        return Array.from({ length: host.size }, (_, place) => findFrozen(ofHost?.[place] ?? [], nowMs));
      }),
    ]),
  );
}

function assemble({ state, inventory, sources, samples, maxAges, places, now }: Facts, frozen: Judged['frozen']) {
  const { signs, unplaced } = gatherSamples(samples.samples, places, {
    now,
    maxAges,
    isFrozen: (host, place, connectionId) =>
      frozen.get(host.machine.resource.id)?.[host.firstSlot + place]?.has(connectionId) ?? false,
  });
  const trust = toInventoryTrust(state, sources, inventory.scopes);
  return { nodes: assembleFleet(inventory.plan.machines, places, inventory.work, signs, trust), unplaced };
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
