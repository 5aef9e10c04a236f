import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { permissions, roles } from '@/lib/domain/access';
import { costMetrics, importableSources } from '@/lib/domain/cost/billing-delivery';
import { onDemandPrices } from '@/lib/domain/cost/commitment-sum';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { gpuWasteKeys } from '@/lib/domain/cost/gpu-use';
import { anchorAuditCommand } from './anchor-audit-command';
import type { CommandRun } from './command-run';
import { addConnection } from './connections/add-connection';
import { listConnectionsCommand } from './connections/list-connections';
import { removeConnectionCommand } from './connections/remove-connection';
import { syncConnection } from './connections/sync-connection';
import { testConnectionCommand } from './connections/test-connection';
import { addAnomalyCommands } from './cost/add-anomaly-commands';
import { addCloseCommands } from './cost/add-close-commands';
import { listBudgets, setBudget } from './cost/budgets';
import { costCommitments } from './cost/cost-commitments';
import { costForecastCommand } from './cost/cost-forecast';
import { applyCostRules, listCostRules, previewCostRulesCommand, showCostRules } from './cost/cost-rules';
import { costTotals } from './cost/cost-totals';
import { costTransfer } from './cost/cost-transfer';
import { dismissDeliveryCommand, undismissDeliveryCommand } from './cost/dismiss-delivery';
import { gpuWasteCommand } from './cost/gpu-waste';
import { importBills } from './cost/import-bills';
import { listDeliveries } from './cost/list-deliveries';
import { declareScheme, listRateCards, writeRateCard } from './cost/rate-cards';
import { showBack } from './cost/show-back';
import { createTokenCommand } from './create-token';
import { doctor } from './doctor/doctor';
import { listInventory } from './inventory/list-inventory';
import { invite } from './invite';
import { PlainError, toFailureText } from './plain-error';
import { importPricesCommand } from './prices/import-prices';
import { listPricesCommand } from './prices/list-prices';
import { addProbeCommands } from './probe/add-probe-commands';
import { importRatesCommand } from './rates/import-rates';
import { listRatesCommand } from './rates/list-rates';
import { verifyAuditCommand } from './verify-audit-command';

/** Carries out one command line and returns the exit code; whatever fails is told on the terminal in a sentence. */
export async function runProgram(run: CommandRun, argv: string[]): Promise<number> {
  try {
    await createProgram(run).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    run.terminal.remark(toFailureText(error, argv.includes('--debug') ? 'whole' : 'sentence'));
    return 1;
  }
}

function createProgram(run: CommandRun): Command {
  const program = new Command('millwright')
    .description('Works on a console by its database, whether it is running or not.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => run.terminal.out(text.trimEnd()),
      writeErr: (text) => run.terminal.remark(text.trimEnd()),
    });
  const add = (parent: Command, usage: string, description: string) =>
    parent
      .command(usage)
      .description(description)
      .addOption(
        new Option('--data-dir <folder>', "the demo's folder, used when DATABASE_URL is not set")
          .default('.millwright')
          .env('MILLWRIGHT_DATA_DIR'),
      )
      .option('--json', 'answer with one JSON document')
      .option('--debug', 'tell all there is of a failure nobody foresaw')
      .hook('preAction', (command) => requireOneConsole(run, command));

  add(program, 'doctor', 'look at everything the console needs').action((options) => doctor(run, options));
  add(program, 'invite <email>', 'make a one-time sign-in link')
    .requiredOption('--role <role>', `what they may do: ${roles.join(', ')}`)
    .option('--scope <scope>', 'all, site:<name> or team:<name>', 'all')
    .action((email, options) => invite(run, email, options));
  addConnectionCommands(run, add, program.command('connections').description('connections to providers'));

  const token = program.command('token').description('personal API tokens');
  add(token, 'create <name>', 'make a token; its value is shown once')
    .requiredOption('--for <email>', 'whose token it is')
    .requiredOption('--permission <permission...>', `what it may do, of what they may do: ${permissions.join(', ')}`)
    .option('--expires-in-days <days>', 'how long it works, up to 365', toWholeNumber, 30)
    .action((name, options) => createTokenCommand(run, name, options));

  const inventory = program.command('inventory').description('what was read');
  const list = add(inventory, 'list', 'list resources');
  for (const facet of ['kind', 'provider', 'connection', 'account', 'region', 'status', 'site', 'team', 'owner'])
    list.option(`--${facet} <value...>`, `only of this ${facet}`);
  list
    .option('--gpu-model <value...>', 'only with this accelerator')
    .option('-q, --search <text>', 'only with this text in name, id, owner or tags')
    .option('--gone', 'what has disappeared in the last 30 days')
    .option('--limit <rows>', 'at most this many; all by default', toWholeNumber)
    .action((options) => listInventory(run, options));

  const prices = program.command('prices').description('what machines and GPUs cost an hour');
  add(prices, 'import <csv>', 'read a price catalogue in SkyPilot’s form')
    .requiredOption('--provider <provider>', 'whose prices they are')
    .option('--valid-from <day>', 'the day of the prices; that of the file by default')
    .action((path, options) => importPricesCommand(run, path, options));
  add(prices, 'list', 'what one GPU costs an hour')
    .requiredOption('--gpu <model>', 'as the inventory names it: “NVIDIA H100”, or H100')
    .option('--provider <provider>', 'only of this provider')
    .option('--region <region>', 'only in this region')
    .option('--at <day>', 'as it was known on this day; now by default')
    .action((options) => listPricesCommand(run, options));

  const rates = program.command('rates').description('exchange rates between currencies');
  add(rates, 'import <csv>', 'bring rates in: eurofxref-hist.csv of the European Central Bank, or day,from,to,rate')
    .option('--source <name>', 'who says so; by default the bank, or the file’s name')
    .action((path, options) => importRatesCommand(run, path, options));
  add(rates, 'list', 'the pairs there are rates of, or the rates of one')
    .option('--from <code>', 'with --to: every rate of the pair, those that were corrected too')
    .option('--to <code>', 'with --from')
    .action((options) => listRatesCommand(run, options));

  addCostCommands(run, add, program.command('cost').description('what was billed'));

  addProbeCommands(
    run,
    add,
    program.command('probe').description('alone, with options: measures the ways from a site'),
  );

  const audit = program.command('audit').description('the record of who did what');
  add(audit, 'verify', 'walk the chain and compare it with the head kept outside').action((options) =>
    verifyAuditCommand(run, options),
  );
  add(audit, 'anchor', 'keep its head outside the database again after that was lost')
    .option('--replace', 'also when the head is there and differs, as after a restore')
    .action((options) => anchorAuditCommand(run, options));
  return program;
}

/** Named twice, the console worked on could be another than the one meant. */
function requireOneConsole({ env }: CommandRun, command: Command): void {
  if (env.DATABASE_URL && command.getOptionValueSource('dataDir') === 'cli')
    throw new PlainError(
      'DATABASE_URL and --data-dir each name a console: unset DATABASE_URL, or leave out --data-dir.',
    );
}

type Add = (parent: Command, usage: string, description: string) => Command;

function addConnectionCommands(run: CommandRun, add: Add, connections: Command): void {
  const collect = (value: string, before: string[]) => [...before, value];
  add(connections, 'add <name>', 'add a connection')
    .requiredOption('--provider <provider>', 'which kind of cloud')
    .option('--setting <name=value>', 'a setting; lists take commas, texts take file:/path; repeatable', collect, [])
    .option('--secret <name=where>', 'where a secret is found: env:NAME, file:/path or prompt; repeatable', collect, [])
    .option('--interval <time>', 'how often it is read: 90s, 15m, 6h', toMilliseconds)
    .action((name, options) => addConnection(run, name, options));
  add(connections, 'list', 'list connections and how they stand').action((options) =>
    listConnectionsCommand(run, options),
  );
  add(connections, 'test <connection>', 'say what works and which permissions are missing').action((name, options) =>
    testConnectionCommand(run, name, options),
  );
  add(connections, 'sync <connection>', 'have it read now')
    .option('--now', 'read it in this very process, without a worker')
    .action((name, options) => syncConnection(run, name, options));
  add(connections, 'remove <connection>', 'delete it with everything read through it')
    .option('--yes', 'do not ask')
    .action((name, options) => removeConnectionCommand(run, name, options));
}

function addCostCommands(run: CommandRun, add: Add, cost: Command): void {
  add(cost, 'import <file...>', 'bring in bills in FOCUS: CSV, packed or plain, JSON lines or Parquet')
    .option(
      '--scope <name>',
      'what the next import of this name takes the place of; the name of a single file by default',
    )
    .option('--currency <code>', 'the currency of files that have no BillingCurrency; never guessed')
    .addOption(
      new Option('--date-order <order>', 'what 4/1/25 means; never guessed').choices(['month-first', 'day-first']),
    )
    .addOption(new Option('--source <source>', 'whose export it is').choices(importableSources).default('focus-file'))
    .action((files, options) => importBills(run, files, options));
  add(cost, 'totals', 'exact sums of what counts')
    .option(
      '--by <dimension...>',
      'told apart by provider, account, service, region, sku, month, day, tag:KEY and more',
      [],
    )
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('billed'))
    .option('--from <day>', 'the first charge day; a month with --billing-month')
    .option('--to <day>', 'the last charge day; a month with --billing-month')
    .option('--billing-month [month]', 'by the month billed in instead; that month alone where one is named')
    .option('--as-of <instant>', 'as known then; now by default')
    .option('--currency <code>', 'in this currency, each day by its own rate; as billed by default')
    .action((options) => costTotals(run, options));
  add(cost, 'forecast', 'what this month and this quarter are expected to cost, with bands and how past ones did')
    .addOption(new Option('--by <dimension>', 'each of its largest values apart').choices(costDimensions))
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('effective'))
    .option(
      '--filter <dimension=value>',
      'only of this value; repeatable',
      (value, before: string[]) => [...before, value],
      [],
    )
    .option('--top <values>', 'how many values, up to 20', toWholeNumber, 5)
    .action((options) => costForecastCommand(run, options));
  const budgets = cost.command('budgets').description('what may be spent, and how it stands');
  add(budgets, 'list', 'how every budget stands').action((options) => listBudgets(run, options));
  add(budgets, 'set <json>', 'make the budget that a file describes, or change the one of its name').action(
    (path, options) => setBudget(run, path, options),
  );
  add(cost, 'commitments', 'what commitments cover, save and waste, and how much runs on spot')
    .addOption(
      new Option('--price <price>', 'what covered usage would have cost').choices(onDemandPrices).default('contracted'),
    )
    .option('--from <day>', 'the first charge day; the last thirty days by default')
    .option('--to <day>', 'the last charge day')
    .option('--as-of <instant>', 'as known then; now by default')
    .action((options) => costCommitments(run, options));
  add(cost, 'transfer', 'charges for data, from where to where')
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('effective'))
    .addOption(new Option('--ends <ends>', 'what ends are named by').choices(['region', 'site']).default('region'))
    .option('--from <day>', 'the first charge day; the last thirty days by default')
    .option('--to <day>', 'the last charge day')
    .option('--as-of <instant>', 'as known then; now by default')
    .action((options) => costTransfer(run, options));
  add(cost, 'gpu-waste', 'what GPUs cost by what became of them: useful, thrown away, idle, not allocated')
    .requiredOption('--from <day>', 'first day')
    .requiredOption('--to <day>', 'last day')
    .addOption(new Option('--by <key>', 'split by').choices(gpuWasteKeys).default('team'))
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('effective'))
    .option('--as-of <instant>', 'bills as they were known then')
    .action((options) => gpuWasteCommand(run, options));
  add(cost, 'deliveries', 'what arrived, and what of it counts').action((options) => listDeliveries(run, options));
  add(cost, 'dismiss <delivery>', 'wait no longer for what a delivery in quarantine would have told')
    .requiredOption('--reason <text>', 'why')
    .action((id, options) => dismissDeliveryCommand(run, id, options));
  add(cost, 'undismiss <delivery>', 'take the dismissal of a delivery back').action((id, options) =>
    undismissDeliveryCommand(run, id, options),
  );
  addAnomalyCommands(run, add, cost);
  addCloseCommands(run, add, cost);
  add(cost, 'rate-cards', 'what on-premises machines cost an hour, by rate cards').action((options) =>
    listRateCards(run, options),
  );
  add(cost, 'write-rate-card <json>', 'write a version of a rate card, in the form of the API').action(
    (path, options) => writeRateCard(run, path, options),
  );
  add(cost, 'own-scheme <scheme>', 'take nodes whose providerID begins with a scheme for machines of one’s own')
    .option('--withdraw', 'take that back, with what was noted of such nodes')
    .action((scheme, options) => declareScheme(run, scheme, options));
  addCostRulesCommands(run, add, cost);
}

function addCostRulesCommands(run: CommandRun, add: Add, cost: Command): void {
  add(cost, 'showback', 'what teams bear, with their shares of what is shared; what is left stands apart')
    .requiredOption('--from <day>', 'the first charge day')
    .requiredOption('--to <day>', 'the last charge day')
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('effective'))
    .option('--as-of <instant>', 'as known then, at the end of a day; now by default')
    .option('--rules <version>', 'by this version of the rules, 0: by none; those in force then by default')
    .action((options) => showBack(run, options));
  const rules = cost.command('rules').description('the rules costs are allocated by, version by version');
  add(rules, 'list', 'every version, the newest first').action((options) => listCostRules(run, options));
  add(rules, 'show', 'one version; with --json as a file to edit and apply')
    .argument('[version]', 'the newest by default', toWholeNumber)
    .action((number, options) => showCostRules(run, number, options));
  add(rules, 'preview <file>', 'what the rules of a file would move in a month; nothing is saved')
    .requiredOption('--month <month>', 'which month, 2026-11')
    .addOption(new Option('--metric <metric>', 'which cost').choices(costMetrics).default('effective'))
    .action((file, options) => previewCostRulesCommand(run, file, options));
  add(rules, 'apply <file>', 'put the rules of a file in force as the next version')
    .requiredOption('--comment <why>', 'why, for whoever closes the month')
    .option('--on <version>', 'refused unless this is the newest version, 0: none; it is not looked at by default')
    .action((file, options) => applyCostRules(run, file, options));
}

function toWholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function toMilliseconds(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  const size = unit === undefined ? undefined : unitMs[unit];
  if (amount !== undefined && size !== undefined) return Number(amount) * size;
  throw new InvalidArgumentError('It must be a number and a unit: 90s, 15m, 6h or 1d.');
}
