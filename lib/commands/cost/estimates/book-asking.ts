import type pg from 'pg';
import type { AskEstimate } from '@/lib/api/contracts/estimates';
import { Refusal } from '@/lib/domain/refusal';
import type { EstimateCapability } from '@/lib/providers/contract/estimate';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { type Booking, bookSpending } from '@/lib/store/cost-estimates/book-spending';
import { readDailyBound, readSpentToday } from '@/lib/store/cost-estimates/estimates';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { assertLease } from '@/lib/store/leases/assert-lease';
import { type Lease, LeaseLost } from '@/lib/store/leases/lease';

interface Asked {
  connection: Pick<StoredConnection, 'name'>;
  estimate: Pick<EstimateCapability, 'operation' | 'pageMicroUsd' | 'mostPages'>;
  asked: Pick<AskEstimate, 'connectionId' | 'atMostMicroUsd'>;
}

/**
 * Reads what may be spent and sets the price of the asking aside, in one transaction of whoever holds the lease. Throws a
 * `Refusal` where nobody allowed it, where it would cost too much, and where the lease was lost.
 */
export async function bookAsking(
  pool: pg.Pool,
  lease: Lease,
  { connection, estimate, asked }: Asked,
): Promise<{ booking: Booking; pages: number }> {
  const { connectionId, atMostMicroUsd } = asked;
  const { operation, pageMicroUsd } = estimate;
  try {
    return await inTransaction(pool, async (client) => {
      await assertLease(client, lease);
      const bound = await readDailyBound(client, connectionId);
      if (bound === null) throw notAllowed(connection);
      const left = bound - (await readSpentToday(client, connectionId, operation));
      const pages = toPages(estimate, Math.min(left, atMostMicroUsd));
      if (pages === 0)
        throw new Refusal(
          'too-many',
          'The asking would cost more than was shown or than may be spent today. Look at its price again.',
        );
      const booking = await bookSpending(client, { connectionId, operation, microUsd: pages * pageMicroUsd });
      return { booking, pages };
    });
  } catch (error) {
    throw error instanceof LeaseLost ? asking() : error;
  }
}

export function notAllowed({ name }: Pick<StoredConnection, 'name'>): Refusal {
  return new Refusal('conflict', `Nobody allowed quick estimates of ${name}.`);
}

export function asking(): Refusal {
  return new Refusal('conflict', 'Somebody is asking just now. Look again in a minute.');
}

/** How many pages may be read for so much. */
function toPages({ pageMicroUsd, mostPages }: Asked['estimate'], leftMicroUsd: number): number {
  if (pageMicroUsd === 0) return mostPages;
  return Math.max(0, Math.min(mostPages, Math.floor(leftMicroUsd / pageMicroUsd)));
}
