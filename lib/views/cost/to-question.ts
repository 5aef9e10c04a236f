import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CostQuestion } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { tellsMetric } from './cost-sources';

/** What is filtered by, as the API takes it: the empty text stands for rows that have no value. */
type CostFilters = { readonly [dimension in CostDimension]?: readonly string[] | undefined };

/** A question over the deliveries that count and tell the metric, bounded by what a person may see. */
export function toQuestion(
  known: readonly KnownDelivery[],
  filters: CostFilters,
  { metric, dimension, reach }: { metric: CostMetric; dimension: CostDimension | null; reach: Reach },
): CostQuestion {
  return {
    deliveries: known.filter((delivery) => delivery.counts && tellsMetric(delivery, metric)),
    metric,
    dimension,
    filters: new Map(
      costDimensions.flatMap((name) => {
        const values = filters[name];
        return values === undefined ? [] : [[name, new Set(values.map((value) => (value === '' ? null : value)))]];
      }),
    ),
    reach: reach.everything ? null : { sites: new Set(reach.sites), teams: new Set(reach.teams) },
  };
}
