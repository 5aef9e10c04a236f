import { costForecastQuerySchema } from '@/lib/api/contracts/cost-forecast';
import { formatMoney } from '@/lib/format/format-money';
import { readForecast } from '@/lib/views/cost/forecast/read-forecast';
import type { CommandRun, SharedOptions } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

export interface ForecastOptions extends SharedOptions {
  by?: string;
  metric: string;
  /** `dimension=value`. */
  filter: string[];
  top: number;
}

/** `cost forecast`: the end of this month and this quarter, with 80 % bands and how such forecasts did. */
export async function costForecastCommand(run: CommandRun, options: ForecastOptions): Promise<void> {
  const { by, metric, top, filter } = options;
  const query = parseInput(costForecastQuerySchema, { ...toFilters(filter), by, metric, top });
  const answer = await withLedger(run, options, (ledger, console) =>
    readForecast(console.viewContext(), query, async () => ({ root: ledger.folder.root, engine: ledger.engine })),
  );
  if (options.json) return printJson(run.terminal, answer);
  const rows = answer.items.flatMap((item) => [
    { item, ends: item.month },
    { item, ends: item.quarter },
  ]);
  type Row = { item: Item; ends: Item['month'] };
  const money = (amount: string, { item }: Row) => formatMoney(amount, item.currency);
  printTable(
    run.terminal,
    [
      ...(by === undefined ? [] : [{ title: by.toUpperCase(), text: ({ item }: Row) => item.value }]),
      { title: 'TO', text: ({ ends }: Row) => ends.to },
      { title: 'BASIS', text: ({ item }: Row) => item.basis },
      {
        title: 'TOLD',
        text: (row: Row) => {
          const { amount, atLeast } = row.ends.spent;
          return amount === null ? null : `${atLeast ? 'at least ' : ''}${money(amount, row)}`;
        },
      },
      {
        title: 'EXPECTED',
        text: ({ ends, item }: Row) =>
          ends.end && `${ends.end.atLeast ? 'at least ' : ''}${money(ends.end.amount, { ends, item })}`,
      },
      {
        title: '80 % BAND',
        text: (row: Row) => {
          const band = row.ends.end?.band80;
          return band ? `${money(band.low, row)} to ${money(band.high, row)}` : null;
        },
      },
      { title: 'PAST ERROR', text: ({ ends }: Row) => sayError(ends.backTest) },
    ],
    rows,
  );
  for (const why of new Set(rows.map(({ ends }) => ends.why))) if (why !== null) run.terminal.remark(why);
}

function sayError(test: Item['month']['backTest']): string | null {
  if (test === null || test.error === null) return null;
  return `${(test.error * 100).toFixed(1)} % over ${test.horizonDays} days, ${test.origins} forecasts`;
}

type Item = Awaited<ReturnType<typeof readForecast>>['items'][number];

function toFilters(filters: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const text of filters) {
    const [, dimension, value] = /^([a-z-]+)=(.*)$/.exec(text) ?? [];
    if (dimension === undefined || value === undefined)
      throw new PlainError(`“${text}” is no filter such as team=research.`);
    found[dimension] = [...(found[dimension] ?? []), value];
  }
  return found;
}
