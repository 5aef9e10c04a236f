import type { z } from 'zod';
import type { createBudgetSchema } from '@/lib/api/contracts/cost-budgets';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { checkTerms, lockBudgets, toRow } from './write-budget';

const mostBudgets = 500;

/** Makes a budget. Returns its id. Refused where another has its name, or a person it names is not here. */
export async function createBudget(
  context: CommandContext,
  terms: z.output<typeof createBudgetSchema>,
): Promise<string> {
  const target = { kind: 'cost-budget', id: null, label: terms.name };
  return runCommand(context, { action: 'cost-budget.create', permission: 'cost:write', target }, async (tx) => {
    await lockBudgets(tx);
    if ((await tx.costBudget.count({ where: { archivedAt: null } })) >= mostBudgets)
      throw new Refusal('conflict', `There are ${mostBudgets} budgets. Archive one first.`);
    await checkTerms(tx, terms, null);
    const change = { version: 1, changedAt: context.now, changedBy: context.actor.label };
    const { id } = await tx.costBudget.create({
      data: { createdAt: context.now, versions: { create: toRow(terms, change) } },
    });
    return { result: id, target: { ...target, id }, audit: { terms } };
  });
}
