import type { WorldPoint } from './map-site';

const directions: Record<string, { x: number; y: number }> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** How much more a way aside counts than a way ahead. */
const asideWeight = 2;

/**
 * The place of the mark that a key leads to: an arrow to the nearest within its quarter, Home and End to the first and the
 * last. Null: the key leads nowhere, or is none of these.
 */
export function stepMark(marks: readonly WorldPoint[], current: number, key: string): number | null {
  if (marks.length === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return marks.length - 1;
  const direction = directions[key];
  const from = marks[current];
  if (direction === undefined || from === undefined) return null;
  let best: { index: number; length: number } | null = null;
  for (const [index, to] of marks.entries()) {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (index === current || ahead <= 0 || aside > ahead) continue;
    const length = ahead + asideWeight * aside;
    if (best === null || length < best.length) best = { index, length };
  }
  return best === null ? null : best.index;
}
