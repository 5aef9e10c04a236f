import type pg from 'pg';
import { type DeviceHealth, judgeDevice } from '@/lib/analytics/gpus/health/judge-device';
import { findIdle, type Idleness } from '@/lib/analytics/gpus/idle/find-idle';
import type { GpuAllocation } from '@/lib/domain/gpu/fleet';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { fleetKeeperOf, type WholeFleet } from '../fleet/fleet-keeper';
import { type FleetTrends, readFleetTrends } from './fleet-trends';

/** What is made of what is known of a device. */
export interface JudgedDevice extends DeviceHealth {
  /** That somebody has it and does nothing with it; null where that is not so, or cannot be told. */
  idleness: Idleness | null;
}

/** Every device of the fleet, judged. */
export interface JudgedFleet {
  /** The device in a slot of a node. Throws a RangeError where the fleet has none there. */
  of(nodeId: string, slot: number): JudgedDevice;
  /** Why the metric store may have more than it told, a sentence each. */
  gaps: readonly string[];
}

/** Trends move in steps of minutes: they are read again after so many milliseconds. */
const trendsKeptForMs = 30_000;

/** Keeps what the devices of a pool's fleet are judged by, and what came of it, for whoever asks next. */
class FleetJudge {
  #trends: { at: Date; connections: string; trends: Promise<FleetTrends> } | null = null;
  #judged = new WeakMap<WholeFleet, Promise<JudgedFleet>>();

  constructor(readonly pool: pg.Pool) {}

  async judge(fleet: WholeFleet, state: CollectionState): Promise<JudgedFleet> {
    const known = this.#judged.get(fleet) ?? this.#judge(fleet, state);
    this.#judged.set(fleet, known);
    try {
      return await known;
    } catch (error) {
      this.#judged.delete(fleet);
      throw error;
    }
  }

  async #judge(fleet: WholeFleet, state: CollectionState): Promise<JudgedFleet> {
    const trends = await this.#readTrends(fleet, state);
    const devices = new Map(fleet.nodes.map(({ node }) => [node.id, judgeNode(node, trends, fleet)]));
    return {
      of(nodeId, slot) {
        const device = devices.get(nodeId)?.[slot];
        if (device === undefined) throw new RangeError(`The fleet has no device ${slot} of ${nodeId}`);
        return device;
      },
      gaps: trends.gaps,
    };
  }

  async #readTrends({ at, places }: WholeFleet, { connections }: CollectionState): Promise<FleetTrends> {
    const ids = connections.map(({ id }) => id);
    const ageMs = this.#trends === null ? Number.POSITIVE_INFINITY : at.getTime() - this.#trends.at.getTime();
    if (this.#trends !== null && ageMs >= 0 && ageMs <= trendsKeptForMs && this.#trends.connections === ids.join(' '))
      return this.#trends.trends;
    const mine = {
      at,
      connections: ids.join(' '),
      trends: readFleetTrends(metricStoreOf(this.pool), places, ids, at),
    };
    this.#trends = mine;
    try {
      return await mine.trends;
    } catch (error) {
      if (this.#trends === mine) this.#trends = null;
      throw error;
    }
  }
}

function judgeNode(node: WholeFleet['nodes'][number]['node'], trends: FleetTrends, fleet: WholeFleet): JudgedDevice[] {
  const judged: JudgedDevice[] = [];
  for (const device of node.devices) {
    const own = trends.of(node.id, device.slot);
    const health = judgeDevice({ device, node, trends: own }, fleet.at);
    const candidate = { device, trends: own, heldSince: toHeldSince(device.allocation, fleet) };
    const [idleness = null] = device.allocation.state === 'held' ? findIdle([candidate], fleet.at) : [];
    judged[device.slot] = { ...health, idleness };
  }
  return judged;
}

/** Since when the first of its holders has it; null where one does not tell. */
function toHeldSince(allocation: GpuAllocation, { resources }: WholeFleet): Date | null {
  if (allocation.state !== 'held') return null;
  let first: Date | null = null;
  for (const { resourceId } of allocation.holders) {
    const startedAt = resourceId === null ? null : (resources.get(resourceId)?.workload?.startedAt ?? null);
    if (startedAt === null) return null;
    if (first === null || startedAt < first) first = startedAt;
  }
  return first;
}

// A bundler may load this module once a route, and each copy must find the same judgements.
const holder: { millwrightFleetJudges?: WeakMap<pg.Pool, FleetJudge> } = globalThis as typeof globalThis & {
  millwrightFleetJudges?: WeakMap<pg.Pool, FleetJudge>;
};

/** How every device of a fleet stands, and which are held and do nothing. Asked again of the same fleet, the same. */
export async function judgeFleet(pool: pg.Pool, state: CollectionState, now: Date): Promise<JudgedFleet> {
  holder.millwrightFleetJudges ??= new WeakMap();
  const judge = holder.millwrightFleetJudges.get(pool) ?? new FleetJudge(pool);
  holder.millwrightFleetJudges.set(pool, judge);
  return judge.judge(await fleetKeeperOf(pool).read(pool, state, now), state);
}
