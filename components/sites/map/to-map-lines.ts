import { healthPrecedence } from '@/lib/domain/status';
import type { MapLink, WorldPoint } from './map-site';
import type { MapMark } from './to-map-marks';

/** A line between two marks: all links that run between the same two. */
export interface MapLine {
  key: string;
  from: WorldPoint;
  to: WorldPoint;
  /** The worst of them. */
  tone: MapLink['tone'];
}

/** Above so many, those that are well are left out. */
const mostLinks = 40;

const precedence: readonly MapLink['tone'][] = [...healthPrecedence, 'neutral'];

/**
 * The links to draw: all while they are few, else those that are not well and those of the selected site. One switched off
 * is not unwell: nobody waits for it.
 */
export function chooseLinks(links: readonly MapLink[], selected: string | null): readonly MapLink[] {
  if (links.length <= mostLinks) return links;
  return links.filter(
    ({ tone, from, to }) => (tone !== 'healthy' && tone !== 'neutral') || from === selected || to === selected,
  );
}

/** Lines between marks; links within one mark have none. The worst come last, so that they lie on top. */
export function toMapLines(links: readonly MapLink[], marks: readonly MapMark[]): MapLine[] {
  const markOf = new Map(marks.flatMap((mark) => mark.sites.map(({ name }) => [name, mark] as const)));
  const lines = new Map<string, MapLine>();
  for (const { from, to, tone } of links) {
    const [one, other] = [markOf.get(from), markOf.get(to)];
    if (one === undefined || other === undefined || one === other) continue;
    const [near, far] = one.key < other.key ? [one, other] : [other, one];
    const key = `${near.key}\n${far.key}`;
    const line = lines.get(key);
    lines.set(key, {
      key,
      from: near,
      to: far,
      tone: line === undefined ? tone : toWorse(line.tone, tone),
    });
  }
  return [...lines.values()].sort((one, other) => rank(other.tone) - rank(one.tone));
}

function rank(tone: MapLink['tone']): number {
  return precedence.indexOf(tone);
}

function toWorse(one: MapLink['tone'], other: MapLink['tone']): MapLink['tone'] {
  return rank(one) < rank(other) ? one : other;
}
