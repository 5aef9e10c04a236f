/** What costs are told apart by, beside tags. */
export const costDimensions = [
  'provider',
  'billing-account',
  'account',
  'service',
  'service-category',
  'category',
  'class',
  'frequency',
  'pricing-category',
  'region',
  'zone',
  'sku',
  'resource',
  'resource-type',
  'publisher',
  'invoice',
  'commitment',
  'currency',
  'billing-month',
  'month',
  'day',
  'gpu-model',
  'transfer',
] as const;
export type CostDimension = (typeof costDimensions)[number] | `tag:${string}`;

/** A dimension by its name; null when there is none of that name. */
export function parseCostDimension(text: string): CostDimension | null {
  if (text.startsWith('tag:') && text.length > 'tag:'.length) return `tag:${text.slice('tag:'.length)}`;
  return costDimensions.find((dimension) => dimension === text) ?? null;
}
