/** Rows of one height under a sticky header, in a frame that scrolls. Pixels. */
export interface RowGeometry {
  rowHeight: number;
  headerHeight: number;
  /** Rows drawn beyond each edge, so that a quick scroll finds them there. */
  overscan: number;
}

/** Which rows to draw, and how much room to keep for the others. */
export interface RowWindow {
  first: number;
  /** One past the last. */
  end: number;
  before: number;
  after: number;
}

/** The rows in view of a frame scrolled so far, and those just beyond. */
export function toRowWindow(
  scrollTop: number,
  viewHeight: number,
  rowCount: number,
  { rowHeight, headerHeight, overscan }: RowGeometry,
): RowWindow {
  const top = Math.floor(scrollTop / rowHeight);
  const seen = Math.ceil((viewHeight - headerHeight) / rowHeight) + 1;
  const end = Math.max(0, Math.min(rowCount, top + seen + overscan));
  const first = Math.max(0, Math.min(top - overscan, end));
  return { first, end, before: first * rowHeight, after: (rowCount - end) * rowHeight };
}

/** How far to scroll so that a row is wholly in view, as little as it takes. */
export function toRevealingScroll(
  index: number,
  scrollTop: number,
  viewHeight: number,
  { rowHeight, headerHeight }: RowGeometry,
): number {
  const top = index * rowHeight;
  const least = top + rowHeight + headerHeight - viewHeight;
  return Math.max(least, Math.min(scrollTop, top));
}
