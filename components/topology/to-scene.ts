import { fromHealthLetter } from '@/lib/api/contracts/health-letters';
import type { LinkHealth } from '@/lib/api/contracts/link-keys';
import type { Topology } from '@/lib/api/contracts/topology';

/** A site of the picture. */
export interface SceneSite {
  name: string;
  title: string;
  x: number;
  y: number;
  isLocated: boolean;
  /** The worst of its lines. */
  health: LinkHealth;
  /** Links that end at it. */
  links: number;
}

/** All links between two sites, or those of one that end where no source says. */
export interface SceneLine {
  /** Its place among the lines, for good as long as the answer is the same. */
  index: number;
  from: SceneSite;
  /** The same as `from` for links within a site; null where no source says. */
  to: SceneSite | null;
  links: number;
  nameless: number;
  unhealthy: number;
  health: LinkHealth;
  /** Bits a second; null: unknown. */
  capacity: number | null;
  unknownCapacity: number;
  busiest: number | null;
}

export interface Scene {
  sites: readonly SceneSite[];
  /** The worst first. */
  lines: readonly SceneLine[];
  siteByName: ReadonlyMap<string, SceneSite>;
}

/** What of the picture is looked at. */
export interface Selection {
  at: string | null;
  /** The other end of a line; null where a line to nowhere, or none, is looked at. */
  to: string | null;
  outside: boolean;
}

/** Up to so many lines are drawn whatever they are; of more only the unhealthy ones and what is looked at. */
export const linesDrawnAlways = 40;

/** The picture's sites and lines from the API's columns. */
export function toScene({ sites, lines }: Pick<Topology, 'sites' | 'lines'>): Scene {
  const placed: SceneSite[] = sites.map((site) => ({ ...site, health: 'disabled', links: 0 }));
  const found = lines.from.flatMap((from, index): SceneLine[] => {
    const [to, links] = [lines.to[index], lines.links[index]];
    const [site, other] = [placed[from], to === undefined || to === -1 ? null : placed[to]];
    if (site === undefined || other === undefined || links === undefined) return [];
    return [
      {
        index,
        from: site,
        to: other,
        links,
        nameless: take(lines.nameless, index),
        unhealthy: take(lines.unhealthy, index),
        health: fromHealthLetter(lines.health[index]),
        capacity: lines.capacity[index] ?? null,
        unknownCapacity: take(lines.unknownCapacity, index),
        busiest: lines.busiest[index] ?? null,
      },
    ];
  });
  const judged = new Set<SceneSite>();
  // The worst come first, so that a site's first line is its worst.
  for (const { from, to, health, links } of found)
    for (const site of to === null || to === from ? [from] : [from, to]) {
      if (!judged.has(site)) site.health = health;
      judged.add(site);
      site.links += links;
    }
  return { sites: placed, lines: found, siteByName: new Map(placed.map((site) => [site.name, site])) };
}

function take(column: readonly number[], index: number): number {
  const value = column[index];
  if (value === undefined) throw new RangeError('Every line has a value in every column.');
  return value;
}

/** Whether a line is one of those that are looked at. */
export function isSelected({ from, to }: SceneLine, { at, to: other, outside }: Selection): boolean {
  if (at === null) return false;
  if (outside) return from.name === at && to === null;
  if (other !== null) return (from.name === at && to?.name === other) || (from.name === other && to?.name === at);
  return from.name === at || to?.name === at;
}

const isUnhealthy = ({ health }: SceneLine) => health !== 'healthy' && health !== 'disabled';

/** Which lines are drawn. Links within a site have none: the mark of the site tells of them. */
export function pickDrawn(scene: Scene, selection: Selection): { lines: SceneLine[]; leftOut: number } {
  const drawable = scene.lines.filter(({ from, to }) => to !== from);
  if (drawable.length <= linesDrawnAlways) return { lines: drawable, leftOut: 0 };
  const lines = drawable.filter((line) => isUnhealthy(line) || isSelected(line, selection));
  return { lines, leftOut: drawable.length - lines.length };
}

/** How wide a line is drawn, in pixels: by the logarithm of its capacity, and a hairline where that is unknown. */
export function toWidth(capacity: number | null): number {
  if (capacity === null || capacity <= 0) return 1;
  const steps = Math.log10(capacity / 1e8);
  return Math.min(7, Math.max(1.5, 2 + 1.25 * steps));
}
