import { formatAmount } from '@/lib/domain/cost/amount';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import type { ExchangeRate } from '@/lib/domain/cost/exchange-rate';
import { listRatePairs, listRates } from '@/lib/store/exchange-rates/list-rates';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { PlainError } from '../plain-error';
import { type Column, printJson, printTable } from '../terminal/print';

export interface ListRatesOptions extends SharedOptions {
  from?: string;
  to?: string;
}

const mostRates = 10_000;

const columns: Column<ExchangeRate>[] = [
  { title: 'DAY', text: ({ day }) => day },
  { title: 'ONE', text: ({ from }) => from },
  { title: 'IS', text: ({ rate }) => formatAmount(rate) },
  { title: 'OF', text: ({ to }) => to },
  { title: 'SOURCE', text: ({ source }) => source },
  { title: 'IMPORTED', text: ({ importedAt }) => importedAt.toISOString() },
];

/** `rates list`: the last rate of each pair, or with `--from` and `--to` all of one, the newest day first. */
export async function listRatesCommand(run: CommandRun, options: ListRatesOptions): Promise<void> {
  if ((options.from === undefined) !== (options.to === undefined))
    throw new PlainError('Name both currencies of a pair, with --from and --to.');
  const pair = options.from === undefined || options.to === undefined ? null : toPair(options.from, options.to);
  const { rates, pairs } = await withConsole(run, options, async ({ database, viewContext }) => {
    const asOf = viewContext().now;
    if (pair !== null)
      return { rates: await listRates(database.pool, { ...pair, asOf, limit: mostRates }), pairs: null };
    const found = await listRatePairs(database.pool, asOf);
    return { rates: found.map(({ last }) => last), pairs: found };
  });
  const toJson = (rate: ExchangeRate) => ({ ...rate, rate: formatAmount(rate.rate) });
  if (options.json)
    return printJson(
      run.terminal,
      pairs === null
        ? { rates: rates.map(toJson) }
        : { pairs: pairs.map((one) => ({ ...one, last: toJson(one.last) })) },
    );
  if (rates.length === 0) return run.terminal.out('No exchange rate is known.');
  printTable(run.terminal, columns, rates);
  if (pairs !== null) run.terminal.remark('The last rate of each pair. All of one pair: --from and --to.');
}

function toPair(from: string, to: string): { from: string; to: string } {
  for (const code of [from, to])
    if (!currencyCodes.includes(code.toUpperCase())) throw new PlainError(`“${code}” is no currency of ISO 4217.`);
  return { from: from.toUpperCase(), to: to.toUpperCase() };
}
