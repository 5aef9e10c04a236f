import { type HealthStatus, healthPrecedence, rollUpHealth } from '@/lib/domain/status';
import type { MapSite, WorldPoint } from './map-site';
import { toMarkRadius } from './to-mark-radius';

/** A site on the map with its point of the world. */
export interface PlacedSite extends MapSite, WorldPoint {}

/** What is drawn at one point: a site, or several that would overlap. */
export interface MapMark extends WorldPoint {
  /** Names it while its sites stay the same. */
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

/**
 * Marks that do not overlap at this scale (pixels a unit of the world), however many sites stand close. The larger of two
 * that would overlap takes the other in and stands in the middle of both, by their GPUs.
 */
export function toMapMarks(sites: readonly PlacedSite[], scale: number): MapMark[] {
  const most = Math.max(0, ...sites.map(({ gpus }) => (gpus === null ? 0 : gpus.value)));
  let marks = sites.map((site) => toMark([site], most)).sort(byWeight);
  for (;;) {
    const merged = mergeOnce(marks, scale, most);
    if (merged.length === marks.length) return merged;
    marks = merged.sort(byWeight);
  }
}

/** One pass: each mark takes in those near it that are not taken yet. What it grew to may overlap others again. */
function mergeOnce(marks: readonly MapMark[], scale: number, most: number): MapMark[] {
  const reach = 2 * Math.max(leastReach, ...marks.map(({ radius }) => radius)) + hair;
  const cells = Map.groupBy(marks, (mark) => toCell(mark, scale, reach));
  const taken = new Set<MapMark>();
  return marks.flatMap((mark) => {
    if (taken.has(mark)) return [];
    taken.add(mark);
    const near = findNear(mark, cells, scale, reach).filter((other) => !taken.has(other));
    for (const other of near) taken.add(other);
    return [
      near.length === 0
        ? mark
        : toMark(
            [mark, ...near].flatMap((each) => each.sites),
            most,
          ),
    ];
  });
}

function toCell({ x, y }: WorldPoint, scale: number, reach: number, dx = 0, dy = 0): string {
  return `${Math.floor((x * scale) / reach) + dx} ${Math.floor((y * scale) / reach) + dy}`;
}

const steps = [-1, 0, 1];

function findNear(mark: MapMark, cells: ReadonlyMap<string, readonly MapMark[]>, scale: number, reach: number) {
  return steps.flatMap((dx) =>
    steps.flatMap((dy) =>
      (cells.get(toCell(mark, scale, reach, dx, dy)) ?? []).filter(
        (other) => other !== mark && overlaps(mark, other, scale),
      ),
    ),
  );
}

/** Whether two marks would touch, or one could not be hit beside the other. */
export function overlaps(one: MapMark, other: MapMark, scale: number): boolean {
  const distance = Math.hypot(one.x - other.x, one.y - other.y) * scale;
  return distance < Math.max(leastReach, one.radius) + Math.max(leastReach, other.radius) + hair;
}

function byWeight(one: MapMark, other: MapMark): number {
  return other.radius - one.radius || other.sites.length - one.sites.length || (one.key < other.key ? -1 : 1);
}

function toMark(sites: readonly PlacedSite[], most: number): MapMark {
  const known = sites.flatMap(({ gpus }) => (gpus === null ? [] : [gpus]));
  const sum = known.reduce((total, { value }) => total + value, 0);
  const gpus =
    known.length === 0
      ? null
      : { value: sum, atLeast: known.length < sites.length || known.some(({ atLeast }) => atLeast) };
  // A site without GPUs pulls as well, if little.
  const weights = sites.map((site) => 1 + (site.gpus === null ? 0 : site.gpus.value));
  const weight = weights.reduce((total, each) => total + each, 0);
  const middle = (axis: 'x' | 'y') =>
    sites.reduce((total, site, index) => total + site[axis] * (weights[index] ?? 1), 0) / weight;
  const ordered = [...sites].sort(byWorst);
  return {
    key: ordered.map(({ name }) => name).join('\n'),
    sites: ordered,
    status: rollUpHealth(sites.map(({ status }) => status)),
    gpus,
    x: middle('x'),
    y: middle('y'),
    radius: toMarkRadius(gpus === null ? null : gpus.value, most),
  };
}

function byWorst(one: PlacedSite, other: PlacedSite): number {
  const rank = ({ status }: PlacedSite) => healthPrecedence.indexOf(status);
  const size = ({ gpus }: PlacedSite) => (gpus === null ? -1 : gpus.value);
  return rank(one) - rank(other) || size(other) - size(one) || (one.title < other.title ? -1 : 1);
}
