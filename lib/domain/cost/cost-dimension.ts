/** What a row's attribution says of it; found by rules, not told by the bill. */
export const costAttributes = ['team', 'site', 'owner', 'workload', 'model'] as const;
export type CostAttribute = (typeof costAttributes)[number];

/** The columns of the ledger that costs are split by as they stand; a provider that is none of ours by its own name. */
export const costDimensionColumns = {
  provider: 'x_provider',
  'billing-account': 'BillingAccountId',
  account: 'SubAccountId',
  service: 'ServiceName',
  'service-category': 'ServiceCategory',
  region: 'RegionId',
  'gpu-model': 'x_gpu_model',
  'charge-category': 'ChargeCategory',
  'pricing-category': 'PricingCategory',
  currency: 'BillingCurrency',
  sku: 'SkuId',
} as const;

/** What costs are split and filtered by. A row that has no value for one has the value null, which is never dropped. */
export const costDimensions = [
  'provider',
  'billing-account',
  'account',
  'service',
  'service-category',
  'region',
  'gpu-model',
  'charge-category',
  'pricing-category',
  'currency',
  'sku',
  ...costAttributes,
] as const;
export type CostDimension = (typeof costDimensions)[number];

/** Whether rules find the dimension's value, rather than a column of the bill. */
export function isAttribute(dimension: CostDimension): dimension is CostAttribute {
  return (costAttributes as readonly string[]).includes(dimension);
}
