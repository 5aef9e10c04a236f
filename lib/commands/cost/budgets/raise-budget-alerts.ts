import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { KnownAtAlert } from '@/lib/store/budgets/alert-store';

/** A threshold that a budget has passed, and what was known when that was found. */
export interface PassedThreshold {
  budget: { id: string; version: number; name: string };
  /** The period's first day. */
  periodStart: string;
  kind: 'actual' | 'probability';
  /** Percent. */
  threshold: number;
  amount: bigint;
  /** Null: nothing is told of the period; only a probability can be passed then. */
  spent: bigint | null;
  /** From 0 to 1; null of what was spent. */
  probability: number | null;
  known: KnownAtAlert;
}

/**
 * Raises an alert unless the same threshold of the same period and amount has one, or the budget is archived: whoever comes
 * second changes nothing. Returns its id, or null. `queueMail` is called before the alert is committed; what it queued for an alert that never came must do nothing.
 */
export async function raiseBudgetAlert(
  context: CommandContext,
  { budget, periodStart, kind, threshold, amount, spent, probability, known }: PassedThreshold,
  queueMail: ((alertId: string) => Promise<void>) | null,
): Promise<string | null> {
  const target = { kind: 'cost-budget', id: budget.id, label: budget.name };
  return runCommand(context, { action: 'cost-budget.alert', permission: 'cost:write', target }, async (tx) => {
    const percent = probability === null ? null : Math.round(probability * 10_000) / 100;
    const [raised] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO cost_budget_alert (budget_id, version, period_start, kind, threshold, amount, spent, probability,
        raised_at, as_of, known)
      SELECT ${budget.id}::uuid, ${budget.version}::int, ${periodStart}::date, ${kind}::text, ${threshold}::int,
        ${formatAmount(amount)}::numeric, ${spent === null ? null : formatAmount(spent)}::numeric, ${percent}::numeric,
        ${context.now}::timestamptz, ${context.now}::timestamptz, ${JSON.stringify(known)}::jsonb
      WHERE EXISTS (SELECT FROM cost_budget WHERE id = ${budget.id}::uuid AND archived_at IS NULL)
      ON CONFLICT (budget_id, period_start, kind, threshold, amount) DO NOTHING
      RETURNING id`;
    if (raised === undefined) return { result: null, unchanged: true };
    await queueMail?.(raised.id);
    return { result: raised.id, audit: { alert: raised.id, periodStart, kind, threshold, probability: percent } };
  });
}
