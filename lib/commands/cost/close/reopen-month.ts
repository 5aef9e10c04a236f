import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { readCloses } from '@/lib/store/cost-close/read-closes';
import { lockMonth } from '@/lib/store/cost-ledger/record-delivery';

/** Says that a month's close no longer stands, and why. The close stays; the next one names it. */
export async function reopenMonth(
  context: CommandContext,
  { month, reason }: { month: `${number}-${number}`; reason: string },
): Promise<{ number: number }> {
  const target = { kind: 'cost-month', id: null, label: month };
  const description = { action: 'cost.reopen', permission: 'cost:write', target } as const;
  return runCommand(context, description, async (tx) => {
    await lockMonth(tx, month);
    const [last] = await readCloses(context.database.pool, month);
    if (last === undefined || last.reopening !== null) throw new Refusal('conflict', `${month} is not closed.`);
    await tx.costCloseReopening.create({
      data: { closeId: last.id, reopenedAt: context.now, reopenedBy: context.actor.label, reason },
    });
    const audit = { month, number: last.number, reason };
    return { result: { number: last.number }, audit, target: { ...target, id: last.id } };
  });
}
