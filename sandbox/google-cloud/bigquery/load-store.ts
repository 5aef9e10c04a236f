import { setImmediate } from 'node:timers/promises';
import type { BillBook } from '../../world/bills/bill-book';
import type { Day } from '../../world/bills/calendar';
import { keepLatest } from '../../world/bills/keep-latest';
import { type Charge, createLoads, loadsBy } from './charges';

/** The loads of the export, made when they are read. How many charges each has is kept, and the latest few whole. */
export interface LoadStore {
  /** The days of all loads by an instant, the first of them first. */
  daysBy(at: Date): Day[];
  chargesOf(day: Day): readonly Charge[];
  /** How many charges the loads of the days have together. Others are answered while many of them are counted. */
  count(days: readonly Day[]): Promise<number>;
}

export function createLoadStore(book: BillBook): LoadStore {
  const counts = new Map<Day, number>();
  const loads = keepLatest(3, createLoads(book));
  const chargesOf = (day: Day) => {
    const charges = loads(day);
    counts.set(day, charges.length);
    return charges;
  };
  return {
    daysBy: loadsBy,
    chargesOf,
    async count(days) {
      let total = 0;
      for (const day of days) {
        const known = counts.get(day);
        if (known === undefined) await setImmediate();
        total += known ?? chargesOf(day).length;
      }
      return total;
    },
  };
}
