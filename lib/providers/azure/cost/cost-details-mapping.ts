import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { amount, choose, firstOf, isOneOf, jsonObject, multiply, quote, text } from '../../contract/billing/focus-sql';
import type { FocusMapping } from '../../contract/cost';

/** Raised whenever an expression changes. */
const version = 2;

/** Of enterprise and customer agreements alike; those of one are lacking in files of the other. */
const optional = [
  'AdditionalInfo',
  'BenefitId',
  'BenefitName',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingCurrencyCode',
  'BillingProfileId',
  'BillingProfileName',
  'ConsumedService',
  'Frequency',
  'InvoiceId',
  'MeterCategory',
  'MeterName',
  'MeterSubCategory',
  'PartnerName',
  'PayGPrice',
  'PaygCostInBillingCurrency',
  'PricingCurrency',
  'PricingModel',
  'Product',
  'ProductId',
  'ProductName',
  'PublisherName',
  'ReservationId',
  'ReservationName',
  'ResourceId',
  'ResourceLocation',
  'ResourceName',
  'ServiceFamily',
  'SubscriptionId',
  'SubscriptionName',
  'Tags',
  'UnitOfMeasure',
  'UnitPrice',
];

const required = [
  'BillingPeriodStartDate',
  'BillingPeriodEndDate',
  'ChargeType',
  'CostInBillingCurrency',
  'Date',
  'Quantity',
];

/** FOCUS's category of Azure's service families, where it is named otherwise or alike. */
const serviceCategories: Readonly<Record<string, readonly string[]>> = {
  'AI and Machine Learning': ['AI + Machine Learning', 'AI and Machine Learning'],
  Analytics: ['Analytics'],
  Compute: ['Compute', 'Containers'],
  Databases: ['Databases'],
  'Developer Tools': ['Developer Tools'],
  Identity: ['Identity'],
  Integration: ['Integration'],
  'Internet of Things': ['Internet of Things'],
  'Management and Governance': ['Management and Governance', 'Azure Arc'],
  Networking: ['Networking'],
  Security: ['Security'],
  Storage: ['Storage'],
  Web: ['Web'],
};

const type = text('ChargeType');
const is = (...types: string[]) => isOneOf(type, types);
const isUsage = is('Usage', 'UnusedReservation', 'UnusedSavingsPlan');
const model = text('PricingModel');
const benefit = firstOf(text('BenefitId'), text('ReservationId'));
const isReservation = `COALESCE(${benefit} ILIKE '%/microsoft.capacity/%', false)`;
const isPlan = `COALESCE(${benefit} ILIKE '%/microsoft.billingbenefits/%', false)`;
const isEnterprise = `${text('BillingProfileId')} IS NULL OR ${text('BillingProfileId')} = ${text('BillingAccountId')}`;
const currency = firstOf(text('BillingCurrencyCode'), text('BillingCurrency'));
/** Prices of a customer agreement are in the pricing currency, and stay unknown where that is another one. */
const inBillingCurrency = `COALESCE(${text('PricingCurrency')} = ${currency}, true)`;
const cost = amount(text('CostInBillingCurrency'));
const quantity = amount(text('Quantity'));
const info = `TRY_CAST(${text('AdditionalInfo')} AS JSON)`;

/** Quantities count single units; prices are of as many as the unit of measure begins with, such as `100 Hours` or `10K`. */
const perPrice = choose([
  [matches('^1\\s'), "'1'"],
  [matches('^10\\s'), "'0.1'"],
  [matches('^100\\s'), "'0.01'"],
  [matches('^1(000|K)\\s*'), "'0.001'"],
  [matches('^10(000|K)\\s*'), "'0.0001'"],
  [matches('^100(000|K)\\s*'), "'0.00001'"],
  [matches('^1(000000|M)\\s*'), "'0.000001'"],
]);

function matches(pattern: string): string {
  return `COALESCE(regexp_matches(${text('UnitOfMeasure')}, ${quote(pattern)}), false)`;
}

const pricingQuantity = multiply(quantity, perPrice);

function ofPrice(column: string): string {
  return choose([[`${isUsage} AND ${inBillingCurrency}`, multiply(text(column), pricingQuantity)]]);
}

/**
 * How an export of actual or amortised cost becomes FOCUS. Actual cost is what was billed; amortised cost is effective,
 * with the unused parts of commitments. Usage stands in both, so that quantities, list and contracted costs are told of
 * the amortised alone, or they would count twice.
 */
export function toCostDetailsMapping(coverage: Exclude<CostCoverage, 'all'>): FocusMapping {
  return {
    version,
    required,
    optional,
    columns: { ...common, ...(coverage === 'billed' ? { BilledCost: cost } : amortised) },
  };
}

const amortised: FocusMapping['columns'] = {
  EffectiveCost: cost,
  ListCost: firstOf(amount(text('PaygCostInBillingCurrency')), ofPrice('PayGPrice')),
  ListUnitPrice: choose([[`${isUsage} AND ${inBillingCurrency}`, amount(text('PayGPrice'))]]),
  ContractedCost: ofPrice('UnitPrice'),
  ContractedUnitPrice: choose([[`${isUsage} AND ${inBillingCurrency}`, amount(text('UnitPrice'))]]),
  ConsumedQuantity: choose([[is('Usage'), quantity]]),
  ConsumedUnit: choose([[is('Usage'), unit()]]),
  PricingQuantity: pricingQuantity,
  PricingUnit: text('UnitOfMeasure'),
};

/** The unit of measure without its number: `Hours` of `100 Hours`. */
function unit(): string {
  return `NULLIF(regexp_replace(${text('UnitOfMeasure')}, '^[0-9]+[KM]?\\s*', ''), '')`;
}

const common: FocusMapping['columns'] = {
  BillingAccountId: choose([[isEnterprise, text('BillingAccountId')]], text('BillingProfileId')),
  BillingAccountName: choose([[isEnterprise, text('BillingAccountName')]], text('BillingProfileName')),
  BillingAccountType: choose([[isEnterprise, "'Billing Account'"]], "'Billing Profile'"),
  BillingCurrency: currency,
  BillingPeriodEnd: nextDay('BillingPeriodEndDate'),
  BillingPeriodStart: day('BillingPeriodStartDate'),
  ChargeCategory: choose(
    [
      [isUsage, "'Usage'"],
      [is('Purchase', 'Refund'), "'Purchase'"],
      [is('Tax'), "'Tax'"],
      [is('Credit'), "'Credit'"],
    ],
    "'Adjustment'",
  ),
  ChargeClass: choose([[is('Refund'), "'Correction'"]]),
  ChargeDescription: firstOf(text('ProductName'), text('Product')),
  ChargeFrequency: choose([
    [isOneOf(text('Frequency'), ['UsageBased']), "'Usage-Based'"],
    [isOneOf(text('Frequency'), ['Recurring']), "'Recurring'"],
    [isOneOf(text('Frequency'), ['OneTime']), "'One-Time'"],
  ]),
  ChargePeriodEnd: nextDay('Date'),
  ChargePeriodStart: day('Date'),
  CommitmentDiscountCategory: choose([
    [isReservation, "'Usage'"],
    [isPlan, "'Spend'"],
  ]),
  CommitmentDiscountId: benefit,
  CommitmentDiscountName: firstOf(text('BenefitName'), text('ReservationName')),
  CommitmentDiscountStatus: choose([
    [is('UnusedReservation', 'UnusedSavingsPlan'), "'Unused'"],
    [`${is('Usage')} AND ${isOneOf(model, ['Reservation', 'SavingsPlan'])}`, "'Used'"],
  ]),
  CommitmentDiscountType: choose([
    [isReservation, "'Reservation'"],
    [isPlan, "'Savings Plan'"],
  ]),
  InvoiceId: text('InvoiceId'),
  InvoiceIssuerName: firstOf(text('PartnerName'), "'Microsoft'"),
  PricingCategory: choose([
    [isOneOf(model, ['OnDemand']), "'Standard'"],
    [isOneOf(model, ['Spot']), "'Dynamic'"],
    [isOneOf(model, ['Reservation', 'SavingsPlan']), "'Committed'"],
  ]),
  PricingCurrency: firstOf(text('PricingCurrency'), currency),
  ProviderName: "'Microsoft'",
  PublisherName: text('PublisherName'),
  RegionId: `LOWER(REPLACE(${text('ResourceLocation')}, ' ', ''))`,
  RegionName: text('ResourceLocation'),
  ResourceId: text('ResourceId'),
  ResourceName: firstOf(text('ResourceName'), `NULLIF(split_part(${text('ResourceId')}, '/', -1), '')`),
  ServiceCategory: choose(
    Object.entries(serviceCategories).map(([category, families]) => [
      isOneOf(text('ServiceFamily'), families),
      quote(category),
    ]),
    "'Other'",
  ),
  ServiceName: firstOf(text('MeterCategory'), text('ConsumedService')),
  SkuId: text('ProductId'),
  SkuMeter: text('MeterName'),
  SkuPriceDetails: jsonObject({
    CoreCount: `TRY_CAST(${info} ->> '$.VCPUs' AS INTEGER)`,
    InstanceType: `${info} ->> '$.ServiceType'`,
    x_MeterCategory: text('MeterCategory'),
    x_MeterSubCategory: text('MeterSubCategory'),
  }),
  SubAccountId: subscription(text('SubscriptionId')),
  SubAccountName: text('SubscriptionName'),
  SubAccountType: "'Subscription'",
  Tags: text('Tags'),
};

/** A subscription as Azure's own FOCUS exports name it, so that it is one account whichever export tells of it. */
function subscription(told: string): string {
  return `CASE WHEN ${told} LIKE '/%' THEN ${told} ELSE '/subscriptions/' || ${told} END`;
}

/** A day as exports write it, American in CSV; what is none stays as it is, for the reader to judge. */
function day(column: string, days = 0): string {
  const told = text(column);
  const at = `COALESCE(TRY_STRPTIME(${told}, '%m/%d/%Y'), TRY_CAST(${told} AS TIMESTAMP))`;
  const shifted = `date_trunc('day', ${at}) + INTERVAL ${days} DAY`;
  return `COALESCE(strftime(${shifted}, '%Y-%m-%dT%H:%M:%SZ'), ${told})`;
}

/** The day after, where a period ends that includes the day told. */
function nextDay(column: string): string {
  return day(column, 1);
}
