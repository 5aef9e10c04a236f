import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';

/** Puts on record that somebody saw an alert. A second time changes nothing. Returns the alert's budget. */
export async function acknowledgeBudgetAlert(context: CommandContext, id: string): Promise<string> {
  const target = { kind: 'cost-budget-alert', id, label: id };
  return runCommand(context, { action: 'cost-budget.acknowledge', permission: 'cost:write', target }, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`;
    const alert = await tx.costBudgetAlert.findUnique({
      where: { id },
      include: { budget: { include: { versions: { orderBy: { version: 'desc' }, take: 1 } } } },
    });
    if (alert === null) throw new Refusal('not-found', 'There is no such alert.');
    const { budgetId, kind, threshold, periodStart } = alert;
    if (alert.acknowledgedAt !== null) return { result: budgetId, unchanged: true };
    await tx.costBudgetAlert.update({
      where: { id },
      data: { acknowledgedAt: context.now, acknowledgedBy: context.actor.label },
    });
    return {
      result: budgetId,
      target: { ...target, label: alert.budget.versions[0]?.name ?? id },
      audit: { kind, threshold, periodStart: periodStart.toISOString().slice(0, 10) },
    };
  });
}
