import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions, parseCostDimension } from '@/lib/domain/cost/cost-dimensions';
import type { CostTime } from '@/lib/store/cost-ledger/counted-files';
import { type CostTotal, readTotals } from '@/lib/store/cost-ledger/read-totals';
import type { CommandRun, SharedOptions } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

export interface TotalsOptions extends SharedOptions {
  by: string[];
  metric: CostMetric;
  from?: string;
  to?: string;
  /** True: months are billing months; a month: that one alone. */
  billingMonth?: true | string;
  asOf?: string;
}

/** `cost totals`: exact sums, each currency by itself, and how many rows did not tell. */
export async function costTotals(run: CommandRun, options: TotalsOptions): Promise<void> {
  const by = options.by.map(toDimension);
  const time = toTime(options);
  const asOf = options.asOf === undefined ? new Date() : toInstant(options.asOf);
  const { metric } = options;
  const totals = await withLedger(run, options, (ledger) => readTotals(ledger, { by, metrics: [metric], time, asOf }));
  const answer = totals.map((total) => toAnswer(total, metric));
  if (options.json) return printJson(run.terminal, { by, metric, time, asOf, totals: answer });
  printTable(
    run.terminal,
    [
      ...by.map((dimension, index) => ({
        title: dimension.toUpperCase(),
        text: ({ keys }: Answer) => keys[index] ?? null,
      })),
      { title: metric.toUpperCase(), text: ({ amount, untold }) => toSum(amount, untold) },
      { title: 'CURRENCY', text: ({ currency }) => currency },
      { title: 'ROWS', text: ({ rows }) => String(rows) },
    ],
    answer,
  );
  run.terminal.remark(
    `By ${time.basis === 'charge-day' ? 'charge day' : 'billing month'}, as known on ${asOf.toISOString()}.`,
  );
}

interface Answer {
  keys: (string | null)[];
  currency: string;
  /** Exact decimal text; null: no row tells it. */
  amount: string | null;
  rows: number;
  /** Rows that do not tell it: above nought, the amount is “at least”. */
  untold: number;
}

function toAnswer({ keys, currency, metrics }: CostTotal, metric: CostMetric): Answer {
  const total = metrics[metric];
  if (total === undefined) throw new Error(`The totals lack ${metric}.`);
  const amount = total.amount === null ? null : formatAmount(total.amount);
  return { keys, currency, amount, rows: total.rows, untold: total.untold };
}

function toSum(amount: string | null, untold: number): string {
  if (amount === null) return 'unknown';
  return untold > 0 ? `at least ${amount} (${untold} rows do not tell)` : amount;
}

function toDimension(text: string): CostDimension {
  const dimension = parseCostDimension(text);
  if (dimension === null)
    throw new PlainError(`Costs are not told apart by “${text}”, but by ${costDimensions.join(', ')} or tag:KEY.`);
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
