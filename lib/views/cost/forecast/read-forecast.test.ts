import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { costForecastQuerySchema, costForecastSchema } from '@/lib/api/contracts/cost-forecast';
import { TestBudgets } from '../budgets/test-budgets';
import { readForecast } from './read-forecast';

let bench: TestBudgets;
beforeAll(async () => {
  bench = await TestBudgets.create();
});
afterAll(() => bench.close());
beforeEach(() => bench.empty());

it('a forecast is told by value, each with its own back-test, to month and quarter end', async () => {
  await bench.deliverPast();
  await bench.deliverNovember('2026-11-12');
  const query = costForecastQuerySchema.parse({ by: 'team', top: '1' });
  const { items } = costForecastSchema.parse(
    await readForecast(bench.contextAt('2026-11-12T08:00:00Z'), query, bench.openLedger),
  );
  expect(items).toMatchObject([{ value: 'vision', currency: 'USD', quarter: { to: '2026-12-31' } }]);
  // October is over; it counts to the quarter as it was told.
  expect(Number(items[0]?.quarter.end?.amount)).toBeCloseTo(3096 + 2988 + 23 * 108 + 8 * 80, 0);
});
