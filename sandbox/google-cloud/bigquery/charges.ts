import { dayMs } from '../../world/aws/plan/plan';
import type { BillBook } from '../../world/bills/bill-book';
import { addMonths, type Day, dayOf, type Month, monthOf, startOfDay } from '../../world/bills/calendar';
import type { Bill, BillRow, Costs } from '../../world/bills/charge';
import { keepLatest } from '../../world/bills/keep-latest';
import type { Exact } from '../../world/bills/money';

/** What one load adds to a table: a new charge, or by how much one changed. */
export interface Charge {
  bill: Bill;
  row: BillRow;
  /** By how much; null for what is not counted. */
  quantity: Exact | null;
  costs: Costs;
  /** A change of what was loaded before under another price, or of what is there no more; null: an ordinary row. */
  correction: 'price' | 'negation' | null;
  exportedAt: Date;
}

/** The export was set up on the day before. It is loaded once a day, and begins with the month before, piece by piece. */
const firstLoad: Day = '2026-11-06';
const backfillMonth: Month = '2026-10';
const backfillHalf: Day = '2026-10-15';
const ownMonthFrom: Day = '2026-11-08';
/** The last day of the next month on which a month still changes. */
const settledOn = 7;
const loadAfterMs = 20 * 60_000;

/** When the load of a day is there. */
export function loadedAt(day: Day): Date {
  return new Date(startOfDay(day).getTime() + loadAfterMs);
}

/** The days of all loads by an instant, one partition each. */
export function loadsBy(at: Date): Day[] {
  const days: Day[] = [];
  for (let day = firstLoad; loadedAt(day) <= at; day = dayAfter(day, 1)) days.push(day);
  return days;
}

/** What the load of a day brought. Tables are only ever added to, so this never changes. */
export function createLoads(book: BillBook): (day: Day) => Charge[] {
  const bills = keepLatest(4, (key) => {
    const [month = '', day = ''] = key.split(' ');
    return book.billAsOf('google-cloud', month, startOfDay(day));
  });
  const rowsAt = (month: Month, day: Day): { bill: Bill; rows: readonly BillRow[] } | null => {
    if (day < firstLoad || month < backfillMonth || (month > backfillMonth && day < ownMonthFrom)) return null;
    const bill = bills(`${month} ${day}`);
    if (bill === null) return null;
    return { bill, rows: day > firstLoad ? bill.rows : bill.rows.filter(({ from }) => from <= backfillHalf) };
  };
  return (day) =>
    monthsTouched(day).flatMap((month) => {
      const after = rowsAt(month, day);
      return after ? changesOf(after, rowsAt(month, dayAfter(day, -1))?.rows ?? [], loadedAt(day)) : [];
    });
}

function monthsTouched(day: Day): Month[] {
  const month = monthOf(day);
  return Number(day.slice(8)) <= settledOn ? [addMonths(month, -1), month] : [month];
}

function changesOf({ bill, rows }: { bill: Bill; rows: readonly BillRow[] }, before: readonly BillRow[], at: Date) {
  // Rows that did not change are the same in both.
  const same = new Set(before);
  const kept = new Set(rows);
  const old = new Map(before.filter((row) => !kept.has(row)).map((row) => [keyOf(row), row]));
  const charges: Charge[] = [];
  for (const row of rows) {
    if (same.has(row)) continue;
    const key = keyOf(row);
    const earlier = old.get(key);
    old.delete(key);
    const isRepriced = earlier !== undefined && earlier.contractedPrice !== row.contractedPrice;
    charges.push({
      bill,
      row,
      quantity: minus(row.quantity, earlier?.quantity ?? null),
      costs: difference(row.costs, earlier?.costs),
      correction: isRepriced ? 'price' : null,
      exportedAt: at,
    });
  }
  for (const row of old.values()) {
    const quantity = row.quantity === null ? null : -row.quantity;
    charges.push({ bill, row, quantity, costs: negated(row.costs), correction: 'negation', exportedAt: at });
  }
  // What a commitment left unused is no charge of its own here.
  return charges.filter(({ row, costs, quantity }) => row.commitmentStatus !== 'Unused' && changes(costs, quantity));
}

function keyOf({ line, from, category, commitment, commitmentStatus }: BillRow): string {
  return [line.key, from, category, commitment?.id, commitmentStatus].join('\u0000');
}

function changes({ list, contracted, billed }: Costs, quantity: Exact | null): boolean {
  return list !== 0n || contracted !== 0n || billed !== 0n || (quantity !== null && quantity !== 0n);
}

function minus(after: Exact | null, before: Exact | null): Exact | null {
  return after === null || before === null ? after : after - before;
}

function difference(after: Costs, before: Costs | undefined): Costs {
  if (before === undefined) return after;
  return {
    list: after.list - before.list,
    contracted: after.contracted - before.contracted,
    effective: after.effective - before.effective,
    billed: after.billed - before.billed,
  };
}

function negated({ list, contracted, effective, billed }: Costs): Costs {
  return { list: -list, contracted: -contracted, effective: -effective, billed: -billed };
}

function dayAfter(day: Day, count: number): Day {
  return dayOf(new Date(startOfDay(day).getTime() + count * dayMs));
}
