import { tickAt, tickMs } from '../tick';
import { type ApiResource, apiResources } from './api-resources';
import type { DeviceClaim } from './plan/device-claim';
import type { Thing } from './thing';

/** What there is of one type at an instant. */
export type Source = (nowMs: number) => readonly Thing[];

/** A cluster laid out: where the things of each type come from. */
export class ClusterPlan {
  readonly #sources = new Map<ApiResource, Source[]>();
  readonly #standing = new Map<ApiResource, Thing[]>();
  /** Every claim on devices there is, in the order they were planned. */
  readonly claims: DeviceClaim[] = [];

  /** Adds things that come, go or change. */
  add(type: ApiResource, source: Source): void {
    const sources = this.#sources.get(type);
    if (sources) sources.push(source);
    else this.#sources.set(type, [source]);
  }

  /** Adds a thing that stays as it is. */
  stand(thing: Thing): void {
    const things = this.#standing.get(thing.type);
    if (things) things.push(thing);
    else this.#standing.set(thing.type, [thing]);
  }

  /** All of a type at an instant, in the order lists follow. */
  list(type: ApiResource, nowMs: number): readonly Thing[] {
    const moving = (this.#sources.get(type) ?? []).flatMap((source) => source(nowMs));
    const standing = this.#standing.get(type) ?? [];
    return [...standing, ...moving].sort(({ key: left }, { key: right }) => (left < right ? -1 : left > right ? 1 : 0));
  }
}

/** A cluster at one tick. */
export interface ClusterSnapshot {
  at: Date;
  /** The resource version of this state. */
  tick: number;
  /** Everything of one type, in order of key. */
  list(type: ApiResource): readonly Thing[];
}

export interface ClusterWorld {
  /** What it is called; the account of its things. */
  name: string;
  /** The version its API server says it is. */
  gitVersion: string;
  /** Types it serves. */
  types: readonly ApiResource[];
  /** Who may have which devices of its nodes. */
  claims: readonly DeviceClaim[];
  /** The cluster at `now`, to the tick before. */
  at(now: Date): ClusterSnapshot;
  /** The cluster at a tick: the same one is always the same. */
  atTick(tick: number): ClusterSnapshot;
}

/** Pages being read, watches and the newest state ask for different ticks in turn. */
const keptSnapshots = 6;

export function createClusterWorld(
  { name, gitVersion, types }: Pick<ClusterWorld, 'name' | 'gitVersion' | 'types'>,
  plan: ClusterPlan,
): ClusterWorld {
  const snapshots = new Map<number, ClusterSnapshot>();
  const atTick = (tick: number): ClusterSnapshot => {
    const kept = snapshots.get(tick) ?? takeSnapshot(plan, tick);
    snapshots.delete(tick);
    snapshots.set(tick, kept);
    const [oldest] = snapshots.keys();
    if (snapshots.size > keptSnapshots && oldest !== undefined) snapshots.delete(oldest);
    return kept;
  };
  return { name, gitVersion, types, claims: plan.claims, atTick, at: (now) => atTick(tickAt(now.getTime())) };
}

/** Types of every cluster. */
export const ordinaryTypes: readonly ApiResource[] = Object.values(apiResources).filter(
  (type) => type !== apiResources.nodePools,
);

function takeSnapshot(plan: ClusterPlan, tick: number): ClusterSnapshot {
  const lists = new Map<ApiResource, readonly Thing[]>();
  return {
    at: new Date(tick * tickMs),
    tick,
    list(type) {
      const known = lists.get(type);
      if (known) return known;
      const things = plan.list(type, tick * tickMs);
      lists.set(type, things);
      return things;
    },
  };
}
