import { type Camera, type Point, toView } from './camera';
import type { SceneLine, SceneSite } from './to-scene';

const siteReach = 12;
const lineReach = 6;
/** Where the line of links that end where no source says leads, from its site, in pixels. */
export const stubEnd: Point = { x: 18, y: 18 };

const directions: Record<string, Point> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/**
 * The site that an arrow key leads to: the nearest in its direction, one aside counting as twice as far. Null where there is
 * none, or for another key. From nowhere it is the first of all.
 */
export function stepSite(sites: readonly SceneSite[], from: SceneSite | null, key: string): SceneSite | null {
  const direction = directions[key];
  if (direction === undefined) return null;
  if (from === null) return sites[0] ?? null;
  let [found, least] = [null as SceneSite | null, Infinity];
  for (const site of sites) {
    const [x, y] = [site.x - from.x, site.y - from.y];
    const along = x * direction.x + y * direction.y;
    const aside = Math.abs(x * direction.y) + Math.abs(y * direction.x);
    const distance = along + 2 * aside;
    if (site === from || along <= 0 || aside > 2 * along || distance >= least) continue;
    [found, least] = [site, distance];
  }
  return found;
}

/** The site or else the line under a point of the view; null where there is nothing. */
export function hitScene(
  { sites, lines }: { sites: readonly SceneSite[]; lines: readonly SceneLine[] },
  camera: Camera,
  point: Point,
): { site: SceneSite } | { line: SceneLine } | null {
  const site = nearest(sites, siteReach, (one) => distance(toView(camera, one), point));
  if (site !== null) return { site };
  const line = nearest(lines, lineReach, ({ from, to }) => {
    const start = toView(camera, from);
    const end = to === null ? { x: start.x + stubEnd.x, y: start.y + stubEnd.y } : toView(camera, to);
    return distanceToLine(start, end, point);
  });
  return line === null ? null : { line };
}

function nearest<T>(items: readonly T[], within: number, measure: (item: T) => number): T | null {
  let [found, least] = [null as T | null, within];
  for (const item of items) {
    const far = measure(item);
    if (far < least) [found, least] = [item, far];
  }
  return found;
}

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

function distanceToLine(start: Point, end: Point, point: Point): number {
  const [x, y] = [end.x - start.x, end.y - start.y];
  const length = x * x + y * y;
  const along = length === 0 ? 0 : ((point.x - start.x) * x + (point.y - start.y) * y) / length;
  const part = Math.min(1, Math.max(0, along));
  return distance({ x: start.x + part * x, y: start.y + part * y }, point);
}
