import type { FocusMapping } from '../../contract/cost';
import { serviceCategoryOf } from './service-category';
import { isCommitmentFee, isSpot } from './sku-text';

/** Fields of the detailed and standard usage exports that are read, by dotted paths; a line has all, null where a table lacks one. */
export const detailedFields: readonly string[] = [
  'billing_account_id',
  'service.description',
  'sku.id',
  'sku.description',
  'usage_start_time',
  'usage_end_time',
  'project.id',
  'project.name',
  'project.labels',
  'labels',
  'system_labels',
  'tags',
  'location.location',
  'location.region',
  'location.zone',
  'resource.name',
  'resource.global_name',
  'cost',
  'currency',
  'usage.amount',
  'usage.unit',
  'usage.amount_in_pricing_units',
  'usage.pricing_unit',
  'credits',
  'invoice.month',
  'cost_type',
  'adjustment_info.id',
  'adjustment_info.type',
  'adjustment_info.mode',
  'cost_at_list',
  'cost_at_effective_price_default',
  'price.effective_price',
  'price.list_price',
  'price.pricing_unit_quantity',
  'subscription.instance_id',
  'seller_name',
];

const text = (path: string) => `NULLIF("${path}", '')`;
// Storage is counted in byte-seconds, which may be more than the ledger can hold: such a quantity is not known.
const quantity = (path: string) => `TRY_CAST(${text(path)} AS DECIMAL(38,24))`;
const exact = (path: string) => `CAST(${text(path)} AS DECIMAL(38,24))`;

const sku = text('sku.description');
const month = `make_date(CAST(substr("invoice.month", 1, 4) AS INTEGER), CAST(substr("invoice.month", 5, 2) AS INTEGER), 1)`;
/** Google's months begin at midnight in Los Angeles; on the first of a month, summer time is from April to November. */
const midnightOf = (date: string) =>
  `strftime(${date}, '%Y-%m-01T') || CASE WHEN month(${date}) IN (12, 1, 2, 3) THEN '08' ELSE '07' END || ':00:00Z'`;

const credits = (field: string) => `json_extract_string("credits", '$[*].${field}')`;
const credited = `COALESCE(list_sum(list_transform(${credits('amount')}, lambda amount: CAST(amount AS DECIMAL(38,24)))), 0)`;
/** Credits are discounts as well as gifts, negative, and part of what is paid. */
const net = `CAST(${exact('cost')} + ${credited} AS DECIMAL(38,24))`;

const isUsage = `"cost_type" = 'regular'`;
const whenUsage = (expression: string) => `CASE WHEN ${isUsage} THEN ${expression} END`;
const isCredited = (type: string) => `list_contains(${credits('type')}, '${type}')`;
const spendBased = `(${isCredited('COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE')} OR ${isCredited('FEE_UTILIZATION_OFFSET')})`;
const isCommitted = `(${isCredited('COMMITTED_USAGE_DISCOUNT')} OR ${spendBased})`;
const onDemand = `COALESCE(${exact('cost_at_effective_price_default')}, ${exact('cost')})`;
/** Newer commitments give a lower price in place of a credit. Costs are floats in the table: a thousandth less is another price. */
const isRepriced = `(sign(${exact('cost')}) = sign(${onDemand}) AND abs(${exact('cost')}) < abs(${onDemand}) * 0.999)`;
/** The credit of a commitment is what its part of the usage is charged at, so that it tells how much was covered. */
const coverCredits = ['COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE'];
const coveredCost = `-list_sum(list_transform(list_zip(${credits('type')}, ${credits('amount')}),
  lambda credit: CASE WHEN credit[1] IN (${coverCredits.map((type) => `'${type}'`).join(', ')}) THEN CAST(credit[2] AS DECIMAL(38,24)) END))`;
/** A price is told for so many units; other than for one, the price of one may have no exact form. */
const unitPrice = (path: string) =>
  whenUsage(`CASE WHEN ${exact('price.pricing_unit_quantity')} = 1 THEN ${exact(path)} END`);

const object = (path: string) => `CAST(COALESCE("${path}", '{}') AS JSON)`;
const machineType = `json_extract_string(${object('system_labels')}, '$."compute.googleapis.com/machine_spec"')`;

/**
 * The detailed usage export as FOCUS. Commitments are billed month by month, so what is billed is spread over their term
 * already; the fee of a resource-based one stays with the fee's own row, since the export does not tell whose it is.
 */
export const detailedToFocus: FocusMapping = {
  version: 3,
  required: detailedFields,
  columns: {
    AvailabilityZone: text('location.zone'),
    BilledCost: net,
    BillingAccountId: text('billing_account_id'),
    BillingAccountType: `'Billing account'`,
    BillingCurrency: text('currency'),
    BillingPeriodStart: midnightOf(month),
    BillingPeriodEnd: midnightOf(`(${month} + INTERVAL 1 MONTH)`),
    ChargeCategory: `CASE "cost_type" WHEN 'regular' THEN CASE WHEN ${isCommitmentFee(sku)} THEN 'Purchase' ELSE 'Usage' END
      WHEN 'tax' THEN 'Tax' WHEN 'adjustment' THEN 'Adjustment' WHEN 'rounding_error' THEN 'Adjustment' END`,
    ChargeClass: `CASE WHEN COALESCE(${text('adjustment_info.id')}, ${text('adjustment_info.type')}, ${text('adjustment_info.mode')}) IS NOT NULL THEN 'Correction' END`,
    ChargeDescription: sku,
    ChargeFrequency: whenUsage(`CASE WHEN ${isCommitmentFee(sku)} THEN 'Recurring' ELSE 'Usage-Based' END`),
    ChargePeriodStart: text('usage_start_time'),
    ChargePeriodEnd: text('usage_end_time'),
    CommitmentDiscountCategory: `CASE WHEN ${spendBased} THEN 'Spend' WHEN ${isCommitted} THEN 'Usage' END`,
    CommitmentDiscountId: text('subscription.instance_id'),
    ConsumedQuantity: whenUsage(quantity('usage.amount')),
    ConsumedUnit: whenUsage(text('usage.unit')),
    ContractedCost: onDemand,
    ContractedUnitPrice: unitPrice('price.effective_price'),
    EffectiveCost: net,
    HostProviderName: `'Google Cloud'`,
    InvoiceIssuerName: `'Google Cloud'`,
    ListCost: exact('cost_at_list'),
    ListUnitPrice: unitPrice('price.list_price'),
    PricingCategory: whenUsage(`CASE WHEN ${isSpot(sku)} THEN 'Dynamic'
      WHEN ${isCommitmentFee(sku)} OR ${isCommitted} OR ${isRepriced} THEN 'Committed' ELSE 'Standard' END`),
    PricingQuantity: whenUsage(quantity('usage.amount_in_pricing_units')),
    PricingUnit: whenUsage(text('usage.pricing_unit')),
    ProviderName: `'Google Cloud'`,
    PublisherName: `COALESCE(${text('seller_name')}, 'Google Cloud')`,
    RegionId: `COALESCE(${text('location.region')}, ${text('location.location')})`,
    ResourceId: `COALESCE(${text('resource.global_name')}, ${text('resource.name')})`,
    ResourceName: text('resource.name'),
    ResourceType: `NULLIF(regexp_extract("resource.global_name", '/([^/]+)/[^/]+$', 1), '')`,
    ServiceCategory: serviceCategoryOf(text('service.description'), sku),
    ServiceName: text('service.description'),
    ServiceProviderName: `'Google Cloud'`,
    SkuId: text('sku.id'),
    SkuMeter: sku,
    SkuPriceDetails: `CASE WHEN ${machineType} IS NOT NULL THEN CAST(json_object('InstanceType', ${machineType}) AS VARCHAR) END`,
    SubAccountId: text('project.id'),
    SubAccountName: text('project.name'),
    SubAccountType: `CASE WHEN ${text('project.id')} IS NOT NULL THEN 'Project' END`,
    // On demand, what a commitment covered of the usage. Beside FOCUS, which knows no row that is covered in part.
    x_CoveredCost: whenUsage(`CASE WHEN NOT ${isCommitmentFee(sku)} THEN CAST(${coveredCost} AS DECIMAL(38,24)) END`),
    Tags: `CAST(json_merge_patch(json_merge_patch(${object('project.labels')}, ${object('labels')}), ${object('tags')}) AS VARCHAR)`,
  },
};
