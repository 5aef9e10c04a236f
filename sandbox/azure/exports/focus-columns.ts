import { addMonths } from '../../world/bills/calendar';
import type { BillLine, BillRow } from '../../world/bills/charge';
import { type Exact, quotient, text } from '../../world/bills/money';
import { amountText } from './amounts';
import { type CsvColumn, ofLine, ofRow } from './csv';
import { billingAccountScope } from './definitions';
import { detailsOf, meterIdOf, namespaceOf, regionNameOf, resourceGroupOf, typeNameOf, unitOf } from './words';

const instant = (day: string) => `${day}T00:00Z`;
const money = (name: string, of: (row: BillRow) => Exact | null): CsvColumn =>
  ofRow(name, (row, bill) => {
    const dollars = of(row);
    return dollars === null ? null : amountText(bill, dollars);
  });
const dollars = (name: string, of: (row: BillRow) => Exact): CsvColumn => ofRow(name, (row) => text(of(row)));
const number = (name: string, of: (row: BillRow) => Exact | null): CsvColumn =>
  ofRow(name, (row) => {
    const value = of(row);
    return value === null ? null : text(value);
  });
const always = (name: string, value: string | null): CsvColumn => ofLine(name, () => value);

const isUnused = ({ commitmentStatus }: BillRow) => commitmentStatus === 'Unused';
const isPriced = ({ category }: BillRow) => category === 'Usage' || category === 'Purchase';
const isConsumed = (row: BillRow) => row.category === 'Usage' && !isUnused(row);
const pricedQuantity = (row: BillRow) => row.quantity ?? (isUnused(row) ? row.commitmentQuantity : null);

function pricingCategory(row: BillRow): string | null {
  if (!isPriced(row)) return null;
  if (row.commitmentStatus !== null) return 'Committed';
  return row.line.spotPrice === null ? 'Standard' : 'Dynamic';
}

function effectivePrice(row: BillRow): Exact | null {
  const quantity = pricedQuantity(row);
  return quantity === null || quantity === 0n ? null : quotient(row.costs.effective, quantity, 18);
}

function amortization({ commitment, commitmentStatus }: BillRow): string | null {
  if (commitment === null) return null;
  return commitmentStatus === null ? 'Principal' : 'Amortized Charge';
}

const subAccount = ({ account }: BillLine) => `/subscriptions/${account.id}`;
const order = ({ commitment }: BillRow) => /reservationOrders\/([^/]+)/.exec(commitment?.id ?? '')?.[1] ?? null;

/** Columns of the dataset FocusCost, version 1.2-preview, in the vendor's order. */
export const focusColumns: readonly CsvColumn[] = [
  money('BilledCost', ({ costs }) => costs.billed),
  always('BillingAccountId', billingAccountScope),
  ofLine('BillingAccountName', (_, { billingAccount }) => billingAccount.name),
  always('BillingAccountType', 'Billing Account'),
  ofLine('BillingCurrency', (_, { currency }) => currency),
  ofLine('BillingPeriodEnd', (_, { month }) => instant(`${addMonths(month, 1)}-01`)),
  ofLine('BillingPeriodStart', (_, { month }) => instant(`${month}-01`)),
  ofLine('CapacityReservationId', ({ capacityReservation }) => capacityReservation),
  ofLine('CapacityReservationStatus', ({ capacityReservation }) => (capacityReservation === null ? null : 'Used')),
  ofRow('ChargeCategory', ({ category }) => category),
  ofRow('ChargeClass', ({ isCorrection }) => (isCorrection ? 'Correction' : null)),
  ofLine('ChargeDescription', ({ description }) => description),
  ofRow('ChargeFrequency', ({ frequency }) => frequency),
  ofRow('ChargePeriodEnd', ({ to }) => instant(to)),
  ofRow('ChargePeriodStart', ({ from }) => instant(from)),
  ofRow('CommitmentDiscountCategory', ({ commitment }) => commitment?.category ?? null),
  ofRow('CommitmentDiscountId', ({ commitment }) => commitment?.id ?? null),
  ofRow('CommitmentDiscountName', ({ commitment }) => commitment?.name ?? null),
  number('CommitmentDiscountQuantity', ({ commitmentQuantity }) => commitmentQuantity),
  ofRow('CommitmentDiscountStatus', ({ commitmentStatus }) => commitmentStatus),
  ofRow('CommitmentDiscountType', ({ commitment }) => commitment?.type ?? null),
  ofRow('CommitmentDiscountUnit', ({ commitment }) => commitment?.unit ?? null),
  number('ConsumedQuantity', (row) => (isConsumed(row) ? row.quantity : null)),
  ofRow('ConsumedUnit', (row) => (isConsumed(row) ? unitOf(row.line) : null)),
  money('ContractedCost', ({ costs }) => costs.contracted),
  money('ContractedUnitPrice', ({ contractedPrice }) => contractedPrice),
  money('EffectiveCost', ({ costs }) => costs.effective),
  ofLine('InvoiceId', (_, { invoiceId }) => invoiceId),
  always('InvoiceIssuerName', 'Microsoft'),
  money('ListCost', ({ costs }) => costs.list),
  money('ListUnitPrice', (row) => (isPriced(row) && !isUnused(row) ? row.line.listPrice : null)),
  ofRow('PricingCategory', pricingCategory),
  ofLine('PricingCurrency', (_, { currency }) => currency),
  number('PricingQuantity', pricedQuantity),
  ofRow('PricingUnit', (row) => (isPriced(row) ? unitOf(row.line) : null)),
  always('ProviderName', 'Microsoft'),
  always('PublisherName', 'Microsoft'),
  ofLine('RegionId', ({ region }) => region),
  ofLine('RegionName', ({ region }) => regionNameOf(region)),
  ofLine('ResourceId', ({ resource }) => resource?.id.toLowerCase() ?? null),
  ofLine('ResourceName', ({ resource }) => resource?.name ?? null),
  ofLine('ResourceType', typeNameOf),
  ofLine('ServiceCategory', ({ service }) => service.category),
  ofLine('ServiceName', ({ service }) => service.name),
  ofLine('ServiceSubcategory', ({ service }) => service.subcategory),
  ofRow('SkuId', (row) => (isPriced(row) ? row.line.sku.id : null)),
  ofRow('SkuMeter', (row) => (isPriced(row) ? row.line.sku.meter : null)),
  ofLine('SkuPriceDetails', (line) => detailsOf(line, 'x_')),
  ofRow('SkuPriceId', (row) => (isPriced(row) ? row.line.sku.priceId : null)),
  ofLine('SubAccountId', subAccount),
  ofLine('SubAccountName', ({ account }) => account.name),
  always('SubAccountType', 'Subscription'),
  ofLine('Tags', ({ tags }) => JSON.stringify(tags)),
  always('x_AccountId', '231487'),
  always('x_AccountName', 'Millwright platform'),
  always('x_AccountOwnerId', 'billing@millwright.example'),
  ofRow('x_AmortizationClass', amortization),
  dollars('x_BilledCostInUsd', ({ costs }) => costs.billed),
  money('x_BilledUnitPrice', ({ contractedPrice }) => contractedPrice),
  ofLine('x_BillingAccountId', (_, { billingAccount }) => billingAccount.id),
  ofLine('x_BillingAccountName', (_, { billingAccount }) => billingAccount.name),
  always('x_BillingExchangeRate', '1'),
  always('x_BillingExchangeRateDate', null),
  ofLine('x_BillingProfileId', (_, { billingAccount }) => billingAccount.id),
  ofLine('x_BillingProfileName', (_, { billingAccount }) => billingAccount.name),
  dollars('x_ContractedCostInUsd', ({ costs }) => costs.contracted),
  always('x_CostAllocationRuleName', null),
  always('x_CostCenter', null),
  always('x_CustomerId', null),
  always('x_CustomerName', null),
  dollars('x_EffectiveCostInUsd', ({ costs }) => costs.effective),
  money('x_EffectiveUnitPrice', effectivePrice),
  always('x_InvoiceIssuerId', null),
  always('x_InvoiceSectionId', '57219'),
  always('x_InvoiceSectionName', 'Factory'),
  dollars('x_ListCostInUsd', ({ costs }) => costs.list),
  always('x_PartnerCreditApplied', null),
  always('x_PartnerCreditRate', null),
  ofRow('x_PricingBlockSize', (row) => (isPriced(row) ? '1' : null)),
  ofRow('x_PricingSubcategory', (row) => (row.commitment ? `Committed ${row.commitment.category}` : null)),
  ofLine('x_PricingUnitDescription', ({ sku }) => (sku.unit === '' ? null : sku.unit)),
  always('x_PublisherCategory', 'Cloud Provider'),
  always('x_PublisherId', null),
  always('x_ResellerId', null),
  always('x_ResellerName', null),
  ofLine('x_ResourceGroupName', resourceGroupOf),
  ofLine('x_ResourceType', ({ resource }) => resource?.type.toLowerCase() ?? null),
  ofLine('x_ServiceModel', ({ service }) => (service.category === 'Compute' ? 'IaaS' : 'PaaS')),
  always('x_ServicePeriodEnd', null),
  always('x_ServicePeriodStart', null),
  ofLine('x_SkuDescription', ({ description }) => description),
  ofLine('x_SkuDetails', (line) => detailsOf(line)),
  always('x_SkuIsCreditEligible', 'true'),
  ofLine('x_SkuMeterCategory', ({ service }) => service.code),
  ofLine('x_SkuMeterId', meterIdOf),
  ofLine('x_SkuMeterSubcategory', ({ sku }) => (sku.family === '' ? null : sku.family)),
  always('x_SkuOfferId', 'MS-AZR-0017P'),
  ofRow('x_SkuOrderId', order),
  ofRow('x_SkuOrderName', ({ commitment }) => commitment?.name ?? null),
  ofLine('x_SkuPartNumber', ({ sku }) => sku.id),
  always('x_SkuPlanName', null),
  ofLine('x_SkuRegion', ({ region }) => regionNameOf(region)),
  ofLine('x_SkuServiceFamily', (line) => (namespaceOf(line) === null ? null : line.service.category)),
  ofRow('x_SkuTerm', ({ commitment }) => (commitment === null ? null : '12')),
  always('x_SkuTier', null),
];
