import type { LinkState } from '@/lib/domain/link/link-facts';

/** A link as the search for ways needs it. */
export interface WayLink {
  id: string;
  near: string;
  /** Null: no source says where it ends, so that no way leads over it. */
  far: string | null;
  state: LinkState;
  /** Links that it rides on. Null: not told. */
  carriers: readonly string[] | null;
  /** Bits a second each way; null: unknown. */
  capacity: number | null;
}

/** A link between two neighbouring sites with what it rides on. */
export interface WayChoice {
  id: string;
  /** Its own state, or worse: down where all that it rides on is down, degraded where some of it is. */
  state: LinkState;
  /** Ids of what it rides on, and of what that rides on: they fail together. */
  under: readonly string[];
  /** The least that is known of it and of what it rides on; null: of none. */
  capacity: number | null;
}

/** What leads from a site to a neighbour, the best first. */
export type Hop = readonly [WayChoice, ...WayChoice[]];

/** What leads from each site to each of its neighbours; the same both ways. */
export type Hops = ReadonlyMap<string, ReadonlyMap<string, Hop>>;

/** A way from one site to another. */
export interface Way {
  sites: readonly string[];
  /** The worst of its hops. */
  state: LinkState;
  /** The least of its hops as far as it is known: more will not come through. Null: it is known of none. */
  capacity: number | null;
}

/** How well a link carries, the best first. What is switched off or not yet made is no way at all. */
const bestFirst: readonly LinkState[] = ['up', 'degraded', 'unknown', 'down'];
const rankOf = (state: LinkState) => {
  const rank = bestFirst.indexOf(state);
  return rank === -1 ? bestFirst.length : rank;
};
const isWay = (state: LinkState) => rankOf(state) < bestFirst.length;
const worse = (one: LinkState, other: LinkState) => (rankOf(other) > rankOf(one) ? other : one);
const least = (one: number | null, other: number | null) =>
  one === null ? other : other === null ? one : Math.min(one, other);

/**
 * What leads from site to site over these links. Of links that ride on each other between the same two sites the uppermost
 * stands for them: that is what carries traffic.
 */
export function toHops(links: readonly WayLink[]): Hops {
  const byId = new Map(links.map((link) => [link.id, link]));
  const ridden = new Set<string>();
  for (const { near, far, carriers, state } of links)
    for (const carrier of isWay(state) ? (carriers ?? []) : []) {
      const under = byId.get(carrier);
      if (under !== undefined && isBetween(under, near, far)) ridden.add(carrier);
    }
  const hops = new Map<string, Map<string, [WayChoice, ...WayChoice[]]>>();
  const stacks = new Map<string, Stack>();
  const add = (from: string, to: string, choice: WayChoice) => {
    const ofSite = hops.get(from) ?? new Map<string, [WayChoice, ...WayChoice[]]>();
    hops.set(from, ofSite);
    const known = ofSite.get(to);
    if (known === undefined) ofSite.set(to, [choice]);
    else known.push(choice);
  };
  for (const link of links) {
    const { near, far } = link;
    if (far === null || near === far || ridden.has(link.id) || !isWay(link.state)) continue;
    const { under, ...stack } = toStack(link, byId, stacks, new Set());
    if (!isWay(stack.state)) continue;
    const choice = { id: link.id, ...stack, under: [...under] };
    add(near, far, choice);
    add(far, near, choice);
  }
  for (const ofSite of hops.values()) for (const choices of ofSite.values()) choices.sort(compareChoices);
  return hops;
}

function isBetween({ near, far }: WayLink, one: string, other: string | null): boolean {
  return (near === one && far === other) || (near === other && far === one);
}

/** How well a link carries together with what is under it, and what that is. */
interface Stack {
  state: LinkState;
  capacity: number | null;
  under: ReadonlySet<string>;
}

/**
 * A link together with what is under it. A link that all of what it rides on is down is down, whatever it says itself. What
 * several ride on counts for each of them; `above`: links on the way down to this one, which none of them rides on.
 */
function toStack(
  link: WayLink,
  byId: ReadonlyMap<string, WayLink>,
  known: Map<string, Stack>,
  above: ReadonlySet<string>,
): Stack {
  const before = known.get(link.id);
  if (before !== undefined) return before;
  const path = new Set([...above, link.id]);
  const carriers = (link.carriers ?? []).flatMap((carrier) => byId.get(carrier) ?? []);
  const below = carriers.filter(({ id }) => !path.has(id)).map((one) => ({ one, ...toStack(one, byId, known, path) }));
  const broken = below.filter(({ state }) => state === 'down' || !isWay(state)).length;
  const stateBelow: LinkState = broken === 0 ? 'up' : broken === below.length ? 'down' : 'degraded';
  // Those that carry do so together, and what some of them carry is not known to be all. Where none does it is what they would.
  const carrying = below.filter(({ state }) => state !== 'down' && isWay(state));
  const bearing = carrying.length > 0 ? carrying : below;
  const capacities = bearing.flatMap(({ capacity }) => capacity ?? []);
  const isWhole = capacities.length > 0 && capacities.length === bearing.length;
  const sum = isWhole ? capacities.reduce((total, each) => total + each) : null;
  const under = new Set(below.flatMap((each) => [each.one.id, ...each.under]));
  under.delete(link.id);
  const stack = { state: worse(link.state, stateBelow), capacity: least(link.capacity, sum), under };
  known.set(link.id, stack);
  return stack;
}

function compareChoices(one: WayChoice, other: WayChoice): number {
  return (
    rankOf(one.state) - rankOf(other.state) ||
    (other.capacity ?? -1) - (one.capacity ?? -1) ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Two neighbouring sites, whichever way round. */
export type HopEnds = readonly [string, string];

/**
 * The best ways from a site to another over up to three hops, and how many there are: what carries first, then the fewer hops,
 * then the more it can carry. No site comes twice. `without`: a hop that is not to be taken. Looks at each hop twice at most,
 * whatever the net: no longer way is followed than one over two hops and the last.
 */
export function findWays(
  hops: Hops,
  from: string,
  to: string,
  most: number,
  without: HopEnds | null = null,
): { ways: Way[]; count: number } {
  const best = new BestWays(most);
  const isOpen = (one: string, other: string) =>
    without === null || !((without[0] === one && without[1] === other) || (without[0] === other && without[1] === one));
  const next = (site: string) => [...(hops.get(site) ?? [])].filter(([other]) => isOpen(site, other));
  if (from === to) return { ways: [], count: 0 };
  const last = new Map(next(to));
  for (const [first, [ofFirst]] of next(from)) {
    if (first === to) {
      best.offer(ofFirst, from, to);
      continue;
    }
    const direct = last.get(first);
    if (direct !== undefined) best.offer(follow(ofFirst, direct[0]), from, first, to);
    for (const [second, [ofSecond]] of next(first)) {
      const ending = second === from || second === to ? undefined : last.get(second);
      if (ending !== undefined) best.offer(follow(follow(ofFirst, ofSecond), ending[0]), from, first, second, to);
    }
  }
  return { ways: best.ways, count: best.count };
}

/** How well a way carries, without the places that it leads over. */
type Carried = Pick<Way, 'state' | 'capacity'>;

/** One after another they carry as the worse does. */
function follow(one: Carried, other: Carried): Carried {
  return { state: worse(one.state, other.state), capacity: least(one.capacity, other.capacity) };
}

/** Keeps the best of many, in order: of a full mesh there are as many as there are pairs of sites. */
class BestWays {
  readonly ways: Way[] = [];
  count = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  offer({ state, capacity }: Carried, ...sites: string[]): void {
    this.count += 1;
    const way: Way = { sites, state, capacity };
    const last = this.ways.at(-1);
    if (this.ways.length === this.#most && last !== undefined && compareWays(way, last) > 0) return;
    this.ways.push(way);
    this.ways.sort(compareWays);
    if (this.ways.length > this.#most) this.ways.pop();
  }
}

function compareWays(one: Way, other: Way): number {
  return (
    rankOf(one.state) - rankOf(other.state) ||
    one.sites.length - other.sites.length ||
    (other.capacity ?? -1) - (one.capacity ?? -1) ||
    compareSites(one.sites, other.sites)
  );
}

/** By the first place that differs. */
function compareSites(one: readonly string[], other: readonly string[]): number {
  const place = one.findIndex((site, index) => site !== other[index]);
  return (one[place] ?? '') < (other[place] ?? '') ? -1 : 1;
}
