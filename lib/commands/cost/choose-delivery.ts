import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { chooseDelivery, type DeliveryChoice } from '@/lib/store/cost-ledger/choose-delivery';

/** Sums of a large delivery are copied. */
const withinMs = 60_000;

/** Has a delivery count in place of others that tell the same costs. `instead`: what the person was shown would no longer. */
export async function chooseOneDelivery(
  context: CommandContext,
  deliveryId: string,
  instead: readonly string[],
): Promise<DeliveryChoice> {
  const found = await context.database.prisma.costDelivery.findUnique({
    where: { id: deliveryId },
    select: { title: true, source: true, scope: true, billingMonth: true },
  });
  const target = { kind: 'bill', id: deliveryId, label: found?.title ?? deliveryId };
  const description = { action: 'cost.choose-delivery', permission: 'cost:write', target, withinMs } as const;
  return runCommand(context, description, async (tx) => {
    if (found === null) throw new Refusal('not-found', 'There is no such delivery.');
    const choice = await chooseDelivery(tx, deliveryId, context.now, instead);
    const { source, scope, billingMonth } = found;
    const month = billingMonth.toISOString().slice(0, 7);
    return { result: choice, audit: { source, scope, month, counts: choice.counts, instead: choice.instead } };
  });
}
