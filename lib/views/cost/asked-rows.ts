import type { CostTimeBasis } from '@/lib/domain/cost/cost-dimension';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { isBilledIn, spanOf, toWholeMonths } from './billing-months';

/**
 * The deliveries that a question about rows is of, whichever cost they tell, and the charge days that it asks them for: of
 * billing months all days of their deliveries.
 */
export function toAskedRows(
  known: readonly KnownDelivery[],
  { from, to, time }: DayRange & { time: CostTimeBasis },
): { deliveries: KnownDelivery[]; range: DayRange } {
  const counting = known.filter(({ counts }) => counts);
  if (time === 'charge-day')
    return {
      range: { from, to },
      deliveries: counting.filter(
        ({ firstDay, lastDay }) => firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay,
      ),
    };
  const months = toWholeMonths({ from, to });
  const deliveries = counting.filter((delivery) => isBilledIn(delivery, months));
  return { deliveries, range: spanOf(deliveries) ?? months };
}
