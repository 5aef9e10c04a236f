/** What a list is sorted by; null where a row has no such value. */
export type SortValue = number | string | null;

/** The last row of a page: the next one starts after it. */
export interface PagePosition {
  value: SortValue;
  id: string;
}

/** How rows are put in order. */
export interface PageOrder<Row> {
  order: 'asc' | 'desc';
  rank(row: Row): SortValue;
  idOf(row: Row): string;
}

/**
 * The next `limit` rows in an order after a position, and the position of the last when others follow. Those without a
 * value come last; equal ones are ordered by id.
 */
export function pickPage<Row>(
  rows: Iterable<Row>,
  { order, rank, idOf }: PageOrder<Row>,
  after: PagePosition | null,
  limit: number,
): { page: Row[]; next: PagePosition | null } {
  const sign = order === 'asc' ? 1 : -1;
  // Only as many as are asked for are kept in order: most rows are compared with the last of them alone.
  const kept: { row: Row; position: PagePosition }[] = [];
  let others = false;
  for (const row of rows) {
    const value = rank(row);
    const id = idOf(row);
    if (after !== null && comparePositions(value, id, after, sign) <= 0) continue;
    const last = kept.at(-1);
    if (kept.length === limit && last !== undefined) {
      others = true;
      if (comparePositions(value, id, last.position, sign) > 0) continue;
      kept.pop();
    }
    kept.splice(findPlace(kept, value, id, sign), 0, { row, position: { value, id } });
  }
  return { page: kept.map(({ row }) => row), next: others ? (kept.at(-1)?.position ?? null) : null };
}

function findPlace(kept: readonly { position: PagePosition }[], value: SortValue, id: string, sign: 1 | -1): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = kept[middle];
    if (there !== undefined && comparePositions(value, id, there.position, sign) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a row stands to another: below 0 before it. */
function comparePositions(value: SortValue, id: string, other: PagePosition, sign: 1 | -1): number {
  if (value !== other.value) {
    if (value === null) return 1;
    if (other.value === null) return -1;
    return value < other.value ? -sign : sign;
  }
  if (id === other.id) return 0;
  return id < other.id ? -sign : sign;
}
