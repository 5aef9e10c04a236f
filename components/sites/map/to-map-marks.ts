import { type HealthStatus, healthPrecedence, rollUpHealth } from '@/lib/domain/status';
import type { MapSite, WorldPoint } from './map-site';
import { toMarkRadius } from './to-mark-radius';

/** A site on the map with its point of the world. */
export interface PlacedSite extends MapSite, WorldPoint {}

/** What is drawn at one point: a site, or several that would overlap. */
export interface MapMark extends WorldPoint {
  /** The name of its first site, which is of no other mark. */
  key: string;
  /** At least one. The worst first, then those with most GPUs. */
  sites: readonly PlacedSite[];
  /** The worst of its sites. */
  status: HealthStatus;
  /** Of all its sites; null: of none it is known. */
  gpus: { value: number; atLeast: boolean } | null;
  /** Pixels. */
  radius: number;
}

/** A target of at least 24 pixels, and a hair between two. */
const leastReach = 13;
const hair = 2;

/** Sites on their way to one mark. */
interface Gathered extends WorldPoint {
  sites: PlacedSite[];
  /** What pulls the mark's place. */
  weight: number;
  gpus: MapMark['gpus'];
  radius: number;
}

/**
 * Marks that do not overlap at this scale (pixels a unit of the world), however many sites stand close. The larger of two
 * that would overlap takes the other in and stands in the middle of both, by their GPUs.
 */
export function toMapMarks(sites: readonly PlacedSite[], scale: number): MapMark[] {
  const largest = sites.reduce((most, { gpus }) => (gpus === null ? most : Math.max(most, gpus.value)), 0);
  let gathered = sites.map((site) => gather(site, largest)).sort(byWeight);
  for (;;) {
    const merged = mergeOnce(gathered, scale, largest);
    if (merged.length === gathered.length) return merged.map(toMark);
    gathered = merged.sort(byWeight);
  }
}

function gather(site: PlacedSite, largest: number): Gathered {
  const { x, y, gpus } = site;
  // A site without GPUs pulls as well, if little.
  const weight = gpus === null ? 1 : 1 + gpus.value;
  return { x, y, sites: [site], weight, gpus, radius: toMarkRadius(gpus === null ? null : gpus.value, largest) };
}

const cellsAcross = 1_000_003;
const steps = [-1, 0, 1];

/** One pass: each takes in those near it that are not taken yet. What it grew to may overlap others again. */
function mergeOnce(gathered: readonly Gathered[], scale: number, largest: number): Gathered[] {
  const widest = gathered.reduce((most, { radius }) => Math.max(most, radius), leastReach);
  const cell = (2 * widest + hair) / scale;
  const toCell = ({ x, y }: WorldPoint, dx = 0, dy = 0) =>
    (Math.floor(x / cell) + dx) * cellsAcross + Math.floor(y / cell) + dy;
  const cells = Map.groupBy(gathered, (one) => toCell(one));
  const taken = new Set<Gathered>();
  const merged: Gathered[] = [];
  for (const one of gathered) {
    if (taken.has(one)) continue;
    taken.add(one);
    const near: Gathered[] = [];
    for (const dx of steps)
      for (const dy of steps) near.push(...takeNear(one, toCell(one, dx, dy), cells, taken, scale));
    merged.push(near.length === 0 ? one : join([one, ...near], largest));
  }
  return merged;
}

/** Those of a cell that would overlap with one. What is taken leaves the cell, so that nobody looks at it again. */
function takeNear(
  one: Gathered,
  cell: number,
  cells: Map<number, Gathered[]>,
  taken: Set<Gathered>,
  scale: number,
): Gathered[] {
  const within = cells.get(cell);
  if (within === undefined) return [];
  const near = within.filter((other) => !taken.has(other) && overlaps(one, other, scale));
  for (const other of near) taken.add(other);
  if (near.length > 0) {
    const left = within.filter((other) => !taken.has(other));
    cells.set(cell, left);
  }
  return near;
}

function join(parts: readonly Gathered[], largest: number): Gathered {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const gpus = parts.map((part) => part.gpus).reduce(addGpus);
  return {
    x: parts.reduce((sum, part) => sum + part.x * part.weight, 0) / weight,
    y: parts.reduce((sum, part) => sum + part.y * part.weight, 0) / weight,
    sites: parts.flatMap((part) => part.sites),
    weight,
    gpus,
    radius: toMarkRadius(gpus === null ? null : gpus.value, largest),
  };
}

/** A floor where one of the two is not known, and unknown where neither is. */
function addGpus(one: MapMark['gpus'], other: MapMark['gpus']): MapMark['gpus'] {
  if (one === null || other === null) {
    const known = one ?? other;
    return known === null ? null : { value: known.value, atLeast: true };
  }
  return { value: one.value + other.value, atLeast: one.atLeast || other.atLeast };
}

/** Whether two marks would touch, or one could not be hit beside the other. */
export function overlaps(one: MarkCircle, other: MarkCircle, scale: number): boolean {
  const distance = Math.hypot(one.x - other.x, one.y - other.y) * scale;
  return distance < Math.max(leastReach, one.radius) + Math.max(leastReach, other.radius) + hair;
}

type MarkCircle = Pick<MapMark, 'x' | 'y' | 'radius'>;

function byWeight(one: Gathered, other: Gathered): number {
  return other.radius - one.radius || other.weight - one.weight || (nameFirst(one) < nameFirst(other) ? -1 : 1);
}

function nameFirst({ sites: [first] }: Pick<Gathered, 'sites'>): string {
  return first === undefined ? '' : first.name;
}

function toMark({ sites, x, y, gpus, radius }: Gathered): MapMark {
  const ordered = sites.length === 1 ? sites : sites.sort(byWorst);
  return {
    key: nameFirst({ sites: ordered }),
    sites: ordered,
    status: rollUpHealth(ordered.map(({ status }) => status)),
    gpus,
    x,
    y,
    radius,
  };
}

function byWorst(one: PlacedSite, other: PlacedSite): number {
  const rank = ({ status }: PlacedSite) => healthPrecedence.indexOf(status);
  const size = ({ gpus }: PlacedSite) => (gpus === null ? -1 : gpus.value);
  return rank(one) - rank(other) || size(other) - size(one) || (one.title < other.title ? -1 : 1);
}
