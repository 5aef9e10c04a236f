import type { Database } from '@/lib/store/database/database';
import type { Prisma } from '@/lib/store/database/generated/client';

const withRules = { rollup: { select: { rolledAt: true, attribution: true } } } as const;

/** A delivery, when it was last added up and by what rules; `rollup` null: it is not. */
type ToldDelivery = Prisma.CostDeliveryGetPayload<{ include: typeof withRules }>;

/** All deliveries, the newest month first, and of each what arrived last first. */
export function readDeliveries({ prisma }: Database): Promise<ToldDelivery[]> {
  return prisma.costDelivery.findMany({
    include: withRules,
    orderBy: [{ billingMonth: 'desc' }, { source: 'asc' }, { scope: 'asc' }, { arrivedAt: 'desc' }],
  });
}
