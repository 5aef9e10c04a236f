import { type CostAxis, type CostDimension, isTagDimension } from '@/lib/domain/cost/cost-dimension';

/** What a value is split by once one looks into it; null: its rows. */
const next: Record<CostDimension, CostDimension | null> = {
  provider: 'account',
  'billing-account': 'account',
  account: 'service',
  'service-category': 'service',
  service: 'sku',
  sku: null,
  region: 'service',
  'gpu-model': 'sku',
  'charge-category': 'service',
  'pricing-category': 'service',
  currency: 'provider',
  team: 'workload',
  site: 'service',
  owner: 'workload',
  workload: 'service',
  model: 'workload',
};

/** Where looking into a value of a dimension leads; dimensions that already have one value are passed. Null: to its rows. */
export function toNextDimension(
  from: CostAxis,
  filters: { readonly [dimension in CostDimension]?: readonly string[] },
): CostDimension | null {
  let dimension: CostDimension | null = isTagDimension(from) ? 'service' : next[from];
  while (dimension !== null && filters[dimension]?.length === 1) dimension = next[dimension];
  return dimension;
}
