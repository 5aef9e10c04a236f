import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { CostDelivery, Prisma } from '@/lib/store/database/generated/client';
import type { Rejection } from './incoming-delivery';

/** What costs of whom a delivery tells. */
export interface DeliveryPlace {
  source: string;
  scope: string;
  billingMonth: Date;
  coverage: CostCoverage;
  billingAccounts: string[];
}

/** The deliveries that count and tell costs of the same account and month from another source or scope. */
export function findOverlapping(
  tx: Pick<Prisma.TransactionClient, 'costDelivery'>,
  place: DeliveryPlace,
): Promise<CostDelivery[]> {
  return tx.costDelivery.findMany({
    where: {
      billingMonth: place.billingMonth,
      state: 'kept',
      supersededAt: null,
      NOT: { source: place.source, scope: place.scope },
      billingAccounts: { hasSome: place.billingAccounts },
      ...(place.coverage === 'all' ? {} : { coverage: { in: ['all', place.coverage] } }),
    },
    orderBy: { arrivedAt: 'asc' },
  });
}

/** The reason not to count a delivery, naming the one that tells its costs already; null where none does. */
export async function findOverlap(
  tx: Prisma.TransactionClient,
  place: DeliveryPlace,
): Promise<{ rejection: Rejection } | null> {
  const [other] = await findOverlapping(tx, place);
  if (other === undefined) return null;
  const shared = place.billingAccounts.filter((account) => other.billingAccounts.includes(account));
  const accounts = `${shared.slice(0, 3).join(', ')}${shared.length > 3 ? ` and ${shared.length - 3} more` : ''}`;
  const reason = `The costs of ${accounts} are told for this month already by “${other.title}” (${other.source}, ${other.scope}): counted twice, they would be wrong.`;
  return { rejection: { file: null, row: null, column: null, value: null, reason } };
}
