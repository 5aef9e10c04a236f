/**
 * Names as Slurm writes many of them: `dgx-s-[0001-0003,0007],cpu-s-0001`. Names that end in digits are folded by what
 * stands before, in order of first appearance.
 */
export function toHostlist(names: readonly string[]): string {
  const folds = new Map<string, { prefix: string; numbers: string[] }>();
  for (const name of names) {
    const digits = /\d*$/.exec(name)?.[0] ?? '';
    const prefix = name.slice(0, name.length - digits.length);
    const key = `${prefix}/${digits.length}`;
    const fold = folds.get(key);
    if (fold) fold.numbers.push(digits);
    else folds.set(key, { prefix, numbers: [digits] });
  }
  return [...folds.values()]
    .map(({ prefix, numbers }) =>
      numbers.length === 1 ? `${prefix}${numbers.join('')}` : `${prefix}[${toRanges(numbers)}]`,
    )
    .join(',');
}

/** Whole numbers as Slurm writes a set of them: `0-2,5`. Expects them in ascending order. */
export function toIndexRanges(indices: readonly number[]): string {
  return toRanges(indices.map(String));
}

function toRanges(numbers: readonly string[]): string {
  const ranges: { first: string; last: string }[] = [];
  for (const number of numbers) {
    const open = ranges.at(-1);
    if (open && Number(number) === Number(open.last) + 1) open.last = number;
    else ranges.push({ first: number, last: number });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',');
}
