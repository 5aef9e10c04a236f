import type { Database } from '@/lib/store/database/database';
import type { Prisma } from '@/lib/store/database/generated/client';
import { withDismissal } from './dismissals';

const withRules = { rollup: { select: { rolledAt: true, attribution: true } }, ...withDismissal } as const;

/** A delivery, when it was last added up and by what rules (`rollup` null: it is not), and what was last decided of its dismissal. */
type ToldDelivery = Prisma.CostDeliveryGetPayload<{ include: typeof withRules }>;

/** All deliveries, the newest month first, and of each what arrived last first. */
export function readDeliveries({ prisma }: Database): Promise<ToldDelivery[]> {
  return prisma.costDelivery.findMany({
    include: withRules,
    orderBy: [{ billingMonth: 'desc' }, { source: 'asc' }, { scope: 'asc' }, { arrivedAt: 'desc' }],
  });
}
