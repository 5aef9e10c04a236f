import { addMonths, startOfDay } from '../../world/bills/calendar';
import type { Charge } from './charges';
import { type Column, costOf, costTypeOf, creditsOf, instantOf, listOf, numericText, ofCharge, ofLine } from './column';
import { boolean, float, numeric, record, repeated, string, timestamp } from './field';
import { ancestorsOf, ancestryOf, pairsOf, projectOf, systemLabelsOf } from './places';
import { pacificMidnight, usageOf } from './usage-units';

const keyAndValue = [string('Key'), string('Value')];
const isPriced = ({ row }: Charge) => row.category === 'Usage' || row.category === 'Purchase';
const billed = ({ costs }: Charge) => numericText(costs.billed);
const contractedPrice = (charge: Charge) => (isPriced(charge) ? numericText(charge.row.contractedPrice) : null);
const listPrice = (charge: Charge) => (isPriced(charge) ? numericText(charge.row.line.listPrice) : null);

function pricingCategory({ row }: Charge): string | null {
  if (row.category !== 'Usage') return null;
  if (row.commitment !== null) return 'Committed';
  return row.line.spotPrice === null ? 'Standard' : 'Dynamic';
}

/** The export in FOCUS, in the vendor's order. It spreads no commitment: what is effective is what is billed. */
export const focusColumns: readonly Column[] = [
  ofLine(string('AvailabilityZone'), ({ zone }) => zone),
  ofCharge(numeric('BilledCost'), billed),
  ofLine(string('BillingAccountId'), (_, { bill }) => bill.billingAccount.id),
  ofLine(string('BillingCurrency'), (_, { bill }) => bill.currency),
  ofCharge(timestamp('BillingPeriodStart'), ({ bill }) => instantOf(pacificMidnight(`${bill.month}-01`))),
  ofCharge(timestamp('BillingPeriodEnd'), ({ bill }) => instantOf(pacificMidnight(`${addMonths(bill.month, 1)}-01`))),
  ofCharge(string('ChargeCategory'), ({ row }) => row.category),
  ofCharge(string('ChargeClass'), ({ row, correction }) =>
    row.isCorrection || correction !== null ? 'Correction' : null,
  ),
  ofLine(string('ChargeDescription'), ({ description }) => description),
  ofCharge(timestamp('ChargePeriodStart'), ({ row }) => instantOf(startOfDay(row.from))),
  ofCharge(timestamp('ChargePeriodEnd'), ({ row }) => instantOf(startOfDay(row.to))),
  ofCharge(numeric('ConsumedQuantity'), (charge) =>
    charge.row.category === 'Usage' ? numericText(usageOf(charge)?.amount ?? null) : null,
  ),
  ofCharge(string('ConsumedUnit'), (charge) =>
    charge.row.category === 'Usage' ? (usageOf(charge)?.unit ?? null) : null,
  ),
  ofCharge(numeric('ContractedCost'), (charge) => numericText(costOf(charge))),
  ofCharge(numeric('ContractedUnitPrice'), contractedPrice),
  ofCharge(numeric('ListCost'), (charge) => numericText(listOf(charge))),
  ofCharge(numeric('ListUnitPrice'), listPrice),
  ofCharge(string('PricingCategory'), pricingCategory),
  ofCharge(numeric('PricingQuantity'), (charge) => numericText(usageOf(charge)?.inPricingUnits ?? null)),
  ofCharge(string('PricingUnit'), (charge) => usageOf(charge)?.pricingUnit ?? null),
  ofLine(string('ProviderName'), () => 'Google Cloud'),
  ofLine(string('PublisherName'), () => 'Google Cloud'),
  ofLine(string('RegionId'), ({ region }) => region),
  ofLine(string('RegionName'), ({ region }) => region),
  ofLine(string('ResourceId'), ({ resource }) => resource?.id ?? null),
  ofLine(string('ResourceName'), ({ resource }) => resource?.name ?? null),
  ofLine(string('ServiceName'), ({ service }) => service.name),
  ofLine(string('SkuId'), ({ sku }) => sku.id),
  ofLine(string('SkuPriceId'), ({ sku }) => sku.priceId),
  ofLine(string('SubAccountId'), ({ account }) => account.id),
  ofLine(string('SubAccountName'), ({ account }) => account.name),
  ofCharge(
    repeated(
      record('x_Credits', [string('Name'), numeric('Amount'), string('FullName'), string('Id'), string('Type')]),
    ),
    (charge) =>
      creditsOf(charge).map(({ name, amount, fullName, id, type }) => [name, numericText(amount), fullName, id, type]),
  ),
  ofCharge(string('x_CostType'), costTypeOf),
  ofLine(float('x_CurrencyConversionRate'), () => '1.0'),
  ofCharge(timestamp('x_ExportTime'), ({ exportedAt }) => instantOf(exportedAt)),
  ofLine(string('x_Location'), ({ region, zone }) => zone ?? region),
  ofLine(
    record('x_Project', [
      string('Id'),
      string('Number'),
      string('Name'),
      string('AncestryNumbers'),
      repeated(record('Ancestors', [string('ResourceName'), string('DisplayName')])),
    ]),
    (line) => {
      const project = projectOf(line);
      return [project.id, project.number, project.displayName, ancestryOf(project), ancestorsOf(project)];
    },
  ),
  ofLine(string('x_ServiceId'), ({ service }) => service.code),
  ofLine(repeated(record('x_SystemLabels', keyAndValue)), (line) => pairsOf(systemLabelsOf(line))),
  ofLine(repeated(record('x_Labels', keyAndValue)), ({ tags }) => pairsOf(tags)),
  ofLine(repeated(record('x_ProjectLabels', keyAndValue)), () => pairsOf({ stage: 'production' })),
  ofLine(repeated(record('x_Tags', [...keyAndValue, boolean('x_Inherited'), string('x_Namespace')])), () => []),
  ofCharge(numeric('EffectiveCost'), billed),
  ofLine(string('PricingCurrency'), () => 'USD'),
  ofCharge(numeric('PricingCurrencyContractedUnitPrice'), contractedPrice),
  ofCharge(numeric('PricingCurrencyEffectiveCost'), billed),
  ofCharge(numeric('PricingCurrencyListUnitPrice'), listPrice),
  ofLine(string('BillingAccountType'), () => 'Billing Account'),
  ofLine(string('x_SubscriptionInstanceId'), () => null),
  ofCharge(numeric('x_PriceEffectivePriceDefault'), contractedPrice),
  ofCharge(numeric('x_PriceListPriceConsumptionModel'), listPrice),
  ofCharge(numeric('x_CostAtEffectivePriceDefault'), (charge) => numericText(costOf(charge))),
  ofCharge(numeric('x_CostAtListConsumptionModel'), (charge) => numericText(listOf(charge))),
  ofLine(string('x_ConsumptionModelId'), () => '7754-699E-0EBF'),
  ofLine(string('x_ConsumptionModelDescription'), () => 'Default'),
];
