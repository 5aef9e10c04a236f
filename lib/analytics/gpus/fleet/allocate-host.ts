import type { GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { HostWork } from './work-on-hosts';

/** What is told of who has the devices of one host. */
export interface HostClaims {
  size: number;
  /** The work that the scheduler lists on it. */
  works: readonly HostWork[];
  /** Whether that is all there is; else why it may not be, in a sentence. */
  listing: { isWhole: true } | { isWhole: false; reason: string };
  /** Whether the driver's index is a device's place here. */
  isIndexed: boolean;
  /** Whom metrics name as a device's holders, by place; empty: nobody. */
  named: readonly (readonly GpuHolder[])[];
  /** By place: whether a source that names holders measured the device lately, so that nobody named is nobody there. */
  isWatched: readonly boolean[];
  /** How many devices metrics say are given out; null: none does. */
  allocated: number | null;
}

export interface HostAllocation {
  /** Devices given out; null: not known. */
  held: number | null;
  /** By place. */
  devices: GpuAllocation[];
}

/**
 * Who has each device of a host. Named are those that the scheduler names by index, else those that metrics name. How many
 * are given out says the scheduler; where it does not tell of all its work, the metrics that name holders; and after them
 * the metric that counts. Who is not named has none where all that are given out are named, and holds one where all are
 * given out; else it is unclear.
 */
export function allocateHost(claims: HostClaims): HostAllocation {
  const { size, works, listing, named, isWatched, allocated } = claims;
  const byScheduler = toHoldersByIndex(claims);
  const holders = Array.from({ length: size }, (_, place) => byScheduler?.get(place) ?? named[place] ?? []);
  const heldByName = holders.filter((some) => some.length > 0).length;
  const listed = listing.isWhole ? sumCounts(works) : null;
  if (listed === null && isWatched.some(Boolean)) return watchedHost(holders, isWatched, toReason(claims), allocated);
  const count = listed ?? (allocated !== null && allocated <= size ? allocated : null);
  const held = count === null ? null : Math.min(size, Math.max(count, heldByName));
  const others = held === size ? toHolderOfOthers(claims, byScheduler, heldByName) : [];
  const unnamed = toUnnamed(held, { size, heldByName, others, reason: toReason(claims) });
  return { held, devices: holders.map((some) => (some.length > 0 ? { state: 'held', holders: some } : unnamed)) };
}

/** Where only metrics tell: each device that they measured without naming anybody is free. */
function watchedHost(
  holders: readonly (readonly GpuHolder[])[],
  isWatched: readonly boolean[],
  reason: string,
  allocated: number | null,
): HostAllocation {
  const devices = holders.map((some, place): GpuAllocation => {
    if (some.length > 0) return { state: 'held', holders: some };
    return isWatched[place] ? { state: 'free' } : { state: 'unknown', reason };
  });
  const named = holders.filter((some) => some.length > 0).length;
  const isAll = devices.every(({ state }) => state !== 'unknown');
  if (isAll) return { held: named, devices };
  return { held: allocated !== null && allocated >= named && allocated <= holders.length ? allocated : null, devices };
}

function toUnnamed(
  held: number | null,
  {
    size,
    heldByName,
    others,
    reason,
  }: { size: number; heldByName: number; others: readonly GpuHolder[]; reason: string },
): GpuAllocation {
  if (held === null) return { state: 'unknown', reason };
  if (held === heldByName) return { state: 'free' };
  return held === size ? { state: 'held', holders: others } : { state: 'unclear' };
}

/** Who is named by the scheduler, by place; null: it names no devices, or they cannot be told by its indexes. */
function toHoldersByIndex({ works, isIndexed, size }: HostClaims): Map<number, GpuHolder[]> | null {
  if (!isIndexed || !works.some(({ holding }) => holding.indexes !== null)) return null;
  const holders = new Map<number, GpuHolder[]>();
  for (const { holder, holding } of works)
    for (const index of new Set(holding.indexes))
      if (index < size) holders.set(index, [...(holders.get(index) ?? []), holder]);
  return holders;
}

/** Devices that the work has together; null where some does not tell, or has shares of devices that others have too. */
function sumCounts(works: readonly HostWork[]): number | null {
  let sum = 0;
  for (const { holding } of works) {
    const count = holding.count ?? holding.indexes?.length ?? null;
    if (count === null || count === 0) return null;
    sum += count;
  }
  return sum;
}

/** Where all devices are given out: the work that has those not named, if it can be nobody else. */
function toHolderOfOthers(
  { works, size, named }: HostClaims,
  byScheduler: ReadonlyMap<number, GpuHolder[]> | null,
  heldByName: number,
): readonly GpuHolder[] {
  const keys = new Set([...(byScheduler?.values() ?? []), ...named].flat().map(toKey));
  const others = works.filter(({ holder }) => !keys.has(toKey(holder)));
  const [only, second] = others;
  return only !== undefined && second === undefined && only.holding.count === size - heldByName ? [only.holder] : [];
}

function toReason({ listing }: HostClaims): string {
  return listing.isWhole ? 'Not all work on this node tells how many devices it has.' : listing.reason;
}

function toKey({ kind, namespace, name }: GpuHolder): string {
  return `${kind}\n${namespace}\n${name}`;
}
