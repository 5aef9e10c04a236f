import { addMonths, type Day } from '../../world/bills/calendar';
import type { Bill, BillLine, BillRow } from '../../world/bills/charge';
import { type Exact, exact } from '../../world/bills/money';
import { regionName } from './region-names';

/** A column of the table FOCUS_1_2_AWS: its type, and where its values come from. */
export type FocusColumn = { name: string } & (
  | { type: 'text'; of: 'line'; value(line: BillLine, bill: Bill): string | null }
  | { type: 'text'; of: 'row'; value(row: BillRow, bill: Bill): string | null }
  | { type: 'double'; value(row: BillRow): Exact | null }
  /** The day it begins, in UTC. */
  | { type: 'instant'; value(row: BillRow, bill: Bill): Day }
  | { type: 'map'; value(line: BillLine): Readonly<Record<string, string>> | null }
);

const line = (name: string, value: (line: BillLine, bill: Bill) => string | null): FocusColumn => ({
  name,
  type: 'text',
  of: 'line',
  value,
});
const row = (name: string, value: (row: BillRow, bill: Bill) => string | null): FocusColumn => ({
  name,
  type: 'text',
  of: 'row',
  value,
});
const double = (name: string, value: (row: BillRow) => Exact | null): FocusColumn => ({ name, type: 'double', value });
const instant = (name: string, value: (row: BillRow, bill: Bill) => Day): FocusColumn => ({
  name,
  type: 'instant',
  value,
});
const map = (name: string, value: (line: BillLine) => Readonly<Record<string, string>> | null): FocusColumn => ({
  name,
  type: 'map',
  value,
});

const isCounted = ({ category, commitmentStatus }: BillRow) =>
  (category === 'Usage' || category === 'Purchase') && commitmentStatus !== 'Unused';
const isConsumed = (each: BillRow) => each.category === 'Usage' && each.commitmentStatus !== 'Unused';
const listPrice = (each: BillRow) => (isCounted(each) ? each.line.listPrice : null);
const pricedQuantity = (each: BillRow) => each.quantity ?? (isUnused(each) ? each.commitmentQuantity : null);
const isUnused = ({ commitmentStatus }: BillRow) => commitmentStatus === 'Unused';

function pricingCategory({ category, commitmentStatus, line: { spotPrice } }: BillRow): string | null {
  if (category !== 'Usage' && category !== 'Purchase') return null;
  if (commitmentStatus !== null) return 'Committed';
  return spotPrice === null ? 'Standard' : 'Dynamic';
}

/** Every column of the table, in the order of the vendor's dictionary. */
export const focusColumns: readonly FocusColumn[] = [
  line('AvailabilityZone', ({ zone }) => zone),
  double('BilledCost', ({ costs }) => costs.billed),
  line('BillingAccountId', (_, bill) => bill.billingAccount.id),
  line('BillingAccountName', (_, bill) => bill.billingAccount.name),
  line('BillingAccountType', () => 'Management Account'),
  line('BillingCurrency', (_, { currency }) => currency),
  instant('BillingPeriodEnd', (_, { month }) => `${addMonths(month, 1)}-01`),
  instant('BillingPeriodStart', (_, { month }) => `${month}-01`),
  line('CapacityReservationId', ({ capacityReservation }) => capacityReservation),
  line('CapacityReservationStatus', ({ capacityReservation }) => (capacityReservation === null ? null : 'Used')),
  row('ChargeCategory', ({ category }) => category),
  row('ChargeClass', ({ isCorrection }) => (isCorrection ? 'Correction' : null)),
  line('ChargeDescription', ({ description }) => description),
  row('ChargeFrequency', ({ frequency }) => frequency),
  instant('ChargePeriodEnd', ({ to }) => to),
  instant('ChargePeriodStart', ({ from }) => from),
  row('CommitmentDiscountCategory', ({ commitment }) => commitment?.category ?? null),
  row('CommitmentDiscountId', ({ commitment }) => commitment?.id ?? null),
  row('CommitmentDiscountName', ({ commitment }) => commitment?.name ?? null),
  double('CommitmentDiscountQuantity', ({ commitmentQuantity }) => commitmentQuantity),
  row('CommitmentDiscountStatus', ({ commitmentStatus }) => commitmentStatus),
  row('CommitmentDiscountType', ({ commitment }) => commitment?.type ?? null),
  row('CommitmentDiscountUnit', ({ commitment }) => commitment?.unit ?? null),
  double('ConsumedQuantity', (each) => (isConsumed(each) ? each.quantity : null)),
  row('ConsumedUnit', (each) => (isConsumed(each) ? each.line.sku.unit : null)),
  double('ContractedCost', ({ costs }) => costs.contracted),
  double('ContractedUnitPrice', ({ contractedPrice }) => contractedPrice),
  double('EffectiveCost', ({ costs }) => costs.effective),
  row('InvoiceId', (_, { invoiceId }) => invoiceId),
  line('InvoiceIssuerName', () => 'Amazon Web Services, Inc.'),
  double('ListCost', ({ costs }) => costs.list),
  double('ListUnitPrice', listPrice),
  row('PricingCategory', pricingCategory),
  line('PricingCurrency', () => 'USD'),
  double('PricingCurrencyContractedUnitPrice', ({ contractedPrice }) => contractedPrice),
  double('PricingCurrencyEffectiveCost', ({ costs }) => costs.effective),
  double('PricingCurrencyListUnitPrice', listPrice),
  double('PricingQuantity', pricedQuantity),
  row('PricingUnit', (each) => (isCounted(each) || isUnused(each) ? each.line.sku.unit : null)),
  line('ProviderName', () => 'AWS'),
  line('PublisherName', () => 'AWS'),
  line('RegionId', ({ region }) => region),
  line('RegionName', ({ region }) => regionName(region)),
  line('ResourceId', ({ resource }) => resource?.id ?? null),
  // The vendor names no resources here: names are in the tags.
  line('ResourceName', () => null),
  line('ResourceType', ({ resource }) => resource?.type ?? null),
  line('ServiceCategory', ({ service }) => service.category),
  line('ServiceName', ({ service }) => service.name),
  line('ServiceSubcategory', ({ service }) => service.subcategory),
  row('SkuId', (each) => (isCounted(each) ? each.line.sku.id : null)),
  row('SkuMeter', (each) => (isCounted(each) ? each.line.sku.meter : null)),
  map('SkuPriceDetails', () => null),
  row('SkuPriceId', (each) => (isCounted(each) ? each.line.sku.priceId : null)),
  line('SubAccountId', ({ account }) => account.id),
  line('SubAccountName', ({ account }) => account.name),
  line('SubAccountType', () => 'AWS Account'),
  map('Tags', ({ tags }) => tags),
  map('x_Discounts', () => null),
  line('x_Operation', ({ sku }) => (sku.operation === '' ? null : sku.operation)),
  line('x_ServiceCode', ({ service }) => service.code),
];

const scale = exact('1');

/** The number nearest to an exact decimal: what the vendor's Parquet holds of it. */
export function nearestNumber(value: Exact): number {
  if (value % scale === 0n) return Number(value / scale);
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(25, '0');
  return Number(`${negative ? '-' : ''}${digits.slice(0, -24)}.${digits.slice(-24)}`);
}
