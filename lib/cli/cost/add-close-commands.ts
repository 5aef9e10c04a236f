import { type Command, Option } from 'commander';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { CommandRun } from '../command-run';
import { closeMonthCommand, listCloses, reopenMonthCommand, tellChanges } from './close-months';
import { importInvoices, listInvoices } from './invoices';

type Add = (parent: Command, usage: string, description: string) => Command;

/** The commands of `cost` that close months and keep invoices. */
export function addCloseCommands(run: CommandRun, add: Add, cost: Command): void {
  const metric = () => new Option('--metric <metric>', 'which cost').choices(costMetrics).default('billed');
  add(cost, 'close <month>', 'keep what is known of a billing month for good, with its checklist')
    .option('--comment <text>', 'what to say of it', '')
    .option('--override <reason>', 'why it is closed although the checklist speaks against it')
    .action((month, options) => closeMonthCommand(run, month, options));
  add(cost, 'reopen <month>', 'say that a close no longer stands; what was closed stays on record')
    .requiredOption('--reason <text>', 'why')
    .action((month, options) => reopenMonthCommand(run, month, options));
  add(cost, 'closes', 'billing months: whether they are closed, then and now')
    .addOption(metric())
    .action((options) => listCloses(run, options));
  add(cost, 'changes <month>', 'every cent by which a closed month differs now, by cause')
    .addOption(metric())
    .option('--as-of <instant>', 'compared with what was known then; now by default')
    .option('--number <close>', 'which close of the month; the last by default')
    .action((month, options) => tellChanges(run, month, options));
  const invoices = cost.command('invoices').description('invoices of providers, and how the ledger stands to them');
  add(
    invoices,
    'import <csv>',
    'enter invoices: provider,invoice,account,month,currency,amount and tax,issued,document,comment',
  )
    .option('--replace', 'put them in the place of entries with other figures; each then needs a comment')
    .action((path, options) => importInvoices(run, path, options));
  add(invoices, 'list', 'entries, and with --month how they stand to the ledger')
    .option('--month <month>', 'of this billing month')
    .action((options) => listInvoices(run, options));
}
