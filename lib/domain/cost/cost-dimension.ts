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

/** The dimensions that a bill tells itself. */
const billDimensions = [
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
] as const satisfies readonly (keyof typeof costDimensionColumns)[];

/** What costs are split and filtered by. A row that has no value for one has the value null, which is never dropped. */
export const costDimensions = [...billDimensions, ...costAttributes] as const;
export type CostDimension = (typeof costDimensions)[number];

/**
 * What rows are told apart by where nothing but the rows is asked, as `cost totals` does: what a bill tells itself, and what no
 * roll-up holds. `category` is `charge-category`.
 */
export const rowDimensions = [
  ...billDimensions,
  'category',
  'class',
  'frequency',
  'zone',
  'resource',
  'resource-type',
  'publisher',
  'invoice',
  'commitment',
  'billing-month',
  'month',
  'day',
  'transfer',
] as const;
export type RowDimension = (typeof rowDimensions)[number] | TagDimension;

/** A tag as the bill tells it, by its key as the rows spell it: `tag:cost-centre`. */
export type TagDimension = `tag:${string}`;
/** Whatever costs are split by. */
export type CostAxis = CostDimension | TagDimension;

/** Reads what costs are split by; null: it is neither a dimension nor a tag. */
export function readCostAxis(text: string): CostAxis | null {
  return costDimensions.find((one) => one === text) ?? (isTagDimension(text) ? text : null);
}

/** Reads what rows are told apart by; null: it is neither. */
export function readRowDimension(text: string): RowDimension | null {
  return rowDimensions.find((one) => one === text) ?? (isTagDimension(text) ? text : null);
}

/** Whether costs are split by a tag rather than by a dimension. */
export function isTagDimension(axis: string): axis is TagDimension {
  return axis.startsWith('tag:') && axis.length > 'tag:'.length;
}

/** The key of a tag that costs are split by. */
export function toTagKey(axis: TagDimension): string {
  return axis.slice('tag:'.length);
}

/** A filter by a tag in one text: `key=value`, with `%` and `=` of the key escaped. The empty value is what has none. */
export function writeTagFilter(key: string, value: string): string {
  return `${key.replaceAll('%', '%25').replaceAll('=', '%3D')}=${value}`;
}

/** Reads a filter by a tag; null: it is none. */
export function readTagFilter(text: string): { key: string; value: string } | null {
  const end = text.indexOf('=');
  if (end < 1) return null;
  const key = text.slice(0, end).replaceAll('%3D', '=').replaceAll('%25', '%');
  return { key, value: text.slice(end + 1) };
}

/** Which time costs are put in: the day they were charged for, or the month they are billed in. */
export const costTimes = ['charge-day', 'billing-month'] as const;
export type CostTimeBasis = (typeof costTimes)[number];

/** Whether rules find the dimension's value, rather than a column of the bill. */
export function isAttribute(dimension: CostDimension): dimension is CostAttribute {
  return (costAttributes as readonly string[]).includes(dimension);
}
