import {
  costDimensionColumns,
  isTagDimension,
  type RowDimension,
  type rowDimensions,
  toTagKey,
} from '@/lib/domain/cost/cost-dimension';

/**
 * The columns that roll-ups read too, but for three that fall back on another here: totals of the command line tell the account
 * that pays where no other is told, and a region by its name where it has no id.
 */
const expressions: Record<(typeof rowDimensions)[number], string> = {
  ...costDimensionColumns,
  provider: 'coalesce(x_provider, ProviderName, ServiceProviderName)',
  account: 'coalesce(SubAccountId, BillingAccountId)',
  region: 'coalesce(RegionId, RegionName)',
  category: costDimensionColumns['charge-category'],
  class: 'ChargeClass',
  frequency: 'ChargeFrequency',
  zone: 'AvailabilityZone',
  resource: 'ResourceId',
  'resource-type': 'ResourceType',
  publisher: 'PublisherName',
  invoice: 'InvoiceId',
  commitment: 'CommitmentDiscountId',
  'billing-month': "strftime(BillingPeriodStart, '%Y-%m')",
  month: "strftime(x_charge_day, '%Y-%m')",
  day: "strftime(x_charge_day, '%Y-%m-%d')",
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
export function toDimensionSql(dimension: RowDimension, bind: (value: string) => string): string {
  if (!isTagDimension(dimension)) return expressions[dimension];
  const key = toTagKey(dimension).replaceAll('~', '~0').replaceAll('/', '~1');
  return `json_extract_string(Tags, ${bind(`/${key}`)})`;
}
