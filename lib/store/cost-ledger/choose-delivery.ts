import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { Refusal } from '@/lib/domain/refusal';
import { copyRollup, within } from '@/lib/store/cost-rollups/write-rollup';
import type { CostDelivery, Prisma } from '@/lib/store/database/generated/client';
import { findOverlapping } from './find-overlap';
import { lockMonth, ofMonthStart } from './record-delivery';

/** What a choice changed: the delivery that counts from now on, and those that no longer do. */
export interface DeliveryChoice {
  counts: string;
  instead: string[];
}

/**
 * Has an overlapping delivery count, and no longer those that tell the same costs, in the caller's transaction. What was
 * known before stays as it was: the delivery is recorded anew at this instant. Throws a Refusal when it is not there or
 * does not wait for a choice.
 */
export async function chooseDelivery(
  tx: Prisma.TransactionClient,
  deliveryId: string,
  now: Date,
): Promise<DeliveryChoice> {
  const found = await tx.costDelivery.findUnique({ where: { id: deliveryId } });
  if (found === null) throw new Refusal('not-found', 'There is no such delivery.');
  await lockMonth(tx, ofMonthStart(found.billingMonth));
  const chosen = await tx.costDelivery.findUniqueOrThrow({ where: { id: deliveryId }, include: { files: true } });
  if (chosen.state !== 'overlapping' || chosen.supersededAt !== null)
    throw new Refusal('conflict', 'Only a delivery that overlaps another, and is the last of its kind, can be chosen.');
  const { source, scope, billingMonth, billingAccounts } = chosen;
  const coverage = toCoverage(chosen);
  const place = { source, scope, billingMonth, billingAccounts, coverage };
  const others = [
    ...(await findOverlapping(tx, place)),
    ...(await tx.costDelivery.findMany({ where: { source, scope, billingMonth, state: 'kept', supersededAt: null } })),
  ];
  const ended = [chosen, ...others];
  const at = new Date(Math.max(now.getTime(), ...ended.map(({ arrivedAt }) => arrivedAt.getTime() + 1)));
  const where = { id: { in: ended.map(({ id }) => id) } };
  await tx.costDelivery.updateMany({ where, data: { supersededAt: at } });
  const { id: _, files, rejections: __, missing, unknown, ...same } = chosen;
  const { id } = await tx.costDelivery.create({
    data: {
      ...same,
      missing: missing ?? [],
      unknown: unknown ?? [],
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
  return { counts: id, instead: others.map((other) => other.id) };
}

function toCoverage({ coverage }: CostDelivery): CostCoverage {
  return coverage === 'billed' || coverage === 'effective' ? coverage : 'all';
}
