import type { Budget, PatchBudget } from '@/lib/api/contracts/cost-budgets';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import { checkTerms, lockBudgets, toRow } from './write-budget';

/** Gives a budget other terms, as a new version beside those before it, or archives it. Refused when it changed meanwhile. */
export async function changeBudget(context: CommandContext, id: string, change: PatchBudget): Promise<void> {
  const { terms } = change;
  await (terms === undefined
    ? archiveBudget(context, id, change.version)
    : writeTerms(context, id, change.version, terms));
}

async function writeTerms(context: CommandContext, id: string, version: number, terms: Budget['terms']): Promise<void> {
  const target = { kind: 'cost-budget', id, label: terms.name };
  await runCommand(context, { action: 'cost-budget.change', permission: 'cost:write', target }, async (tx) => {
    const before = await findOpen(tx, id, version);
    await checkTerms(tx, terms, id);
    const next = { version: version + 1, changedAt: context.now, changedBy: context.actor.label };
    await tx.costBudgetVersion.create({ data: { budgetId: id, ...toRow(terms, next) } });
    await tx.costBudget.update({ where: { id }, data: { version: next.version } });
    const { name, period, filters } = before;
    return { result: null, audit: { before: { name, period, filters, amount: before.amount.toFixed() }, terms } };
  });
}

async function archiveBudget(context: CommandContext, id: string, version: number): Promise<void> {
  const target = { kind: 'cost-budget', id, label: id };
  await runCommand(context, { action: 'cost-budget.archive', permission: 'cost:write', target }, async (tx) => {
    const { name } = await findOpen(tx, id, version);
    await tx.costBudget.update({ where: { id }, data: { archivedAt: context.now } });
    return { result: null, target: { ...target, label: name } };
  });
}

/** The version in force of a budget that is not archived. */
async function findOpen(tx: Prisma.TransactionClient, id: string, version: number) {
  await lockBudgets(tx);
  const budget = await tx.costBudget.findUnique({ where: { id }, include: { versions: true } });
  const current = budget?.versions.find((one) => one.version === budget.version);
  if (budget === null || current === undefined) throw new Refusal('not-found', 'There is no such budget.');
  if (budget.archivedAt !== null) throw new Refusal('conflict', 'This budget is archived.');
  if (budget.version !== version)
    throw new Refusal('conflict', 'Somebody changed the budget since you began. Look at it again.');
  return current;
}
