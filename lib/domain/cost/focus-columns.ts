/**
 * The columns of a FOCUS cost and usage dataset, versions 1.0 to 1.3, as the specification names them.
 * `decimal`: exact, 24 fractional digits. `instant`: UTC; ends are exclusive. `json`: an object as JSON text.
 * `mandatory`: FOCUS 1.2 demands it of every provider; the others are null where a provider does not support them.
 */
export interface FocusColumn {
  name: string;
  type: 'text' | 'decimal' | 'instant' | 'json';
  mandatory: boolean;
  /** The version that brought it, where that is later than 1.2. */
  since?: '1.3';
}

export const focusColumns = [
  { name: 'AllocatedMethodDetails', type: 'json', mandatory: false, since: '1.3' },
  { name: 'AllocatedMethodId', type: 'text', mandatory: false, since: '1.3' },
  { name: 'AllocatedResourceId', type: 'text', mandatory: false, since: '1.3' },
  { name: 'AllocatedResourceName', type: 'text', mandatory: false, since: '1.3' },
  { name: 'AllocatedTags', type: 'json', mandatory: false, since: '1.3' },
  { name: 'AvailabilityZone', type: 'text', mandatory: false },
  { name: 'BilledCost', type: 'decimal', mandatory: true },
  { name: 'BillingAccountId', type: 'text', mandatory: true },
  { name: 'BillingAccountName', type: 'text', mandatory: true },
  { name: 'BillingAccountType', type: 'text', mandatory: false },
  { name: 'BillingCurrency', type: 'text', mandatory: true },
  { name: 'BillingPeriodEnd', type: 'instant', mandatory: true },
  { name: 'BillingPeriodStart', type: 'instant', mandatory: true },
  { name: 'CapacityReservationId', type: 'text', mandatory: false },
  { name: 'CapacityReservationStatus', type: 'text', mandatory: false },
  { name: 'ChargeCategory', type: 'text', mandatory: true },
  { name: 'ChargeClass', type: 'text', mandatory: true },
  { name: 'ChargeDescription', type: 'text', mandatory: true },
  { name: 'ChargeFrequency', type: 'text', mandatory: false },
  { name: 'ChargePeriodEnd', type: 'instant', mandatory: true },
  { name: 'ChargePeriodStart', type: 'instant', mandatory: true },
  { name: 'CommitmentDiscountCategory', type: 'text', mandatory: false },
  { name: 'CommitmentDiscountId', type: 'text', mandatory: false },
  { name: 'CommitmentDiscountName', type: 'text', mandatory: false },
  { name: 'CommitmentDiscountQuantity', type: 'decimal', mandatory: false },
  { name: 'CommitmentDiscountStatus', type: 'text', mandatory: false },
  { name: 'CommitmentDiscountType', type: 'text', mandatory: false },
  { name: 'CommitmentDiscountUnit', type: 'text', mandatory: false },
  { name: 'ConsumedQuantity', type: 'decimal', mandatory: false },
  { name: 'ConsumedUnit', type: 'text', mandatory: false },
  { name: 'ContractApplied', type: 'json', mandatory: false, since: '1.3' },
  { name: 'ContractedCost', type: 'decimal', mandatory: true },
  { name: 'ContractedUnitPrice', type: 'decimal', mandatory: false },
  { name: 'EffectiveCost', type: 'decimal', mandatory: true },
  { name: 'HostProviderName', type: 'text', mandatory: false, since: '1.3' },
  { name: 'InvoiceId', type: 'text', mandatory: false },
  { name: 'InvoiceIssuerName', type: 'text', mandatory: true },
  { name: 'ListCost', type: 'decimal', mandatory: true },
  { name: 'ListUnitPrice', type: 'decimal', mandatory: false },
  { name: 'PricingCategory', type: 'text', mandatory: false },
  { name: 'PricingCurrency', type: 'text', mandatory: false },
  { name: 'PricingCurrencyContractedUnitPrice', type: 'decimal', mandatory: false },
  { name: 'PricingCurrencyEffectiveCost', type: 'decimal', mandatory: false },
  { name: 'PricingCurrencyListUnitPrice', type: 'decimal', mandatory: false },
  { name: 'PricingQuantity', type: 'decimal', mandatory: true },
  { name: 'PricingUnit', type: 'text', mandatory: true },
  { name: 'ProviderName', type: 'text', mandatory: true },
  { name: 'PublisherName', type: 'text', mandatory: true },
  { name: 'RegionId', type: 'text', mandatory: false },
  { name: 'RegionName', type: 'text', mandatory: false },
  { name: 'ResourceId', type: 'text', mandatory: false },
  { name: 'ResourceName', type: 'text', mandatory: false },
  { name: 'ResourceType', type: 'text', mandatory: false },
  { name: 'ServiceCategory', type: 'text', mandatory: true },
  { name: 'ServiceName', type: 'text', mandatory: true },
  { name: 'ServiceProviderName', type: 'text', mandatory: false, since: '1.3' },
  { name: 'ServiceSubcategory', type: 'text', mandatory: false },
  { name: 'SkuId', type: 'text', mandatory: false },
  { name: 'SkuMeter', type: 'text', mandatory: false },
  { name: 'SkuPriceDetails', type: 'json', mandatory: false },
  { name: 'SkuPriceId', type: 'text', mandatory: false },
  { name: 'SubAccountId', type: 'text', mandatory: false },
  { name: 'SubAccountName', type: 'text', mandatory: false },
  { name: 'SubAccountType', type: 'text', mandatory: false },
  { name: 'Tags', type: 'json', mandatory: false },
] as const satisfies readonly FocusColumn[];

export type FocusColumnName = (typeof focusColumns)[number]['name'];
