import { requirePermission } from '@/lib/access/authorise';
import type { CostForecast, CostForecastQuery } from '@/lib/api/contracts/cost-forecast';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import { addDays } from '@/lib/store/cost-rollups/cost-question';
import type { ViewContext } from '@/lib/views/view-context';
import { askCosts } from '../ask-costs';
import { openCostLedger } from '../cost-ledger';
import { chooseLargest } from '../to-books';
import { forecastPeriod } from './forecast-period';
import { forecastSlice } from './forecast-slice';

/** A slice forecast to the end of this month and of this quarter, whole or by the values of a dimension. */
export async function readForecast(
  { actor, database, now }: ViewContext,
  query: CostForecastQuery,
  openLedger = openCostLedger,
): Promise<CostForecast> {
  const reach = requirePermission(actor, 'cost:read');
  const { metric, by, top, ...filters } = query;
  const today = now.toISOString().slice(0, 10);
  const values = by === undefined ? [null] : await findValues();
  const items: CostForecast['items'] = [];
  for (const value of values) {
    const narrowed = by === undefined || value === null ? filters : { ...filters, [by]: [value] };
    const slice = await forecastSlice(
      database,
      { filters: narrowed, metric, reach, now, period: 'quarter' },
      openLedger,
    );
    for (const book of slice.costs.books) {
      const made = slice.forecast(book);
      items.push({
        value,
        basis: book.basis,
        currency: book.currency,
        month: forecastPeriod(made, 'month', toPeriodDays('month', today)).forecast,
        quarter: forecastPeriod(made, 'quarter', toPeriodDays('quarter', today)).forecast,
      });
    }
  }
  return { at: now.toISOString(), metric, by: by ?? null, items };

  /** The values that cost most in the last thirty days; the empty text for what has none. */
  async function findValues(): Promise<string[]> {
    const range = { from: addDays(today, -30), to: today };
    const asked = await askCosts(database, { filters, metric, dimension: by ?? null, reach, asOf: now }, openLedger);
    const tally = await asked.read(range, (reader) => reader.values(range));
    const hasNone = tally.entries().some(([{ label }]) => label === null);
    return [...(hasNone ? [''] : []), ...chooseLargest(tally, top)];
  }
}
