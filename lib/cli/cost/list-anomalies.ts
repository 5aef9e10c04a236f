import { type CostAnomaly, costAnomaliesQuerySchema } from '@/lib/api/contracts/cost-anomalies';
import { anomalyKindWords, nameSlice } from '@/lib/format/anomaly-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoneyChange } from '@/lib/format/format-money';
import { readCostAnomalies } from '@/lib/views/cost/anomalies/read-anomalies';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';

export interface AnomaliesOptions extends SharedOptions {
  /** Also what is expected, mistaken or explained away. */
  all?: true;
}

/** `cost anomalies`: costs out of what their past foretold, with what made each; 200 at most, the newest first. */
export async function listAnomalies(run: CommandRun, options: AnomaliesOptions): Promise<void> {
  const query = parseInput(costAnomaliesQuerySchema, { state: options.all ? 'all' : 'open', limit: 200 });
  const answer = await withConsole(run, options, (console) => readCostAnomalies(console.viewContext(), query));
  if (options.json) return printJson(run.terminal, answer);
  printTable(
    run.terminal,
    [
      { title: 'WHEN', text: ({ from, to }: CostAnomaly) => formatDays(from, to) },
      { title: 'WHAT', text: nameSlice },
      { title: 'KIND', text: ({ kind }) => anomalyKindWords[kind].title },
      { title: 'BEYOND EXPECTED', text: ({ impact, currency }) => formatMoneyChange(impact, currency) },
      { title: 'STATE', text: ({ state }) => state },
      { title: 'CAUSE', text: sayPath },
    ],
    answer.items,
  );
  const missing = new Set(answer.judged?.sources.filter((one) => one.missing.length > 0).map(({ title }) => title));
  if (missing.size > 0) run.terminal.remark(`Not looked through whole: ${[...missing].join(', ')}.`);
  if (answer.judged === null) run.terminal.remark('Costs were not looked through yet.');
  else if (answer.items.length === 0)
    run.terminal.remark(
      `No ${options.all ? '' : 'open '}anomaly in ${formatDays(answer.judged.from, answer.judged.to)}.`,
    );
}

/** The values that explain most of it, each within the one before; null: it is not looked into. */
function sayPath({ cause }: CostAnomaly): string | null {
  if (cause === null) return null;
  return cause.path.length === 0 ? 'spread' : cause.path.map(({ value }) => value ?? 'none').join(' › ');
}
