import { type Command, Option } from 'commander';
import type { CommandRun } from '../command-run';
import { exportCosts } from './export-costs';
import { listAnomalies } from './list-anomalies';

type Add = (parent: Command, usage: string, description: string) => Command;

/** The commands of `cost` that tell anomalies, and take rows out as files. */
export function addAnomalyCommands(run: CommandRun, add: Add, cost: Command): void {
  add(cost, 'anomalies', 'costs that are out of what their past foretold, with what made them')
    .option('--all', 'also what is expected, mistaken or explained away')
    .action((options) => listAnomalies(run, options));
  add(cost, 'export <file>', 'every row behind costs as a FOCUS 1.2 dataset; kept on record')
    .option('--from <day>', 'the first day; the last thirty whole days by default')
    .option('--to <day>', 'the last day; yesterday by default')
    .option('--billing-month', 'of the months billed in that these days touch, instead of charge days')
    .option('--as-of <instant>', 'as known then; now by default')
    .option(
      '--filter <dimension=value>',
      'only of this value, or tag:KEY=VALUE; repeatable',
      (value, before: string[]) => [...before, value],
      [],
    )
    .addOption(new Option('--format <format>', 'the form').choices(['focus-csv', 'focus-parquet']).default('focus-csv'))
    .action((file, options) => exportCosts(run, file, options));
}
