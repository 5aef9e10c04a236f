import { toTick } from '../tick';
import { type Throttling, throttledNow } from './incidents/throttling';
import type { AzurePlan } from './plan/plan';
import { planFactory } from './plan/plan-factory';
import type { AzureRecord, AzureType } from './records';
import { idOf, typeOfId } from './resource-id';

export interface AzureWorldOptions {
  seed: string;
  /** Multiplies the fleet; 1 is about 3,700 things. */
  scale?: number;
}

/** A record and its id in lower case, which is how things are told apart and ordered. */
export interface Entry {
  key: string;
  record: AzureRecord;
}

/** All of the directory at one instant. */
export interface AzureSnapshot {
  seed: string;
  at: Date;
  /** What there is of one type, ordered by key. */
  list(type: AzureType): readonly Entry[];
  /** The thing of that id, in whatever case; undefined when there is none. */
  find(id: string): AzureRecord | undefined;
  /** The subscription that may not be queried now, and until when; null when all may. */
  throttling: Throttling | null;
}

export interface AzureWorld {
  seed: string;
  scale: number;
  /** The directory at `now`, to the tick before. The same instant always gives the same one. */
  at(now: Date): AzureSnapshot;
}

/** Builds the directory of a seed. Pure: nothing but the seed, the scale and the instant decides what there is. */
export function createAzureWorld({ seed, scale = 1 }: AzureWorldOptions): AzureWorld {
  const plan = planFactory(seed, scale);
  const standing = groupByType(plan.standing);
  let latest: AzureSnapshot | undefined;
  return {
    seed,
    scale,
    at(now) {
      const at = toTick(now.getTime());
      if (latest?.at.getTime() !== at.getTime()) latest = takeSnapshot(seed, plan, standing, at);
      return latest;
    },
  };
}

type EntriesByType = ReadonlyMap<AzureType, readonly Entry[]>;

function takeSnapshot(seed: string, { movers, patches }: AzurePlan, standing: EntriesByType, at: Date): AzureSnapshot {
  const moving = groupByType(movers.flatMap((move) => move(at)));
  const lists = new Map<AzureType, readonly Entry[]>();
  const list = (type: AzureType): readonly Entry[] => {
    const known = lists.get(type);
    if (known) return known;
    const patched = [...(standing.get(type) ?? []), ...(moving.get(type) ?? [])].map(({ key, record }) => ({
      key,
      record: (patches.get(key) ?? []).reduce((current, patch) => patch(current, at), record),
    }));
    patched.sort(byKey);
    lists.set(type, patched);
    return patched;
  };
  const find = (id: string) => {
    const key = id.toLowerCase();
    const type = typeOfId(key);
    return type && findEntry(list(type), key)?.record;
  };
  return { seed, at, list, find, throttling: throttledNow(at) };
}

function groupByType(records: readonly AzureRecord[]): Map<AzureType, Entry[]> {
  const groups = new Map<AzureType, Entry[]>();
  for (const record of records) {
    const entry = { key: idOf(record).toLowerCase(), record };
    const group = groups.get(record.type);
    if (group) group.push(entry);
    else groups.set(record.type, [entry]);
  }
  return groups;
}

function byKey(left: Entry, right: Entry): number {
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

/** The entry of that key in a list ordered by key. */
function findEntry(entries: readonly Entry[], key: string): Entry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  const found = entries[low];
  return found?.key === key ? found : undefined;
}
