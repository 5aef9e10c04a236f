import type { BackTest } from '@/lib/analytics/forecast/back-test';
import { mostEstimatedDays, testOver } from '@/lib/analytics/forecast/forecast-series';
import { type Projection, projectSum } from '@/lib/analytics/forecast/project-sum';
import type { CostBackTest, PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import type { BudgetPeriod, PeriodDays } from '@/lib/domain/cost/budget-period';
import { addDays, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import { type BookForecast, toNumber } from './forecast-book';
import { explainProjection, sayNoForecast } from './say-forecast';
import { toPeriodSources, toSpent, toToldDays } from './told-days';

/** A period as it is told and forecast, and what probabilities are drawn from; `projection` null: nothing is forecast. */
export interface ForecastPeriod {
  forecast: PeriodForecast;
  /** What is told of it, exact; null: nothing is. */
  spent: bigint | null;
  projection: Projection | null;
}

/** Puts a book's forecast over one period. The period is one that `forecastBook` reaches to. */
export function forecastPeriod(made: BookForecast, period: BudgetPeriod, { from, to }: PeriodDays): ForecastPeriod {
  const { costs, series, values, charges } = made;
  const [first, last] = [daysBetween(costs.from, from), daysBetween(costs.from, to)];
  const told = toToldDays(made, first, last);
  const lastTold = values.findLastIndex((value) => value !== null);
  const common = {
    period,
    from,
    to,
    spent: toSpent(told),
    sources: toPeriodSources(costs, { from, to }),
    toldTo: lastTold === -1 ? null : addDays(costs.from, lastTold),
  };
  const nothing = (why: string): ForecastPeriod => ({
    forecast: {
      ...common,
      end: null,
      why,
      notes: [],
      method: null,
      backTest: null,
      naiveTest: null,
      days: told.days.map((day) => ({ ...day, forecast: null, band50: null, band80: null })),
    },
    spent: told.spent,
    projection: null,
  });
  if ('kind' in series) return nothing(sayNoForecast(series));
  if (first < 0) return nothing('The period began before the days that are looked at.');
  const floors = made.book.usage.map((amount) => (amount === null ? null : toNumber(amount)));
  const projection = projectSum(values, series, { from: first, to: last, charges, floors });
  if (projection.estimatedDays > mostEstimatedDays)
    return nothing(`${projection.estimatedDays} days of the period that are past are not told whole.`);
  const end = projection.days.at(-1);
  if (end === undefined) throw new RangeError('A period has days.');
  const ahead = Math.max(1, last - series.origin);
  const { why, notes } = explainProjection(made, projection, { ahead, atLeast: told.isShort });
  return {
    forecast: {
      ...common,
      end: {
        amount: toEstimate(end.sum),
        atLeast: told.isShort,
        band50: toBand(end.bands[50]),
        band80: toBand(end.bands[80]),
      },
      why,
      notes,
      method: series.method,
      backTest: toBackTest(testOver(series.rolled, series.chosen, ahead)),
      naiveTest: toBackTest(testOver(series.rolled, 'seasonal-naive', ahead)),
      days: told.days.map((day, index) => {
        const at = projection.days[index];
        const isShown = at !== undefined && at.day >= series.origin;
        return {
          ...day,
          forecast: isShown ? toEstimate(at.sum) : null,
          band50: isShown ? toBand(at.bands[50]) : null,
          band80: isShown ? toBand(at.bands[80]) : null,
        };
      }),
    },
    spent: told.spent,
    projection,
  };
}

/** Statistics are no more exact than this. */
const estimateDigits = 6;

/** An estimate as decimal text. */
export function toEstimate(value: number): string {
  return value.toFixed(estimateDigits).replace(/\.?0+$/, '');
}

function toBand(band: { low: number; high: number } | null): { low: string; high: string } | null {
  return band && { low: toEstimate(band.low), high: toEstimate(band.high) };
}

function toBackTest({ horizon, ...rest }: BackTest): CostBackTest {
  return { horizonDays: horizon, ...rest };
}
