import { toTick } from '../tick';
import { byShortId, Catalogue } from './catalogue';
import { accounts, regions } from './geography';
import { type Denial, standingDenials } from './incidents/denials';
import { shortIdOf } from './native-id';
import type { FactoryPlan } from './plan/plan';
import { planFactory } from './plan/plan-factory';
import { type AwsKind, awsKinds, type RecordOf, type WorldRecord } from './records';
import type { ComputeInstance } from './records/machines';

export interface WorldOptions {
  seed: string;
  /** Multiplies the fleet; 1 is about 2,500 things. */
  scale?: number;
}

/** The whole factory at one instant. */
export interface WorldSnapshot {
  seed: string;
  at: Date;
  /** What one account has of one kind in one region, ordered by id. */
  list<K extends AwsKind>(kind: K, account: string, region: string): readonly RecordOf<K>[];
  /** What one account has of one kind in all its regions. */
  listAccount<K extends AwsKind>(kind: K, account: string): RecordOf<K>[];
  all(): WorldRecord[];
  /** Whether a machine that is listed ran at an instant, now or before. */
  ranAt(instance: ComputeInstance, at: Date): boolean;
  /** What the accounts' own policies forbid their readers. */
  denials: readonly Denial[];
}

export interface World {
  seed: string;
  scale: number;
  /** The factory at `now`, to the tick before. The same instant always gives the same factory. */
  at(now: Date): WorldSnapshot;
}

/** Builds the factory of a seed. Pure: nothing but the seed, the scale and the instant asked for decides what there is. */
export function createWorld({ seed, scale = 1 }: WorldOptions): World {
  const plan = planFactory(seed, scale);
  const asPlanned = new Map<string, ComputeInstance>();
  for (const record of plan.standing.all()) if (record.kind === 'compute-instance') asPlanned.set(record.id, record);
  let latest: WorldSnapshot | undefined;
  return {
    seed,
    scale,
    at(now) {
      const at = toTick(now.getTime());
      if (latest?.at.getTime() !== at.getTime()) latest = takeSnapshot(seed, plan, asPlanned, at);
      return latest;
    },
  };
}

function takeSnapshot(
  seed: string,
  { standing, movers, patches }: FactoryPlan,
  asPlanned: ReadonlyMap<string, ComputeInstance>,
  at: Date,
): WorldSnapshot {
  const moving = new Catalogue();
  const waiting = new Set(movers);
  const runMoversOf = (kind: AwsKind) => {
    for (const mover of waiting) {
      if (!mover.adds.includes(kind)) continue;
      waiting.delete(mover);
      mover.move(at, moving);
    }
  };
  const seen = new Catalogue();
  const list = <K extends AwsKind>(kind: K, account: string, region: string): readonly RecordOf<K>[] => {
    const known = seen.slice(kind, account, region);
    if (known) return known;
    runMoversOf(kind);
    const records = [
      ...(standing.slice(kind, account, region) ?? []),
      ...(moving.slice(kind, account, region) ?? []),
    ].map((record) => patches.apply(kind, shortIdOf(record), record, at));
    records.sort(byShortId);
    seen.setSlice(kind, account, region, records);
    return records;
  };
  const listAccount = <K extends AwsKind>(kind: K, account: string): RecordOf<K>[] =>
    regions.flatMap(({ name }) => [...list(kind, account, name)]);
  const all = () =>
    Object.values(accounts).flatMap(({ id }) => awsKinds.flatMap((kind): WorldRecord[] => listAccount(kind, id)));
  const ranAt = (instance: ComputeInstance, then: Date) => {
    const planned = asPlanned.get(instance.id);
    const { state } = planned ? patches.apply('compute-instance', instance.id, planned, then) : instance;
    return state === 'running' && instance.createdAt <= then;
  };
  return { seed, at, list, listAccount, all, ranAt, denials: standingDenials };
}
