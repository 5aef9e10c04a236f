import { describe, expect, test } from 'vitest';
import { createBillBook } from '../../world/bills/bill-book';
import { readCostTruth } from '../../world/bills/bill-truth';
import { exact, text } from '../../world/bills/money';
import { type Charge, createLoads, loadsBy } from './charges';
import { listOf } from './column';

const book = createBillBook('test', 1);
const loads = createLoads(book);
const truthAt = (month: string, day: string) => {
  const [bill] = readCostTruth(book, month, new Date(`${day}T00:00:00Z`), ['google-cloud']).bills;
  if (!bill) throw new Error(`Nothing was billed of ${month}.`);
  return bill.total;
};
const billedOf = (charges: readonly Charge[]) => charges.reduce((sum, { costs }) => sum + costs.billed, 0n);

describe('loads', () => {
  test('begin with the month before, in pieces that are together what was billed', () => {
    const days = loadsBy(new Date('2026-11-08T00:20:00Z'));
    expect(days).toEqual(['2026-11-06', '2026-11-07', '2026-11-08']);
    const october = days.flatMap(loads).filter(({ bill }) => bill.month === '2026-10');
    expect(text(billedOf(october))).toBe(truthAt('2026-10', '2026-11-07').billedCost);
    const contracted = october.reduce((sum, { costs }) => sum + costs.contracted, 0n);
    expect(text(contracted)).toBe(truthAt('2026-10', '2026-11-07').contractedCost);
  });

  test('bring what a restated month costs less as corrections', () => {
    const charges = loads('2026-12-04').filter(({ bill }) => bill.month === '2026-11');
    const before = exact(truthAt('2026-11', '2026-12-03').billedCost);
    const after = exact(truthAt('2026-11', '2026-12-04').billedCost);
    expect(text(billedOf(charges))).toBe(text(after - before));
    const corrections = charges.filter(({ correction }) => correction === 'price');
    expect(corrections.length).toBeGreaterThan(500);
    for (const each of corrections) {
      expect(each.row.line.service.name).toBe('Vertex AI');
      // The list price stays.
      if (each.quantity === 0n) expect(listOf(each)).toBe(0n);
    }
  });
});
