import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import {
  type CostAxis,
  type CostDimension,
  type CostTimeBasis,
  costDimensions,
  isTagDimension,
  readTagFilter,
  toTagKey,
} from '@/lib/domain/cost/cost-dimension';
import { Refusal } from '@/lib/domain/refusal';
import type { CostQuestion } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { tellsMetric } from './cost-sources';

/** What is filtered by, as the API takes it: the empty text stands for rows that have no value. */
export type CostFilters = { readonly [dimension in CostDimension]?: readonly string[] | undefined } & {
  /** Tags, each as `writeTagFilter` writes it. */
  readonly tag?: readonly string[] | undefined;
};

/** A question over the deliveries that count and tell the metric, bounded by what a person may see. */
export function toQuestion(
  known: readonly KnownDelivery[],
  filters: CostFilters,
  {
    metric,
    dimension,
    reach,
    time = 'charge-day',
  }: { metric: CostMetric; dimension: CostAxis | null; reach: Reach; time?: CostTimeBasis | undefined },
): CostQuestion {
  const tagKey = dimension !== null && isTagDimension(dimension) ? toTagKey(dimension) : null;
  const tags = toTagFilters(filters.tag ?? []);
  return {
    ...(tagKey === null && tags.size === 0 ? {} : { tags: { dimension: tagKey, filters: tags } }),
    ...(time === 'billing-month' ? { time } : {}),
    deliveries: known.filter((delivery) => delivery.counts && tellsMetric(delivery, metric)),
    metric,
    dimension: dimension === null || isTagDimension(dimension) ? null : dimension,
    filters: new Map(
      costDimensions.flatMap((name) => {
        const values = filters[name];
        return values === undefined ? [] : [[name, new Set(values.map((value) => (value === '' ? null : value)))]];
      }),
    ),
    reach: reach.everything ? null : { sites: new Set(reach.sites), teams: new Set(reach.teams) },
  };
}

/** Of each tag the values that count. Throws an `invalid` Refusal for a filter that is none. */
function toTagFilters(texts: readonly string[]): Map<string, Set<string | null>> {
  const filters = new Map<string, Set<string | null>>();
  for (const text of texts) {
    const read = readTagFilter(text);
    if (read === null) {
      const message = `“${text}” is no filter by a tag, such as cost-centre=4711.`;
      throw new Refusal('invalid', message, [{ path: 'tag', message }]);
    }
    const values = filters.get(read.key) ?? new Set();
    filters.set(read.key, values.add(read.value === '' ? null : read.value));
  }
  return filters;
}
