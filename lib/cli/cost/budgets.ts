import { readFile } from 'node:fs/promises';
import { budgetTermsSchema, createBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import { changeBudget } from '@/lib/commands/cost/budgets/change-budget';
import { createBudget } from '@/lib/commands/cost/budgets/create-budget';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { formatMoney } from '@/lib/format/format-money';
import { readBudgets } from '@/lib/store/budgets/budget-store';
import { readBudgetList } from '@/lib/views/cost/budgets/read-budgets';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

const stateWords = {
  over: 'over',
  'likely-over': 'likely to go over',
  near: 'near',
  'on-course': 'on course',
  unknown: 'cannot say',
};

/** `cost budgets list`: how every budget stands. */
export async function listBudgets(run: CommandRun, options: SharedOptions): Promise<void> {
  const { items, at } = await withLedger(run, options, (ledger, console) =>
    readBudgetList(console.viewContext(), async () => ({ root: ledger.folder.root, engine: ledger.engine })),
  );
  if (options.json) return printJson(run.terminal, { at, items });
  if (items.length === 0) return run.terminal.out('There is no budget.');
  type Item = (typeof items)[number];
  const money = (amount: string, { budget }: Item) => formatMoney(amount, budget.terms.currency);
  printTable(
    run.terminal,
    [
      { title: 'BUDGET', text: ({ budget }: Item) => budget.terms.name },
      { title: 'PERIOD', text: ({ budget, forecast }) => namePeriod(budget.terms.period, forecast.from) },
      {
        title: 'SPENT',
        text: (item) => {
          const { amount, atLeast, nothing } = item.forecast.spent;
          if (amount === null) return nothing === 'no-charges' ? 'no charges yet' : null;
          return `${atLeast ? 'at least ' : ''}${money(amount, item)}`;
        },
      },
      { title: 'OF', text: (item) => money(item.amount, item) },
      {
        title: 'EXPECTED',
        text: (item) => {
          const { end } = item.forecast;
          return end && `${end.atLeast ? 'at least ' : ''}${money(end.amount, item)}`;
        },
      },
      {
        title: 'PROBABILITY TO PASS',
        text: ({ probability, forecast }) =>
          probability === null ? null : `${forecast.end?.atLeast ? 'at least ' : ''}${Math.round(probability * 100)} %`,
      },
      { title: 'STATE', text: ({ state }) => stateWords[state] },
    ],
    items,
  );
  for (const { budget, forecast } of items) {
    const titles = new Set(forecast.sources.missing.map(({ title }) => title));
    if (titles.size > 0) run.terminal.remark(`${budget.terms.name} is without bills of ${[...titles].join(', ')}.`);
  }
}

/** `cost budgets set`: makes the budget that a file describes, or gives the one of its name these terms. */
export async function setBudget(run: CommandRun, path: string, options: SharedOptions): Promise<void> {
  const terms = parseInput(createBudgetSchema, await readJson(path));
  const { id, isNew } = await withConsole(run, options, async ({ database, commandContext }) => {
    const name = terms.name.toLowerCase();
    const found = (await readBudgets(database.pool)).find((budget) => budget.terms.name.toLowerCase() === name);
    if (found === undefined) return { id: await createBudget(commandContext(), terms), isNew: true };
    const change = { version: found.version, terms: parseInput(budgetTermsSchema, terms) };
    await changeBudget(commandContext(), found.id, change);
    return { id: found.id, isNew: false };
  });
  if (options.json) return printJson(run.terminal, { id, name: terms.name, created: isNew });
  run.terminal.out(`The budget ${terms.name} ${isNew ? 'is made' : 'has these terms now'}.`);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PlainError(`${path} cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new PlainError(`${path} is no JSON.`);
  }
}
