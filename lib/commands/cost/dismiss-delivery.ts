import type { CommandContext } from '@/lib/commands/command-context';
import { type CommandOutcome, runCommand } from '@/lib/commands/run-command';
import { Refusal } from '@/lib/domain/refusal';
import { toDismissal, withDismissal, writeDismissal } from '@/lib/store/cost-ledger/dismissals';
import { lockMonth, ofMonthStart } from '@/lib/store/cost-ledger/record-delivery';
import type { Prisma } from '@/lib/store/database/generated/client';

/**
 * Dismisses a delivery in quarantine: from now on nobody waits for what it would have told, and no total is “at least” for
 * it. It stays on record with the reason. Throws a Refusal where it is not in quarantine, or not the last of its kind.
 */
export async function dismissDelivery(context: CommandContext, id: string, reason: string): Promise<void> {
  const said = reason.trim();
  return decide(context, id, 'cost.dismiss-delivery', async (tx, { delivery, dismissal, former, audit }) => {
    if (said === '')
      throw new Refusal('invalid', 'Say why it is dismissed.', [{ path: 'reason', message: 'Say why.' }]);
    if (delivery.state !== 'quarantined' || delivery.supersededAt !== null)
      throw new Refusal('conflict', 'Only a delivery that is in quarantine, and the last of its kind, is dismissed.');
    if (dismissal !== null) throw new Refusal('conflict', 'It is dismissed already.');
    await writeDismissal(tx, id, { reason: said, by: context.actor.label, now: context.now, former });
    return { result: undefined, audit: { ...audit, reason: said } };
  });
}

/** Takes a dismissal back: the delivery is in quarantine as before. Throws a Refusal where none holds. */
export async function takeDismissalBack(context: CommandContext, id: string): Promise<void> {
  return decide(context, id, 'cost.undismiss-delivery', async (tx, { dismissal, former, audit }) => {
    if (dismissal === null) throw new Refusal('conflict', 'It is not dismissed.');
    await writeDismissal(tx, id, { reason: null, by: context.actor.label, now: context.now, former });
    return { result: undefined, audit: { ...audit, was: dismissal.reason } };
  });
}

type Found = Prisma.CostDeliveryGetPayload<{ include: typeof withDismissal }>;

interface Standing {
  delivery: Found;
  /** The dismissal that holds; null: none. */
  dismissal: ReturnType<typeof toDismissal>;
  /** When it was last decided; null: never. */
  former: Date | null;
  audit: Prisma.InputJsonObject;
}

async function decide(
  context: CommandContext,
  id: string,
  action: 'cost.dismiss-delivery' | 'cost.undismiss-delivery',
  change: (tx: Prisma.TransactionClient, standing: Standing) => Promise<CommandOutcome<void>>,
): Promise<void> {
  const { prisma } = context.database;
  const found = await prisma.costDelivery.findUnique({ where: { id }, select: { title: true, billingMonth: true } });
  const target = { kind: 'bill', id, label: found?.title ?? id };
  return runCommand(context, { action, permission: 'cost:write', target }, async (tx) => {
    if (found === null) throw new Refusal('not-found', 'There is no such delivery.');
    const month = ofMonthStart(found.billingMonth);
    // What arrives of the month, and its close, wait for what is decided.
    await lockMonth(tx, month);
    const delivery = await tx.costDelivery.findUnique({ where: { id }, include: withDismissal });
    if (delivery === null) throw new Refusal('not-found', 'There is no such delivery.');
    const { source, scope, dismissals } = delivery;
    const former = dismissals[0]?.decidedAt ?? null;
    return change(tx, { delivery, dismissal: toDismissal(dismissals), former, audit: { source, scope, month } });
  });
}
