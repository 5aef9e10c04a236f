import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { convertAmount } from '@/lib/domain/cost/convert';
import type { Conversion, RateBook } from '@/lib/domain/cost/exchange-rate';
import type { CauseSum } from '@/lib/store/cost-close/compare-deliveries';
import type { CloseLine } from '@/lib/store/cost-close/sum-close-lines';
import type { ComparedLines } from './close-books';

/** The rates that a month is converted by: those of its last day, as known at the close and as known now. */
export interface CloseRates {
  to: string;
  day: string;
  closed: RateBook;
  now: RateBook;
}

/** How a currency becomes the other, then and now; null: no rate tells it on both sides, and it stays as it was billed. */
function findConversions(
  { to, day, closed, now }: CloseRates,
  currency: string | null,
): [Conversion, Conversion] | null {
  if (currency === null) return null;
  const [then, later] = [closed.find(currency, to, day), now.find(currency, to, day)];
  return then === null || later === null ? null : [then, later];
}

/**
 * The same lines in one currency: what was closed by the rates of then, what is known now and every cause by the rates of
 * now. What the rates alone make of what was closed is the cause `rate`.
 */
export function convertLines({ closed, now, causes }: ComparedLines, rates: CloseRates): ComparedLines {
  const converted = (line: CloseLine, which: 0 | 1): CloseLine => {
    const conversion = findConversions(rates, line.currency)?.[which];
    if (conversion === undefined) return line;
    const convert = (metric: CostMetric) => {
      const { amount, untold } = line.sums[metric];
      return { amount: amount === null ? null : convertAmount(amount, conversion), untold };
    };
    return {
      ...line,
      currency: rates.to,
      sums: {
        billed: convert('billed'),
        effective: convert('effective'),
        list: convert('list'),
        contracted: convert('contracted'),
      },
    };
  };
  return {
    closed: closed === null ? null : closed.map((line) => converted(line, 0)),
    now: now.map((line) => converted(line, 1)),
    causes: [
      ...causes.map((sum) => convertCause(sum, rates)),
      ...(closed ?? []).flatMap((line) => toRateCause(line, rates)),
    ],
    isConverted: true,
  };
}

function convertCause(sum: CauseSum, rates: CloseRates): CauseSum {
  const conversion = findConversions(rates, sum.currency)?.[1];
  if (conversion === undefined) return sum;
  const { billed, effective, list, contracted } = sum.changes;
  const convert = (amount: Amount) => convertAmount(amount, conversion);
  return {
    ...sum,
    currency: rates.to,
    changes: {
      billed: convert(billed),
      effective: convert(effective),
      list: convert(list),
      contracted: convert(contracted),
    },
  };
}

function toRateCause(line: CloseLine, rates: CloseRates): CauseSum[] {
  const conversions = findConversions(rates, line.currency);
  if (conversions === null) return [];
  const [then, now] = conversions;
  const by = (metric: CostMetric) => {
    const { amount } = line.sums[metric];
    return amount === null ? 0n : convertAmount(amount, now) - convertAmount(amount, then);
  };
  const changes = { billed: by('billed'), effective: by('effective'), list: by('list'), contracted: by('contracted') };
  if (costMetrics.every((metric) => changes[metric] === 0n)) return [];
  const { source, scope, basis, provider, billingAccount, service, team, site } = line;
  const none = { billed: 0, effective: 0, list: 0, contracted: 0 };
  return [
    {
      cause: 'rate',
      source,
      scope,
      basis,
      currency: rates.to,
      provider,
      billingAccount,
      service,
      team,
      site,
      lines: none,
      changes,
    },
  ];
}

/** An amount charged by day, as it was known at the close, in the other currency; null: no rate tells it. */
export function convertClosed(amount: Amount, currency: string | null, rates: CloseRates): Amount | null {
  const conversions = findConversions(rates, currency);
  return conversions === null ? null : convertAmount(amount, conversions[0]);
}

/** A rate that was used, for people. */
interface UsedRate {
  currency: string;
  from: string;
  to: string;
  day: string;
  rate: string;
  source: string;
  known: 'closed' | 'now';
}

/** Every rate used for currencies, then and now, and the currencies that no rate tells. */
export function listUsedRates(currencies: readonly (string | null)[], rates: CloseRates) {
  const used: UsedRate[] = [];
  const unconverted: (string | null)[] = [];
  for (const currency of new Set(currencies)) {
    const conversions = findConversions(rates, currency);
    if (conversions === null || currency === null) {
      unconverted.push(currency);
      continue;
    }
    for (const [index, known] of (['closed', 'now'] as const).entries())
      for (const { from, to, day, rate, source } of conversions[index]?.rates ?? [])
        used.push({ currency, from, to, day, rate: formatAmount(rate), source, known });
  }
  return { rates: used, unconverted };
}
