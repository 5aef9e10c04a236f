import { Refusal } from '@/lib/domain/refusal';
import { copyRollup, within } from '@/lib/store/cost-rollups/write-rollup';
import type { Prisma } from '@/lib/store/database/generated/client';
import { findChoice } from './find-choice';
import { lockMonth, ofMonthStart, toArrival } from './record-delivery';

/** What a choice changed: the delivery that counts from now on, and those that no longer do. */
export interface DeliveryChoice {
  counts: string;
  instead: string[];
}

/**
 * Has a delivery count that waits, or that another was chosen over, and no longer those that tell the same costs, in the
 * caller's transaction. What was known before stays as it was: the delivery is recorded anew at this instant. Throws a Refusal
 * when it is not there or there is nothing to choose. `expected`: what the caller was told would no longer count; a Refusal
 * when that has changed.
 */
export async function chooseDelivery(
  tx: Prisma.TransactionClient,
  deliveryId: string,
  now: Date,
  expected: readonly string[] | null = null,
): Promise<DeliveryChoice> {
  const found = await tx.costDelivery.findUnique({ where: { id: deliveryId } });
  if (found === null) throw new Refusal('not-found', 'There is no such delivery.');
  await lockMonth(tx, ofMonthStart(found.billingMonth));
  const choice = await findChoice(tx, deliveryId);
  if (choice === null)
    throw new Refusal(
      'conflict',
      'Only the last delivery of its kind can be chosen, and only when it overlaps another or another was chosen over it.',
    );
  const { delivery: chosen, instead } = choice;
  if (expected !== null && expected.toSorted().join() !== instead.toSorted().join())
    throw new Refusal('conflict', 'What this delivery would take the place of has changed meanwhile. Look again.');
  const others = await tx.costDelivery.findMany({
    where: { id: { in: instead } },
    select: { id: true, arrivedAt: true },
  });
  const ended = [...(chosen.supersededAt === null ? [chosen] : []), ...others];
  const former = [chosen, ...others].map(({ arrivedAt }) => arrivedAt);
  const at = await toArrival(tx, found.billingMonth, now, former);
  const where = { id: { in: ended.map(({ id }) => id) } };
  await tx.costDelivery.updateMany({ where, data: { supersededAt: at } });
  const { id: _, files, rejections: __, missing, unknown, accountSums, ...same } = chosen;
  const { id } = await tx.costDelivery.create({
    data: {
      ...same,
      missing: missing ?? [],
      unknown: unknown ?? [],
      ...(accountSums === null ? {} : { accountSums }),
      state: 'kept',
      arrivedAt: at,
      supersededAt: null,
      supersededBy: null,
      files: { create: files.map(({ deliveryId: _of, ...file }) => file) },
    },
    select: { id: true },
  });
  await tx.costDelivery.updateMany({ where, data: { supersededBy: id } });
  await copyRollup(within(tx), deliveryId, id);
  return { counts: id, instead };
}
