import { byShortId, Catalogue } from './catalogue';
import { accounts, regions } from './geography';
import { type Denial, standingDenials } from './incidents/denials';
import { shortIdOf } from './native-id';
import type { FactoryPlan } from './plan/plan';
import { planFactory } from './plan/plan-factory';
import { type AwsKind, awsKinds, type RecordOf, type WorldRecord } from './records';

export interface WorldOptions {
  seed: string;
  /** Multiplies the fleet; 1 is about 2,500 things. */
  scale?: number;
}

/** The whole factory at one instant. */
export interface WorldSnapshot {
  at: Date;
  /** What one account has of one kind in one region, ordered by id. */
  list<K extends AwsKind>(kind: K, account: string, region: string): readonly RecordOf<K>[];
  /** What one account has of one kind in all its regions. */
  listAccount<K extends AwsKind>(kind: K, account: string): RecordOf<K>[];
  all(): WorldRecord[];
  /** What the accounts' own policies forbid their readers. */
  denials: readonly Denial[];
}

export interface World {
  seed: string;
  scale: number;
  /** The factory at `now`, to the tick before. The same instant always gives the same factory. */
  at(now: Date): WorldSnapshot;
}

/** The world stands still between ticks, so that one page and the next rarely see different worlds. */
export const tickMs = 15_000;

/** Builds the factory of a seed. Pure: nothing but the seed, the scale and the instant asked for decides what there is. */
export function createWorld({ seed, scale = 1 }: WorldOptions): World {
  const plan = planFactory(seed, scale);
  let latest: WorldSnapshot | undefined;
  return {
    seed,
    scale,
    at(now) {
      const at = new Date(Math.floor(now.getTime() / tickMs) * tickMs);
      if (latest?.at.getTime() !== at.getTime()) latest = takeSnapshot(plan, at);
      return latest;
    },
  };
}

function takeSnapshot({ standing, movers, patches }: FactoryPlan, at: Date): WorldSnapshot {
  const moving = new Catalogue();
  for (const move of movers) move(at, moving);
  const seen = new Catalogue();
  const list = <K extends AwsKind>(kind: K, account: string, region: string): readonly RecordOf<K>[] => {
    const known = seen.slice(kind, account, region);
    if (known) return known;
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
  return { at, list, listAccount, all, denials: standingDenials };
}
