/** How many values of a facet are shown while it is folded. */
const shortLength = 6;

/** The values that show, in their order: all, or while folded the first few and whatever is chosen. */
export function foldValues<T extends { value: string }>(
  values: readonly T[],
  chosen: readonly string[],
  isFolded: boolean,
): T[] {
  return values.filter(({ value }, index) => !isFolded || index < shortLength || chosen.includes(value));
}
