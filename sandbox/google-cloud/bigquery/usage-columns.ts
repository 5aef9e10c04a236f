import { startOfDay } from '../../world/bills/calendar';
import {
  adjustmentOf,
  type Column,
  costOf,
  costTypeOf,
  creditsOf,
  floatText,
  instantOf,
  listOf,
  numericText,
  ofCharge,
  ofLine,
} from './column';
import { boolean, float, numeric, record, repeated, string, timestamp } from './field';
import { ancestorsOf, ancestryOf, locationOf, pairsOf, projectOf, systemLabelsOf } from './places';
import { usageOf } from './usage-units';

const keyAndValue = [string('key'), string('value')];

const resource: Column = ofLine(record('resource', [string('name'), string('global_name')]), ({ resource: of }) =>
  of === null ? null : [of.name, of.id],
);

const isPriced = (category: string) => category === 'Usage' || category === 'Purchase';

function columnsWith(details: readonly Column[]): readonly Column[] {
  return [
    ofLine(string('billing_account_id'), (_, { bill }) => bill.billingAccount.id),
    ofLine(record('service', [string('id'), string('description')]), ({ service }) => [service.code, service.name]),
    ofLine(record('sku', [string('id'), string('description')]), ({ sku, description }) => [sku.id, description]),
    ofCharge(timestamp('usage_start_time'), ({ row }) => instantOf(startOfDay(row.from))),
    ofCharge(timestamp('usage_end_time'), ({ row }) => instantOf(startOfDay(row.to))),
    ofLine(
      record('project', [
        string('id'),
        string('number'),
        string('name'),
        repeated(record('labels', keyAndValue)),
        string('ancestry_numbers'),
        repeated(record('ancestors', [string('resource_name'), string('display_name')])),
      ]),
      (line) => {
        const project = projectOf(line);
        const labels = pairsOf({ stage: 'production' });
        return [project.id, project.number, project.displayName, labels, ancestryOf(project), ancestorsOf(project)];
      },
    ),
    ofLine(repeated(record('labels', keyAndValue)), ({ tags }) => pairsOf(tags)),
    ofLine(repeated(record('system_labels', keyAndValue)), (line) => pairsOf(systemLabelsOf(line))),
    ofLine(record('location', [string('location'), string('country'), string('region'), string('zone')]), locationOf),
    ...details,
    ofLine(repeated(record('tags', [...keyAndValue, boolean('inherited'), string('namespace')])), () => []),
    ofCharge(
      record('price', [
        numeric('effective_price'),
        numeric('tier_start_amount'),
        string('unit'),
        numeric('pricing_unit_quantity'),
        numeric('list_price'),
        numeric('effective_price_default'),
        numeric('list_price_consumption_model'),
      ]),
      ({ row }) => {
        if (!isPriced(row.category) || row.line.sku.unit === '') return null;
        const list = numericText(row.line.listPrice);
        const effective = numericText(row.contractedPrice);
        return [effective, '0', row.line.sku.unit, '1', list, effective, list];
      },
    ),
    ofLine(record('subscription', [string('instance_id')]), () => null),
    ofLine(string('transaction_type'), () => 'GOOGLE'),
    ofLine(string('seller_name'), () => 'Google LLC'),
    ofCharge(float('cost'), (charge) => floatText(costOf(charge))),
    ofLine(string('currency'), (_, { bill }) => bill.currency),
    ofLine(float('currency_conversion_rate'), () => '1.0'),
    ofCharge(
      record('usage', [float('amount'), string('unit'), float('amount_in_pricing_units'), string('pricing_unit')]),
      (charge) => {
        const usage = usageOf(charge);
        return usage && [floatText(usage.amount), usage.unit, floatText(usage.inPricingUnits), usage.pricingUnit];
      },
    ),
    ofCharge(
      repeated(record('credits', [string('name'), float('amount'), string('full_name'), string('id'), string('type')])),
      (charge) =>
        creditsOf(charge).map(({ name, amount, fullName, id, type }) => [name, floatText(amount), fullName, id, type]),
    ),
    ofCharge(record('invoice', [string('month'), string('publisher_type')]), ({ bill }) => [
      bill.month.replace('-', ''),
      'GOOGLE',
    ]),
    ofCharge(string('cost_type'), costTypeOf),
    ofCharge(
      record('adjustment_info', [string('id'), string('description'), string('mode'), string('type')]),
      adjustmentOf,
    ),
    ofCharge(timestamp('export_time'), ({ exportedAt }) => instantOf(exportedAt)),
    ofCharge(float('cost_at_list'), (charge) => floatText(listOf(charge))),
    ofCharge(float('cost_at_effective_price_default'), (charge) => floatText(costOf(charge))),
    ofCharge(float('cost_at_list_consumption_model'), (charge) => floatText(listOf(charge))),
    ofLine(record('consumption_model', [string('id'), string('description')]), () => ['7754-699E-0EBF', 'Default']),
  ];
}

/** The standard export: charges without what they were for. */
export const standardColumns = columnsWith([]);

/** The detailed export: the same with resources. */
export const detailedColumns = columnsWith([resource]);
