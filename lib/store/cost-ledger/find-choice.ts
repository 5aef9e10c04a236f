import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { CostDelivery, CostFile, Prisma } from '@/lib/store/database/generated/client';
import { findOverlapping } from './find-overlap';

/** A delivery that may be chosen to count, and the ids of those that would no longer. */
export interface Choosable {
  delivery: CostDelivery & { files: CostFile[] };
  instead: string[];
}

/**
 * What choosing a delivery would come to. Null: there is nothing to choose. It is the last of its source, scope and month,
 * and either waits because another tells the same costs, or counted until another was chosen in its place.
 */
export async function findChoice(
  tx: Pick<Prisma.TransactionClient, 'costDelivery'>,
  deliveryId: string,
): Promise<Choosable | null> {
  const delivery = await tx.costDelivery.findUnique({ where: { id: deliveryId }, include: { files: true } });
  if (delivery === null) return null;
  const { source, scope, billingMonth, billingAccounts, state, supersededAt } = delivery;
  const last = await tx.costDelivery.findFirst({
    where: { source, scope, billingMonth },
    orderBy: { arrivedAt: 'desc' },
    select: { id: true },
  });
  const isWaiting = state === 'overlapping' && supersededAt === null;
  const isReplaced = state === 'kept' && supersededAt !== null;
  if (last?.id !== deliveryId || !(isWaiting || isReplaced)) return null;
  const place = { source, scope, billingMonth, billingAccounts, coverage: toCoverage(delivery) };
  const others = [
    ...(await findOverlapping(tx, place)),
    ...(await tx.costDelivery.findMany({ where: { source, scope, billingMonth, state: 'kept', supersededAt: null } })),
  ];
  return { delivery, instead: others.map(({ id }) => id) };
}

function toCoverage({ coverage }: CostDelivery): CostCoverage {
  return coverage === 'billed' || coverage === 'effective' ? coverage : 'all';
}
