import { toTick } from '../tick';
import { planFactory } from './plan/plan-factory';
import { type GoogleKind, type GoogleRecord, googleKinds, type RecordOf } from './records';

export interface WorldOptions {
  seed: string;
  /** Multiplies the fleet; 1 is about 3,700 things. */
  scale?: number;
}

/** Everything the factory has at Google at one instant. */
export interface WorldSnapshot {
  at: Date;
  /** Everything of a kind, ordered by full name. */
  list<K extends GoogleKind>(kind: K): readonly RecordOf<K>[];
  /** The thing of that full name; undefined when there is none. */
  find(fullName: string): GoogleRecord | undefined;
  all(): GoogleRecord[];
}

export interface World {
  /** The factory at `now`, to the tick before. The same instant always gives the same factory. */
  at(now: Date): WorldSnapshot;
}

/** Builds what a seed has at Google. Pure: nothing but the seed, the scale and the instant decides what there is. */
export function createWorld({ seed, scale = 1 }: WorldOptions): World {
  const { standing, movers, patches } = planFactory(seed, scale);
  const standingByKind = groupByKind(standing);
  let latest: WorldSnapshot | undefined;

  const take = (at: Date): WorldSnapshot => {
    const arrivals: GoogleRecord[] = [];
    for (const move of movers) move(at, (record) => arrivals.push(record));
    const moving = groupByKind(arrivals);
    const lists = new Map<GoogleKind, readonly GoogleRecord[]>();
    let byName: Map<string, GoogleRecord> | undefined;
    const listAny = (kind: GoogleKind): readonly GoogleRecord[] => {
      const known = lists.get(kind);
      if (known) return known;
      const standingHere = (standingByKind.get(kind) ?? []).map(
        (record) => patches.get(record.fullName)?.(record, at) ?? record,
      );
      const records = mergeByName(standingHere, moving.get(kind) ?? []);
      lists.set(kind, records);
      return records;
    };
    const all = () => googleKinds.flatMap((kind) => [...listAny(kind)]);
    return {
      at,
      all,
      list: <K extends GoogleKind>(kind: K) =>
        listAny(kind).filter((record): record is RecordOf<K> => record.kind === kind),
      find(fullName) {
        byName ??= new Map(all().map((record) => [record.fullName, record]));
        return byName.get(fullName);
      },
    };
  };

  return {
    at(now) {
      const at = toTick(now.getTime());
      if (latest?.at.getTime() !== at.getTime()) latest = take(at);
      return latest;
    },
  };
}

/** Records of each kind in order of their full names. */
function groupByKind(records: readonly GoogleRecord[]): Map<GoogleKind, GoogleRecord[]> {
  const groups = new Map<GoogleKind, GoogleRecord[]>();
  for (const record of records) {
    const group = groups.get(record.kind);
    if (group) group.push(record);
    else groups.set(record.kind, [record]);
  }
  for (const group of groups.values()) group.sort(byName);
  return groups;
}

/** Two lists in order made one in order. */
function mergeByName(left: readonly GoogleRecord[], right: readonly GoogleRecord[]): readonly GoogleRecord[] {
  return right.length === 0 ? left : [...left, ...right].sort(byName);
}

function byName(left: GoogleRecord, right: GoogleRecord): number {
  return left.fullName < right.fullName ? -1 : left.fullName > right.fullName ? 1 : 0;
}
