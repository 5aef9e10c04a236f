import type { Database } from '@/lib/store/database/database';
import type { CostDelivery } from '@/lib/store/database/generated/client';

/** All deliveries, the newest month first, and of each what arrived last first. */
export function readDeliveries({ prisma }: Database): Promise<CostDelivery[]> {
  return prisma.costDelivery.findMany({
    orderBy: [{ billingMonth: 'desc' }, { source: 'asc' }, { scope: 'asc' }, { arrivedAt: 'desc' }],
  });
}
