import type { CostConversion } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import { convertAmount } from '@/lib/domain/cost/convert';
import { daysBefore, type RateBook } from '@/lib/domain/cost/exchange-rate';
import { type DayRange, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { ConvertingReader, DaySum } from './convert-reader';

/** What was converted in an answer, by which rates, and what was not; `previous` null: no comparison was asked for. */
export async function toConversion(
  reader: ConvertingReader,
  rates: RateBook,
  { to, range, previous }: { to: string; range: DayRange; previous: DayRange | null },
): Promise<CostConversion> {
  const now = await reader.days(range);
  const before = previous === null ? [] : await reader.days(previous);
  const bases = [...new Set(now.map(({ basis }) => basis))].sort();
  return {
    to,
    rates: reader
      .used()
      .map(({ rate, from: usedFrom, to: usedTo }) => ({
        ...rate,
        rate: formatAmount(rate.rate),
        importedAt: rate.importedAt.toISOString(),
        usedFrom,
        usedTo,
      }))
      .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    unconverted: [...toUnconverted(now, false), ...toUnconverted(before, true)],
    books: bases.map((basis) => {
      const sums = now.filter((sum) => sum.basis === basis);
      const effect = previous === null ? null : toRatesEffect(sums, rates, to, daysBetween(previous.from, range.from));
      return { basis, from: toOrigins(sums), ratesEffect: effect === null ? null : formatAmount(effect) };
    }),
  };
}

const nameOf = ({ from, to, day }: { from: string; to: string; day: string }) => `${from} ${to} ${day}`;

/** By basis and currency the days that no rate tells. */
function toUnconverted(sums: readonly DaySum[], isBefore: boolean): CostConversion['unconverted'] {
  const left = Map.groupBy(
    sums.filter(({ converted }) => converted === null),
    ({ basis, currency }) => JSON.stringify([basis, currency]),
  );
  const sorted = [...left].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
  return sorted.flatMap((group) => {
    const days = [...new Set(group.map(({ day }) => day))].sort();
    const [first, from, to] = [group[0], days[0], days.at(-1)];
    if (first === undefined || from === undefined || to === undefined) return [];
    return [{ basis: first.basis, currency: first.currency, from, to, days: days.length, isBefore }];
  });
}

/** What was converted, by the currency it was billed in: what it was, and what it became. */
function toOrigins(sums: readonly DaySum[]): CostConversion['books'][number]['from'] {
  const origins = new Map<string, { amount: bigint; converted: bigint }>();
  for (const { currency, amount, converted } of sums) {
    if (currency === null || converted === null) continue;
    const known = origins.get(currency) ?? { amount: 0n, converted: 0n };
    origins.set(currency, { amount: known.amount + amount, converted: known.converted + converted });
  }
  return [...origins]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, { amount, converted }]) => ({
      currency,
      amount: formatAmount(amount),
      converted: formatAmount(converted),
    }));
}

/**
 * What of a change is exchange rates: the same amounts by the rates of their days, less by those of the days that they are
 * compared with, so many before. Null where one of the latter is not known.
 */
function toRatesEffect(sums: readonly DaySum[], rates: RateBook, to: string, daysApart: number): bigint | null {
  let effect = 0n;
  for (const { currency, day, amount, converted } of sums) {
    if (currency === null || converted === null) continue;
    const former = rates.find(currency, to, daysBefore(day, daysApart));
    if (former === null) return null;
    effect += converted - convertAmount(amount, former);
  }
  return effect;
}

/** Whether the total in one currency lacks costs of this basis that no rate tells, now and in the days before. */
export function lacksRates({ unconverted }: CostConversion, basis: CostBasis): { now: boolean; previous: boolean } {
  const own = unconverted.filter((one) => one.basis === basis);
  return { now: own.some(({ isBefore }) => !isBefore), previous: own.some(({ isBefore }) => isBefore) };
}
