import type { CostBook, CostFigure, CostLine } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostTally, TallyKey, TallySum } from '@/lib/store/cost-rollups/cost-tally';

/** Sums of one line: by step, and in as many days before where that was asked for. */
interface LineSums {
  steps: Map<number, TallySum>;
  total: TallySum;
  previous: TallySum | null;
}

const nothing: TallySum = { amount: 0n, rows: 0, untold: 0 };
const plus = (one: TallySum, other: TallySum): TallySum => ({
  amount: one.amount + other.amount,
  rows: one.rows + other.rows,
  untold: one.untold + other.untold,
});
const minus = (one: TallySum, other: TallySum): TallySum => ({
  amount: one.amount - other.amount,
  rows: one.rows - other.rows,
  untold: one.untold - other.untold,
});

// A basis has no blanks.
const bookName = ({ basis, currency }: Pick<TallyKey, 'basis' | 'currency'>) =>
  currency === null ? basis : `${basis} ${currency}`;
const sizeOf = (amount: bigint) => (amount < 0n ? -amount : amount);

/** The values to tell on their own: of each currency and basis the largest, whether costs or credits, and what has none. */
export function chooseShown(values: CostTally, top: number): ReadonlySet<string | null> {
  const books = Map.groupBy(values.entries(), ([key]) => bookName(key));
  const shown = [...books.values()].flatMap((entries) => largest(entries, top).map(({ label }) => label));
  return new Set([null, ...shown]);
}

/** A few of thousands: those kept so far stand in order, and most others are smaller than the last of them. */
function largest(entries: readonly [TallyKey, TallySum][], top: number): { label: string; size: bigint }[] {
  const kept: { label: string; size: bigint }[] = [];
  for (const [{ label }, { amount }] of entries) {
    if (label === null) continue;
    const size = sizeOf(amount);
    const place = kept.findLastIndex((one) => one.size > size || (one.size === size && one.label < label)) + 1;
    if (place >= top) continue;
    kept.splice(place, 0, { label, size });
    if (kept.length > top) kept.pop();
  }
  return kept;
}

/** What was read for an answer; `previous` null: not asked for. `values` and `series` null: nothing is split. */
export interface ReadSums {
  whole: CostTally;
  values: CostTally | null;
  series: CostTally | null;
  previousWhole: CostTally | null;
  previousValues: CostTally | null;
}

/** Puts sums together as books. What is missing from the range or the one before makes its figures floors. */
export function toBooks(
  read: ReadSums,
  { top, stepCount, atLeast }: { top: number; stepCount: number; atLeast: { now: boolean; previous: boolean } },
): CostBook[] {
  const names = new Map<string, Pick<TallyKey, 'basis' | 'currency'>>();
  for (const tally of [read.whole, read.previousWhole])
    for (const [{ basis, currency }] of tally?.entries() ?? [])
      names.set(bookName({ basis, currency }), { basis, currency });
  const toLine = (sums: LineSums) => toCostLine(sums, stepCount, atLeast);
  const grouped = new Map<CostTally, Map<string, [TallyKey, TallySum][]>>();
  for (const tally of Object.values(read))
    if (tally !== null)
      grouped.set(
        tally,
        Map.groupBy(tally.entries(), ([key]) => bookName(key)),
      );
  const books = [...names.values()].map(({ basis, currency }) => {
    const name = bookName({ basis, currency });
    const own = (tally: CostTally | null) => (tally === null ? [] : (grouped.get(tally)?.get(name) ?? []));
    const whole = toSums(own(read.whole), read.previousWhole === null ? null : own(read.previousWhole));
    const values = own(read.values);
    const byLabel = (tally: CostTally | null) => Map.groupBy(own(tally), ([{ label }]) => label);
    const series = byLabel(read.series);
    const before = read.previousValues === null ? null : byLabel(read.previousValues);
    const sumsOf = (label: string | null) =>
      toSums(series.get(label) ?? [], before === null ? null : (before.get(label) ?? []));
    const shown = largest(values, top).map(({ label }) => ({ value: label, sums: sumsOf(label) }));
    const none = read.values === null ? null : sumsOf(null);
    const hasNone = none !== null && [none.total, none.previous].some((sum) => sum !== null && sum.rows > 0);
    const others = values.filter(([{ label }]) => label !== null).length - shown.length;
    const told = [...shown.map(({ sums }) => sums), ...(hasNone ? [none] : [])];
    return {
      size: sizeOf(whole.total.amount),
      book: {
        basis,
        currency,
        whole: toLine(whole),
        shown: shown.map(({ value, sums }) => ({ value, ...toLine(sums) })),
        other: others > 0 ? { ...toLine(told.reduce(lessLine, whole)), values: others } : null,
        unallocated: hasNone ? toLine(none) : null,
      },
    };
  });
  return books.sort((one, other) => (one.size > other.size ? -1 : 1)).map(({ book }) => book);
}

function toSums(entries: readonly [TallyKey, TallySum][], previous: readonly [TallyKey, TallySum][] | null): LineSums {
  const add = (sum: TallySum, [, one]: [TallyKey, TallySum]) => plus(sum, one);
  return {
    steps: new Map(entries.map(([{ bucket }, sum]) => [bucket, sum])),
    total: entries.reduce(add, nothing),
    previous: previous === null ? null : previous.reduce(add, nothing),
  };
}

function lessLine(whole: LineSums, part: LineSums): LineSums {
  const steps = new Map(whole.steps);
  for (const [bucket, sum] of part.steps) steps.set(bucket, minus(steps.get(bucket) ?? nothing, sum));
  return {
    steps,
    total: minus(whole.total, part.total),
    previous: whole.previous === null ? null : minus(whole.previous, part.previous ?? nothing),
  };
}

function toCostLine(
  { steps, total, previous }: LineSums,
  stepCount: number,
  atLeast: { now: boolean; previous: boolean },
): CostLine {
  return {
    total: toFigure(total, atLeast.now),
    previous: previous === null ? null : toFigure(previous, atLeast.previous),
    series: Array.from({ length: stepCount }, (_, step) => {
      const sum = steps.get(step);
      return sum === undefined || sum.rows === 0 ? null : formatAmount(sum.amount);
    }),
  };
}

function toFigure({ amount, rows, untold }: TallySum, atLeast: boolean): CostFigure {
  return { amount: formatAmount(amount), rows, untoldRows: untold, atLeast: atLeast || untold > 0 };
}
