import type pg from 'pg';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { convertParts } from '@/lib/domain/cost/convert';
import type { ExchangeRate } from '@/lib/domain/cost/exchange-rate';
import type { CostTotal, MetricTotal } from '@/lib/store/cost-ledger/read-totals';
import { readRateBook } from '@/lib/store/exchange-rates/read-rate-book';

/** Sums in one currency as far as rates tell them, and the rates that were used. */
interface ConvertedTotals {
  totals: CostTotal[];
  rates: ExchangeRate[];
}

/**
 * Sums by charge day, which is the last of their keys, in one currency and over all days: each day by its own rate. What no
 * rate tells stays a sum of its own, in the currency it was billed in.
 */
export async function convertTotals(
  pool: pg.Pool,
  days: readonly CostTotal[],
  { metric, to, asOf }: { metric: CostMetric; to: string; asOf: Date },
): Promise<ConvertedTotals> {
  const told = days.map((total) => ({ total, day: total.keys.at(-1) ?? '', sum: requireMetric(total, metric) }));
  const dates = told.map(({ day }) => day).sort();
  const [from, last] = [dates[0], dates.at(-1)];
  if (from === undefined || last === undefined) return { totals: [], rates: [] };
  const currencies = [...new Set(days.map(({ currency }) => currency)), to];
  const book = await readRateBook(pool, { currencies, from, to: last, asOf });
  const used = new Set<ExchangeRate>();
  const totals = new Map<string, CostTotal>();
  const groups = Map.groupBy(told, ({ total, day }) => JSON.stringify([total.basis, total.currency, day]));
  for (const group of groups.values()) {
    const [first] = group;
    const conversion = first === undefined ? null : book.find(first.total.currency, to, first.day);
    for (const rate of conversion?.rates ?? []) used.add(rate);
    // What no row tells adds nothing: it is not known, before and after.
    const amounts = group.map(({ sum }) => (sum.amount === null ? 0n : sum.amount));
    const converted = conversion === null ? amounts : convertParts(amounts, conversion);
    for (const [index, { total, sum }] of group.entries()) {
      const amount = sum.amount === null ? null : (converted[index] ?? null);
      const currency = conversion === null ? total.currency : to;
      const { basis } = total;
      const keys = total.keys.slice(0, -1);
      addTo(totals, { keys, currency, basis, metrics: { [metric]: { ...sum, amount } } }, metric);
    }
  }
  const sorted = [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total);
  const nameOf = ({ from: one, to: other, day }: ExchangeRate) => `${one} ${other} ${day}`;
  return { totals: sorted, rates: [...used].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)) };
}

function addTo(totals: Map<string, CostTotal>, total: CostTotal, metric: CostMetric): void {
  const name = JSON.stringify([total.keys, total.currency, total.basis]);
  const known = totals.get(name);
  if (known === undefined) return void totals.set(name, total);
  const [one, other] = [requireMetric(known, metric), requireMetric(total, metric)];
  const amount = one.amount === null ? other.amount : one.amount + (other.amount === null ? 0n : other.amount);
  known.metrics[metric] = { amount, rows: one.rows + other.rows, untold: one.untold + other.untold };
}

function requireMetric({ metrics }: CostTotal, metric: CostMetric): MetricTotal {
  const total = metrics[metric];
  if (total === undefined) throw new Error(`The totals lack ${metric}.`);
  return total;
}
