import type { Idleness } from '@/lib/analytics/gpus/idle/find-idle';

interface Idle {
  idleness: Pick<Idleness, 'since' | 'sinceAtLeast' | 'heldSince'>;
}

/** `told`: most devices that are wanted; `batch`: most looked up at once; `lookedUp`: most looked up at all. */
interface LookBounds {
  told: number;
  batch: number;
  lookedUp: number;
}

/** What looking some devices up found, in their order, and why some may be idle for longer than is told. */
export interface LookedUp<T> {
  devices: T[];
  gaps: readonly string[];
}

/**
 * The devices that are idle for longest, in order; `compare` decides between equals. Those of which it is open since when
 * are looked up a batch at a time, the longest held first: nobody is idle with a device for longer than they have it, so
 * that the rest need not be looked up once as many as are wanted are idle for longer than any of it can be.
 */
export async function findLongestIdle<T extends Idle>(
  devices: readonly T[],
  look: (some: readonly T[]) => Promise<LookedUp<T>>,
  compare: (one: T, other: T) => number,
  { told, batch, lookedUp }: LookBounds,
): Promise<LookedUp<T>> {
  const known = devices.filter(({ idleness }) => !idleness.sinceAtLeast);
  const open = devices
    .filter(({ idleness }) => idleness.sinceAtLeast)
    .sort((one, other) => order(boundOf(one), boundOf(other)) || compare(one, other));
  const gaps = new Set<string>();
  let next = 0;
  while (next < open.length && !isDecided(known, open[next], told)) {
    if (next >= lookedUp) {
      gaps.add(`Since when is looked up of ${next} of ${open.length} idle devices: others may be idle for as long.`);
      break;
    }
    const found = await look(open.slice(next, Math.min(next + batch, lookedUp)));
    known.push(...found.devices);
    for (const gap of found.gaps) gaps.add(gap);
    next = Math.min(next + batch, lookedUp);
  }
  const longest = [...known, ...open.slice(next)].sort(
    (one, other) => order(one.idleness.since.getTime(), other.idleness.since.getTime()) || compare(one, other),
  );
  return { devices: longest.slice(0, told), gaps: [...gaps] };
}

/** Whether as many as are wanted are idle for longer than this one and all after it can be. */
function isDecided<T extends Idle>(known: readonly T[], next: T | undefined, told: number): boolean {
  if (next === undefined) return true;
  const bound = boundOf(next);
  return known.filter(({ idleness }) => idleness.since.getTime() < bound).length >= told;
}

/** It is not idle for longer than this, in milliseconds since 1970. */
function boundOf({ idleness: { heldSince } }: Idle): number {
  return heldSince?.getTime() ?? Number.NEGATIVE_INFINITY;
}

function order(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
