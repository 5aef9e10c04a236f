/** What is charged by the month rather than by the day: fees, tax, credits, adjustments. By category. */
export interface ChargedMonth {
  /** No more of it is to come. */
  isOver: boolean;
  totals: ReadonlyMap<string, number>;
}

/** What a month that is not over is expected to hold in the end. */
export interface ExpectedMonth {
  /** With what is known of it already. */
  total: number;
  /** How far off such an expectation was of earlier months, in their order; empty: they are too few to tell. */
  deviations: readonly number[];
}

/** So many months in a row make a charge one that recurs. */
const recursAfter = 3;
/** Fewer past expectations say nothing of how far off one may be. */
const leastDeviations = 3;

/**
 * What months that are not over will hold, by the places they have in `months`. A category that every one of the last three
 * whole months had recurs with the middle one of their sums; what is known of it counts where that is more. One-off charges
 * cannot be foreseen: those that are known count, and no others.
 */
export function expectMonths(months: readonly ChargedMonth[]): Map<number, ExpectedMonth> {
  const whole = months.filter(({ isOver }) => isOver);
  const recurring = findRecurring(whole);
  const surprises = whole.flatMap(({ totals }, index) => {
    if (index < recursAfter) return [];
    const expected = findRecurring(whole.slice(0, index));
    return [sum(expected.keys(), (category) => amountOf(totals, category) - amountOf(expected, category))];
  });
  const spread = surprises.length < leastDeviations || recurring.size === 0 ? [] : surprises;
  const usual = sum(recurring.keys(), (category) => amountOf(recurring, category));
  const found = new Map<number, ExpectedMonth>();
  for (const [place, { isOver, totals }] of months.entries()) {
    if (isOver) continue;
    const known = sum(recurring.keys(), (category) => amountOf(totals, category));
    const oneOff = sum(totals.keys(), (category) => (recurring.has(category) ? 0 : amountOf(totals, category)));
    const expected = farther(known, usual);
    found.set(place, {
      total: expected + oneOff,
      deviations: spread.map((surprise) => farther(known, usual + surprise) - expected),
    });
  }
  return found;
}

/** Categories of each of the last three months, and the middle one of the sums they had. */
function findRecurring(whole: readonly ChargedMonth[]): Map<string, number> {
  const last = whole.slice(-recursAfter);
  const [first] = last;
  if (first === undefined || last.length < recursAfter) return new Map();
  return new Map(
    [...first.totals.keys()].flatMap((category) => {
      const sums = last
        .map(({ totals }) => totals.get(category))
        .filter((one): one is number => one !== undefined && one !== 0);
      const middle = sums.toSorted((one, other) => one - other)[(recursAfter - 1) / 2];
      return sums.length < recursAfter || middle === undefined ? [] : [[category, middle] as const];
    }),
  );
}

/** What is known where it goes beyond what is usual, as a charge or as a credit. */
function farther(known: number, usual: number): number {
  return usual < 0 ? Math.min(known, usual) : Math.max(known, usual);
}

/** What a month's bill does not have was not charged in it. */
function amountOf(totals: ReadonlyMap<string, number>, category: string): number {
  const amount = totals.get(category);
  return amount === undefined ? 0 : amount;
}

function sum<T>(items: Iterable<T>, toNumber: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += toNumber(item);
  return total;
}
