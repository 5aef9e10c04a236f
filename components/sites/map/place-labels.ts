import type { MapMark } from './to-map-marks';

/** A mark's name beside it, from its left edge; pixels from the mark's middle. */
export interface MarkLabel {
  key: string;
  text: string;
  dx: number;
  /** About how wide it is. */
  width: number;
}

const letterWidth = 6.6;
const lineHeight = 16;
const gap = 8;
const mostLetters = 28;
const mostLabels = 60;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The names that have room beside their marks at this scale: the largest marks' first. Those of the others are told when one
 * points at them, and in the list.
 */
export function placeLabels(marks: readonly MapMark[], scale: number): MarkLabel[] {
  const taken = marks.map((mark) => toMarkBox(mark, scale));
  const labels: MarkLabel[] = [];
  for (const [index, mark] of marks.entries()) {
    if (labels.length === mostLabels) break;
    const text = toText(mark);
    const own = taken[index];
    if (own === undefined || text === null) continue;
    const width = text.length * letterWidth;
    const middle = (own.top + own.bottom) / 2;
    const sides = [
      { dx: mark.radius + gap, left: own.right + gap },
      { dx: -mark.radius - gap - width, left: own.left - gap - width },
    ];
    const free = sides.find(({ left }) => {
      const box = { left, right: left + width, top: middle - lineHeight / 2, bottom: middle + lineHeight / 2 };
      return !taken.some((other) => touches(box, other));
    });
    if (free === undefined) continue;
    labels.push({ key: mark.key, text, dx: free.dx, width });
    taken.push({
      left: free.left,
      right: free.left + width,
      top: middle - lineHeight / 2,
      bottom: middle + lineHeight / 2,
    });
  }
  return labels;
}

/** A single site's title, cut where it is long. Null: several, whose number the mark bears. */
function toText({ sites }: MapMark): string | null {
  const [first] = sites;
  if (sites.length > 1 || first === undefined) return null;
  return first.title.length > mostLetters ? `${first.title.slice(0, mostLetters - 1)}…` : first.title;
}

function toMarkBox({ x, y, radius }: MapMark, scale: number): Box {
  const [left, top] = [x * scale, y * scale];
  return { left: left - radius, right: left + radius, top: top - radius, bottom: top + radius };
}

function touches(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
