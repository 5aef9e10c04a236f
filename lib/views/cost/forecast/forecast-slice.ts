import type pg from 'pg';
import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import { readLedgerState } from '@/lib/store/budgets/ledger-state';
import type { Database } from '@/lib/store/database/database';
import { openCostLedger } from '../cost-ledger';
import type { CostFilters } from '../to-question';
import { type DailyBook, type DailyCosts, readDailyCosts } from './daily-costs';
import { type BookForecast, forecastBook } from './forecast-book';

/** Which costs to forecast, for whose eyes. */
export interface ForecastAsk {
  filters: CostFilters;
  metric: CostMetric;
  reach: Reach;
  now: Date;
}

/** A slice by day, and the forecast of each of its books, made when it is first asked for. */
export interface ForecastSlice {
  costs: DailyCosts;
  forecast: (book: DailyBook) => BookForecast;
}

const mostKept = 100;
const kept = new WeakMap<pg.Pool, Map<string, Promise<ForecastSlice>>>();

/**
 * Forecasts every currency and basis of a slice to the end of `period`, and of the quarter of now. A forecast stands as long as
 * the ledger knows nothing new and the day is the same, so it is kept, the last hundred of a process.
 */
export async function forecastSlice(
  database: Database,
  ask: ForecastAsk & { period: 'quarter' | 'year' },
  openLedger = openCostLedger,
): Promise<ForecastSlice> {
  const { now, ...asked } = ask;
  const key = JSON.stringify([await readLedgerState(database.pool), now.toISOString().slice(0, 10), asked]);
  const own = kept.get(database.pool) ?? new Map<string, Promise<ForecastSlice>>();
  kept.set(database.pool, own);
  const found = own.get(key);
  if (found !== undefined) return found;
  const made = makeForecast(database, ask, openLedger);
  own.set(key, made);
  made.catch(() => own.delete(key));
  for (const oldest of own.keys()) {
    if (own.size <= mostKept) break;
    own.delete(oldest);
  }
  return made;
}

async function makeForecast(
  database: Database,
  { period, ...ask }: ForecastAsk & { period: 'quarter' | 'year' },
  openLedger: typeof openCostLedger,
): Promise<ForecastSlice> {
  const costs = await readDailyCosts(database, ask, openLedger);
  const reach = { to: toPeriodDays(period, costs.today).to, judgedTo: toPeriodDays('month', costs.today).to };
  const made = new WeakMap<DailyBook, BookForecast>();
  return {
    costs,
    forecast(book) {
      const found = made.get(book) ?? forecastBook(costs, book, reach);
      made.set(book, found);
      return found;
    },
  };
}
