import { z } from 'zod';
import { billingSources, type CostBasis } from '@/lib/domain/cost/billing-delivery';
import { toBilledScope } from '@/lib/domain/cost/provider-of-bill';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { tellsMetric, toProvider } from './cost-sources';

const sourceSchema = z.enum(billingSources);

/**
 * Bases of which a month of some scope in the range is told by halves, billed costs by one delivery and effective ones by
 * another, and a half that tells this metric is missing. `deliveries`: that count.
 */
export function findUnpairedBases(
  deliveries: readonly KnownDelivery[],
  { from, to }: DayRange,
  metric: 'billed' | 'effective',
): ReadonlySet<CostBasis> {
  const halves = deliveries.filter(({ coverage }) => coverage !== 'all');
  const months = Map.groupBy(halves, ({ source: told, scope, basis, billingMonth }) => {
    const source = sourceSchema.parse(told);
    return JSON.stringify([toProvider(source), toBilledScope(source, scope), basis, billingMonth]);
  });
  const isTouching = ({ firstDay, lastDay }: KnownDelivery) =>
    firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay;
  const unpaired = new Set<CostBasis>();
  for (const month of months.values()) {
    const telling = month.filter((half) => tellsMetric(half, metric)).length;
    for (const half of month) if (isTouching(half) && telling * 2 < month.length) unpaired.add(half.basis);
  }
  return unpaired;
}
