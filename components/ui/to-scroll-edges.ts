/** Zoomed pages scroll by fractions of a pixel, and never quite to their end. */
const least = 1;

/** At which sides of a frame that scrolls sideways there is more than it shows. Lengths in pixels, left to right. */
export function toScrollEdges({
  scrollLeft,
  scrollWidth,
  clientWidth,
}: Pick<Element, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>): { left: boolean; right: boolean } {
  return { left: scrollLeft > least, right: scrollWidth - clientWidth - scrollLeft > least };
}
