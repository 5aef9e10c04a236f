/** A sentence for a chart some of whose figures are floors; nothing where all are exact. */
export function sayFloors(rows: readonly { count: { atLeast: boolean } }[]): string {
  return rows.some(({ count }) => count.atLeast) ? ' ≥: at least so many; sources are missing.' : '';
}
