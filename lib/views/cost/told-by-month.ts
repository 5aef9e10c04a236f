import type { ProviderId } from '@/lib/domain/provider';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';

/** Whose bill it is. */
const provider: ProviderId = 'aws';

/** Whether some sums are of the provider whose bill tells by the month what commitments left unused. */
export function areToldByMonth(sums: readonly { provider: string | null }[]): boolean {
  return sums.some((sum) => sum.provider === provider);
}

/**
 * Whether days cut through a month of which the bill tells once what commitments left unused: AWS's report 2.0 tells it on the
 * row of the month's fee, so that it is not known of a part of the days. `deliveries`: that count.
 */
export function cutsUnused(deliveries: readonly KnownDelivery[], { from, to }: DayRange): boolean {
  return deliveries.some(({ source, billingMonth, lastDay }) => {
    if (source !== 'aws-cur-2' || lastDay === null) return false;
    const first = `${billingMonth.slice(0, 7)}-01`;
    const isTouching = first <= to && from <= lastDay;
    return isTouching && (first < from || to < lastDay);
  });
}
