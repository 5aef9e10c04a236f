import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type RowDimension, readRowDimension, rowDimensions } from '@/lib/domain/cost/cost-dimension';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import type { ExchangeRate } from '@/lib/domain/cost/exchange-rate';
import type { CostTime } from '@/lib/store/cost-ledger/counted-files';
import { type CostTotal, readTotals } from '@/lib/store/cost-ledger/read-totals';
import type { CommandRun, SharedOptions } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { convertTotals } from './convert-totals';
import { findIncomplete } from './find-incomplete';
import { withLedger } from './with-ledger';

export interface TotalsOptions extends SharedOptions {
  by: string[];
  metric: CostMetric;
  from?: string;
  to?: string;
  /** True: months are billing months; a month: that one alone. */
  billingMonth?: true | string;
  asOf?: string;
  /** A currency that everything is told in; absent: as it was billed. */
  currency?: string;
}

/** `cost totals`: exact sums, each currency and basis by itself, how many rows did not tell, and which sources are missing. */
export async function costTotals(run: CommandRun, options: TotalsOptions): Promise<void> {
  const by = options.by.map(toDimension);
  const time = toTime(options);
  const asOf = options.asOf === undefined ? new Date() : toInstant(options.asOf);
  const { metric } = options;
  const currency = options.currency === undefined ? null : toCurrency(options.currency);
  const { totals, rates, incomplete } = await withLedger(run, options, async (ledger) => {
    const query = { metrics: [metric], time, asOf };
    const incomplete = await findIncomplete(ledger.database, { metric, time, asOf });
    if (currency === null) return { totals: await readTotals(ledger, { ...query, by }), rates: null, incomplete };
    const days = await readTotals(ledger, { ...query, by: [...by, 'day'] });
    return { ...(await convertTotals(ledger.database.pool, days, { metric, to: currency, asOf })), incomplete };
  });
  const answer = totals.map((total) => toAnswer(total, metric));
  const converted = rates === null ? {} : { currency, rates: rates.map(toToldRate) };
  if (options.json)
    return printJson(run.terminal, { by, metric, time, asOf, ...converted, incomplete, totals: answer });
  printTable(
    run.terminal,
    [
      ...by.map((dimension, index) => ({
        title: dimension.toUpperCase(),
        text: ({ keys }: Answer) => keys[index] ?? null,
      })),
      { title: metric.toUpperCase(), text: ({ amount, untold }) => toSum(amount, untold) },
      { title: 'CURRENCY', text: ({ currency }) => currency },
      { title: 'BASIS', text: ({ basis }) => basis },
      { title: 'ROWS', text: ({ rows }) => String(rows) },
    ],
    answer,
  );
  run.terminal.remark(
    `By ${time.basis === 'charge-day' ? 'charge day' : 'billing month'}, as known on ${asOf.toISOString()}.`,
  );
  for (const { title, from, to, why } of incomplete)
    run.terminal.remark(`Sums are at least what they say: of ${title}, ${from} to ${to} are missing. ${why}`);
  if (rates !== null && currency !== null) run.terminal.remark(sayConversion(rates, currency, answer));
}

/** By which rates, and what none tells. */
function sayConversion(rates: readonly ExchangeRate[], to: string, answer: readonly Answer[]): string {
  const days = rates.map(({ day }) => day).sort();
  const sources = [...new Set(rates.map(({ source }) => source))].sort();
  const left = [...new Set(answer.flatMap(({ currency }) => (currency === to ? [] : [currency])))].sort();
  return [
    rates.length === 0
      ? `No rate was used.`
      : `In ${to} by the rate of each charge day, or the last one of the seven days before it: ${rates.length} rates of ${days[0]} to ${days.at(-1)}, from ${sources.join(', ')}.`,
    ...(left.length === 0
      ? []
      : [`No rate is known for all of ${left.join(', ')}: those sums stand as they were billed.`]),
  ].join(' ');
}

function toToldRate({ rate, ...told }: ExchangeRate) {
  return { ...told, rate: formatAmount(rate) };
}

function toCurrency(text: string): string {
  const code = text.toUpperCase();
  if (!currencyCodes.includes(code)) throw new PlainError(`“${text}” is no currency of ISO 4217.`);
  return code;
}

interface Answer {
  keys: (string | null)[];
  currency: string;
  basis: CostBasis;
  /** Exact decimal text; null: no row tells it. */
  amount: string | null;
  rows: number;
  /** Rows that do not tell it: above nought, the amount is “at least”. */
  untold: number;
}

function toAnswer({ keys, currency, basis, metrics }: CostTotal, metric: CostMetric): Answer {
  const total = metrics[metric];
  if (total === undefined) throw new Error(`The totals lack ${metric}.`);
  const amount = total.amount === null ? null : formatAmount(total.amount);
  return { keys, currency, basis, amount, rows: total.rows, untold: total.untold };
}

function toSum(amount: string | null, untold: number): string {
  if (amount === null) return 'unknown';
  return untold > 0 ? `at least ${amount} (${untold} rows do not tell)` : amount;
}

function toDimension(text: string): RowDimension {
  const dimension = readRowDimension(text);
  if (dimension === null)
    throw new PlainError(`Costs are not told apart by “${text}”, but by ${rowDimensions.join(', ')} or tag:KEY.`);
  return dimension;
}

function toTime({ from, to, billingMonth }: TotalsOptions): CostTime {
  if (typeof billingMonth === 'string') {
    if (from !== undefined || to !== undefined)
      throw new PlainError('Name a billing month, or a time with --from and --to, but not both.');
    const month = toMonth(billingMonth);
    return { basis: 'billing-month', from: month, to: month };
  }
  const read = billingMonth ? toMonth : toDay;
  return {
    basis: billingMonth ? 'billing-month' : 'charge-day',
    ...(from === undefined ? {} : { from: read(from) }),
    ...(to === undefined ? {} : { to: read(to) }),
  };
}

function toMonth(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new PlainError(`“${text}” is no month such as 2026-11.`);
}

function toDay(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text) return text;
  throw new PlainError(`“${text}” is no day such as 2026-11-30.`);
}

function toInstant(text: string): Date {
  const instant = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(instant.getTime())) return instant;
  throw new PlainError(`“${text}” is no instant such as 2026-11-30T12:00:00Z.`);
}
