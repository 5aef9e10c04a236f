import { addMonths, type Day } from '../../world/bills/calendar';
import type { BillRow } from '../../world/bills/charge';
import { type Exact, quotient, text } from '../../world/bills/money';
import { amountText } from './amounts';
import { type CsvColumn, ofLine, ofRow } from './csv';
import { dayBefore, detailsOf, meterIdOf, namespaceOf, regionNameOf, resourceGroupOf } from './words';

type CostOf = (row: BillRow) => Exact;

/** The file writes days the American way. */
const date = (day: Day) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
const money = (name: string, of: (row: BillRow) => Exact | null): CsvColumn =>
  ofRow(name, (row, bill) => {
    const dollars = of(row);
    return dollars === null ? '0' : amountText(bill, dollars);
  });
const always = (name: string, value: string | null): CsvColumn => ofLine(name, () => value);

const countedOf = ({ quantity, commitmentStatus, commitmentQuantity }: BillRow): Exact | null =>
  quantity ?? (commitmentStatus === 'Unused' ? commitmentQuantity : null);
const perUnit = (costOf: CostOf) => (row: BillRow) => {
  const quantity = countedOf(row);
  return quantity === null || quantity === 0n ? null : quotient(costOf(row), quantity, 18);
};
const promise = (row: BillRow) => {
  const [, order = null, reservation = null] =
    /reservationOrders\/([^/]+)\/reservations\/([^/]+)/.exec(row.commitment?.id ?? '') ?? [];
  return { order, reservation };
};

function chargeType({ category, commitmentStatus, isCorrection }: BillRow): string {
  if (commitmentStatus === 'Unused') return 'UnusedReservation';
  return isCorrection ? 'Refund' : category;
}

function pricingModel({ commitment, line }: BillRow): string {
  if (commitment !== null) return 'Reservation';
  return line.spotPrice === null ? 'OnDemand' : 'Spot';
}

/** Tags as these files have them: an object without its braces. */
const tagsOf = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',');

/** Columns of the cost details of an Enterprise Agreement, version 2024-08-01, in the vendor's order. */
function columnsWith(costOf: CostOf): readonly CsvColumn[] {
  return [
    always('InvoiceSectionName', 'Factory'),
    always('AccountName', 'Millwright platform'),
    always('AccountOwnerId', 'billing@millwright.example'),
    ofLine('SubscriptionId', ({ account }) => account.id),
    ofLine('SubscriptionName', ({ account }) => account.name),
    ofLine('ResourceGroup', resourceGroupOf),
    ofLine('ResourceLocation', ({ region }) => region),
    ofRow('Date', ({ from }) => date(from)),
    ofLine('ProductName', ({ description }) => description),
    ofLine('MeterCategory', ({ service }) => service.code),
    ofLine('MeterSubCategory', ({ sku }) => (sku.family === '' ? null : sku.family)),
    ofLine('MeterId', meterIdOf),
    ofLine('MeterName', ({ sku }) => sku.meter),
    ofLine('MeterRegion', ({ region }) => regionNameOf(region)),
    ofLine('UnitOfMeasure', ({ sku }) => (sku.unit === '' ? null : sku.unit)),
    ofRow('Quantity', (row) => text(countedOf(row) ?? 10n ** 24n)),
    money('EffectivePrice', perUnit(costOf)),
    money('CostInBillingCurrency', costOf),
    always('CostCenter', null),
    ofLine('ConsumedService', namespaceOf),
    ofLine('ResourceId', ({ resource }) => resource?.id ?? null),
    ofLine('Tags', ({ tags }) => (Object.keys(tags).length === 0 ? null : tagsOf(tags))),
    always('OfferId', 'MS-AZR-0017P'),
    ofLine('AdditionalInfo', (line) => detailsOf(line)),
    always('ServiceInfo1', null),
    always('ServiceInfo2', null),
    ofLine('ResourceName', ({ resource }) => resource?.name ?? null),
    ofRow('ReservationId', (row) => promise(row).reservation),
    ofRow('ReservationName', ({ commitment }) => commitment?.name ?? null),
    money('UnitPrice', ({ contractedPrice }) => contractedPrice),
    ofRow('ProductOrderId', (row) => promise(row).order),
    ofRow('ProductOrderName', ({ commitment }) => commitment?.name ?? null),
    ofRow('Term', ({ commitment }) => (commitment === null ? null : '12')),
    always('PublisherType', 'Azure'),
    always('PublisherName', 'Microsoft'),
    ofRow('ChargeType', chargeType),
    ofRow('Frequency', ({ frequency }) => frequency.replace('-', '')),
    ofRow('PricingModel', pricingModel),
    always('AvailabilityZone', null),
    ofLine('BillingAccountId', (_, { billingAccount }) => billingAccount.id),
    ofLine('BillingAccountName', (_, { billingAccount }) => billingAccount.name),
    ofLine('BillingCurrencyCode', (_, { currency }) => currency),
    ofLine('BillingPeriodStartDate', (_, { month }) => date(`${month}-01`)),
    ofLine('BillingPeriodEndDate', (_, { month }) => date(dayBefore(`${addMonths(month, 1)}-01`))),
    ofLine('BillingProfileId', (_, { billingAccount }) => billingAccount.id),
    ofLine('BillingProfileName', (_, { billingAccount }) => billingAccount.name),
    always('InvoiceSectionId', '57219'),
    always('IsAzureCreditEligible', 'True'),
    ofLine('PartNumber', ({ sku }) => sku.id),
    money('PayGPrice', ({ line }) => line.listPrice),
    always('PlanName', null),
    ofLine('ServiceFamily', ({ service }) => service.category),
    always('CostAllocationRuleName', null),
    ofRow('benefitId', ({ commitment }) => commitment?.id ?? null),
    ofRow('benefitName', ({ commitment }) => commitment?.name ?? null),
    always('AccountId', '231487'),
    ofLine('ResourceLocationNormalized', ({ region }) => region),
  ];
}

/** As invoiced: reservations where they are paid for, what they cover at no cost. */
export const actualColumns = columnsWith(({ costs }) => costs.billed);

/** As used: reservations spread over what they cover, with what was left unused. */
export const amortizedColumns = columnsWith(({ costs }) => costs.effective);

/** Whether the file of actual costs has the row. */
export function isActual({ commitmentStatus }: BillRow): boolean {
  return commitmentStatus !== 'Unused';
}

/** Whether the file of amortised costs has the row: fees of reservations are in what they cover. */
export function isAmortized({ category, commitment }: BillRow): boolean {
  return category !== 'Purchase' || commitment === null;
}
