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
const bookName = ({ basis, currency }: BookName) => (currency === null ? basis : `${basis} ${currency}`);
const sizeOf = (amount: bigint) => (amount < 0n ? -amount : amount);

/**
 * The values to tell on their own: of each currency and basis the largest, whether costs or credits, and what has none. Where
 * one would be left alone it is told as well.
 */
export function chooseShown(values: CostTally, top: number): ReadonlySet<string | null> {
  return new Set([null, ...ofBooks(values, (entries) => shownOf(entries, top))]);
}

/** Of each currency and basis so many of the largest values, and no more. */
export function chooseLargest(values: CostTally, top: number): ReadonlySet<string> {
  return new Set(ofBooks(values, (entries) => largest(entries, top)));
}

function ofBooks(values: CostTally, choose: (entries: Entries) => { label: string }[]): string[] {
  const books = Map.groupBy(values.entries(), ([key]) => bookName(key));
  return [...books.values()].flatMap((entries) => choose(entries).map(({ label }) => label));
}

type Entries = readonly [TallyKey, TallySum][];

/** The largest, with one that would be left alone: it needs no other name. */
function shownOf(entries: Entries, top: number): { label: string }[] {
  const kept = largest(entries, top + 1);
  const count = entries.filter(([{ label }]) => label !== null).length;
  return count > top + 1 ? kept.slice(0, top) : kept;
}

/** A few of thousands: those kept so far stand in order, and most others are smaller than the last of them. */
function largest(entries: Entries, top: number): { label: string; size: bigint }[] {
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

/** What tells a book from others. */
export type BookName = Pick<TallyKey, 'basis' | 'currency'>;
/** Whether something is missing from a book's figures, in the range and in the one before. */
export interface AtLeast {
  now: boolean;
  previous: boolean;
}

/** Puts sums together as books. What is missing from the range or the one before makes its figures floors. */
export function toBooks(
  read: ReadSums,
  { top, stepCount, atLeast }: { top: number; stepCount: number; atLeast: (book: BookName) => AtLeast },
): CostBook[] {
  const names = new Map<string, BookName>();
  for (const tally of [read.whole, read.previousWhole])
    for (const [{ basis, currency }] of tally?.entries() ?? [])
      names.set(bookName({ basis, currency }), { basis, currency });
  const grouped = new Map<CostTally, Map<string, [TallyKey, TallySum][]>>();
  for (const tally of Object.values(read))
    if (tally !== null)
      grouped.set(
        tally,
        Map.groupBy(tally.entries(), ([key]) => bookName(key)),
      );
  const books = [...names.values()].map(({ basis, currency }) => {
    const name = bookName({ basis, currency });
    const isFloor = atLeast({ basis, currency });
    const toLine = (sums: LineSums) => toCostLine(sums, stepCount, isFloor);
    const own = (tally: CostTally | null) => (tally === null ? [] : (grouped.get(tally)?.get(name) ?? []));
    const whole = toSums(own(read.whole), read.previousWhole === null ? null : own(read.previousWhole));
    const values = own(read.values);
    const byLabel = (tally: CostTally | null) => Map.groupBy(own(tally), ([{ label }]) => label);
    const series = byLabel(read.series);
    const before = read.previousValues === null ? null : byLabel(read.previousValues);
    const sumsOf = (label: string | null) =>
      toSums(series.get(label) ?? [], before === null ? null : (before.get(label) ?? []));
    const shown = shownOf(values, top).map(({ label }) => ({ value: label, sums: sumsOf(label) }));
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

function toCostLine({ steps, total, previous }: LineSums, stepCount: number, atLeast: AtLeast): CostLine {
  return {
    total: toCostFigure(total, atLeast.now),
    previous: previous === null ? null : toCostFigure(previous, atLeast.previous),
    series: Array.from({ length: stepCount }, (_, step) => {
      const sum = steps.get(step);
      return sum === undefined || sum.rows === sum.untold ? null : formatAmount(sum.amount);
    }),
    untoldSteps: [...steps]
      .flatMap(([step, { untold }]) => (untold > 0 ? [step] : []))
      .sort((one, other) => one - other),
  };
}

/** A sum as it is told: not known where no row tells it. */
export function toCostFigure({ amount, rows, untold }: TallySum, atLeast: boolean): CostFigure {
  // Nought is a sum only where every row there is tells it.
  const isTold = rows > untold || (rows === 0 && !atLeast);
  return { amount: isTold ? formatAmount(amount) : null, rows, untoldRows: untold, atLeast: atLeast || untold > 0 };
}
