import type { Prisma } from '@/lib/store/database/generated/client';

/** That somebody waits no longer for what a delivery in quarantine would have told. */
export interface Dismissal {
  at: Date;
  /** As the activity record calls them. */
  by: string;
  reason: string;
}

/** What includes of a delivery the last that was decided of its dismissal. */
export const withDismissal = {
  dismissals: { orderBy: { decidedAt: 'desc' }, take: 1 },
} as const satisfies Prisma.CostDeliveryInclude;

type Decision = Prisma.CostDismissalGetPayload<null>;

/** The dismissal that holds by the last that was decided of a delivery; null: none does. */
export function toDismissal([last]: readonly Decision[]): Dismissal | null {
  if (last === undefined || !last.isDismissed || last.reason === null) return null;
  return { at: last.decidedAt, by: last.decidedBy, reason: last.reason };
}

/**
 * Writes that a delivery is dismissed, or with `reason` null that it no longer is, in the caller's transaction. It holds from
 * now on, and after what was decided before: `former`, null where nothing was.
 */
export async function writeDismissal(
  tx: Pick<Prisma.TransactionClient, 'costDismissal'>,
  deliveryId: string,
  { reason, by, now, former }: { reason: string | null; by: string; now: Date; former: Date | null },
): Promise<void> {
  const decidedAt = former === null ? now : new Date(Math.max(now.getTime(), former.getTime() + 1));
  await tx.costDismissal.create({
    data: { deliveryId, decidedAt, decidedBy: by, isDismissed: reason !== null, reason },
  });
}
