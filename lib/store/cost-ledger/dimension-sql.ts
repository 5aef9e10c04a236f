import type { CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimensions';

const expressions: Record<(typeof costDimensions)[number], string> = {
  provider: 'coalesce(x_provider, ProviderName, ServiceProviderName)',
  'billing-account': 'BillingAccountId',
  account: 'coalesce(SubAccountId, BillingAccountId)',
  service: 'ServiceName',
  'service-category': 'ServiceCategory',
  category: 'ChargeCategory',
  class: 'ChargeClass',
  frequency: 'ChargeFrequency',
  'pricing-category': 'PricingCategory',
  region: 'coalesce(RegionId, RegionName)',
  zone: 'AvailabilityZone',
  sku: 'SkuId',
  resource: 'ResourceId',
  'resource-type': 'ResourceType',
  publisher: 'PublisherName',
  invoice: 'InvoiceId',
  commitment: 'CommitmentDiscountId',
  currency: 'BillingCurrency',
  'billing-month': "strftime(BillingPeriodStart, '%Y-%m')",
  month: "strftime(x_charge_day, '%Y-%m')",
  day: "strftime(x_charge_day, '%Y-%m-%d')",
  'gpu-model': 'x_gpu_model',
  transfer: 'x_transfer',
};

/** Gathers what a statement is given as parameters, so that nothing a person wrote becomes SQL. */
export interface SqlParameters<Value> {
  values: Record<string, Value>;
  /** Binds a value and answers its placeholder. */
  bind(value: Value): string;
}

export function newParameters<Value>(): SqlParameters<Value> {
  const values: Record<string, Value> = {};
  return {
    values,
    bind(value) {
      const name = `p${Object.keys(values).length}`;
      values[name] = value;
      return `$${name}`;
    },
  };
}

/** The SQL of a dimension over the ledger's columns. The key of a tag is bound. */
export function toDimensionSql(dimension: CostDimension, bind: (value: string) => string): string {
  if (!isTag(dimension)) return expressions[dimension];
  const key = dimension.slice('tag:'.length).replaceAll('~', '~0').replaceAll('/', '~1');
  return `json_extract_string(Tags, ${bind(`/${key}`)})`;
}

function isTag(dimension: CostDimension): dimension is `tag:${string}` {
  return dimension.startsWith('tag:');
}
