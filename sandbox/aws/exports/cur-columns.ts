import { addMonths } from '../../world/bills/calendar';
import type { Bill, BillLine } from '../../world/bills/charge';
import { text } from '../../world/bills/money';
import type { CurItem } from './cur-items';
import { regionName } from './region-names';

type CurType = 'string' | 'double' | 'timestamp' | 'map<string,string>';

/** A column of CUR 2.0 that differs from row to row. */
interface ItemColumn {
  name: string;
  type: CurType;
  value(item: CurItem): string | null;
}

/** A column that a line fills alike every day. */
interface LineColumn {
  name: string;
  type: CurType;
  value(line: BillLine, bill: Bill): string | null;
}

const amount = (name: keyof CurItem['amounts'], column: string): ItemColumn => ({
  name: column,
  type: 'double',
  value({ amounts }) {
    const value = amounts[name];
    return value === undefined ? null : text(value);
  },
});
const itemText = (name: string, value: ItemColumn['value']): ItemColumn => ({ name, type: 'string', value });
const lineText = (name: string, value: LineColumn['value']): LineColumn => ({ name, type: 'string', value });
const instant = (day: string) => `${day}T00:00:00.000Z`;
const seconds = (day: string) => `${day}T00:00:00Z`;

/** Columns chosen of COST_AND_USAGE_REPORT, in the order of the export's statement: those of the row first. */
export const itemColumns: readonly ItemColumn[] = [
  itemText('identity_line_item_id', ({ id }) => id),
  itemText('identity_time_interval', ({ from, to }) => `${seconds(from)}/${seconds(to)}`),
  itemText('bill_bill_type', ({ type }) => (type === 'Refund' ? 'Refund' : 'Anniversary')),
  itemText('line_item_line_item_type', ({ type }) => type),
  { name: 'line_item_usage_start_date', type: 'timestamp', value: ({ from }) => instant(from) },
  { name: 'line_item_usage_end_date', type: 'timestamp', value: ({ to }) => instant(to) },
  itemText('line_item_tax_type', ({ type }) => (type === 'Tax' ? 'VAT' : null)),
  amount('usage', 'line_item_usage_amount'),
  amount('unblendedRate', 'line_item_unblended_rate'),
  amount('unblended', 'line_item_unblended_cost'),
  amount('netUnblendedRate', 'line_item_net_unblended_rate'),
  amount('netUnblended', 'line_item_net_unblended_cost'),
  amount('discount', 'discount_total_discount'),
  amount('publicRate', 'pricing_public_on_demand_rate'),
  amount('publicCost', 'pricing_public_on_demand_cost'),
  itemText('pricing_term', ({ term }) => term),
  itemText('pricing_purchase_option', ({ purchaseOption }) => purchaseOption),
  itemText('reservation_reservation_a_r_n', ({ reservation }) => reservation),
  amount('reservationEffective', 'reservation_effective_cost'),
  amount('reservationEffective', 'reservation_net_effective_cost'),
  amount('reservationEffective', 'reservation_recurring_fee_for_usage'),
  amount('unusedQuantity', 'reservation_unused_quantity'),
  amount('unusedFee', 'reservation_unused_recurring_fee'),
  amount('unusedFee', 'reservation_net_unused_recurring_fee'),
  itemText('savings_plan_savings_plan_a_r_n', ({ savingsPlan }) => savingsPlan),
  itemText('savings_plan_offering_type', ({ savingsPlan }) => (savingsPlan ? 'EC2InstanceSavingsPlans' : null)),
  itemText('savings_plan_payment_option', ({ savingsPlan }) => (savingsPlan ? 'No Upfront' : null)),
  amount('savingsRate', 'savings_plan_savings_plan_rate'),
  amount('savingsEffective', 'savings_plan_savings_plan_effective_cost'),
  amount('savingsEffective', 'savings_plan_net_savings_plan_effective_cost'),
  amount('savingsPromised', 'savings_plan_total_commitment_to_date'),
  amount('savingsUsed', 'savings_plan_used_commitment'),
  amount('savingsFee', 'savings_plan_recurring_commitment_for_billing_period'),
];

export const lineColumns: readonly LineColumn[] = [
  lineText('bill_billing_entity', () => 'AWS'),
  lineText('bill_invoicing_entity', () => 'Amazon Web Services, Inc.'),
  lineText('bill_invoice_id', (_, { invoiceId }) => invoiceId),
  { name: 'bill_billing_period_start_date', type: 'timestamp', value: (_, { month }) => instant(`${month}-01`) },
  {
    name: 'bill_billing_period_end_date',
    type: 'timestamp',
    value: (_, { month }) => instant(`${addMonths(month, 1)}-01`),
  },
  lineText('bill_payer_account_id', (_, { billingAccount }) => billingAccount.id),
  lineText('bill_payer_account_name', (_, { billingAccount }) => billingAccount.name),
  lineText('line_item_legal_entity', () => 'Amazon Web Services, Inc.'),
  lineText('line_item_usage_account_id', ({ account }) => account.id),
  lineText('line_item_usage_account_name', ({ account }) => account.name),
  lineText('line_item_product_code', ({ service }) => service.code),
  lineText('line_item_usage_type', ({ sku }) => sku.meter),
  lineText('line_item_operation', ({ sku }) => sku.operation),
  lineText('line_item_availability_zone', ({ zone }) => zone),
  lineText('line_item_resource_id', ({ resource }) => resource?.id ?? null),
  lineText('line_item_line_item_description', ({ description }) => description),
  lineText('line_item_currency_code', (_, { currency }) => currency),
  lineText('pricing_currency', () => 'USD'),
  lineText('pricing_unit', ({ sku }) => sku.unit),
  lineText('product_servicecode', ({ service }) => service.code),
  lineText('product_sku', ({ sku }) => sku.id),
  lineText('product_product_family', ({ sku }) => sku.family),
  lineText('product_instance_type', ({ sku }) => sku.size),
  lineText('product_region_code', ({ region }) => region),
  lineText('product_location', ({ region }) => regionName(region)),
  lineText('product_from_region_code', ({ transfer }) => transfer?.from ?? null),
  lineText('product_to_region_code', ({ transfer }) => (transfer?.kind === 'between-regions' ? transfer.to : null)),
  {
    name: 'product',
    type: 'map<string,string>',
    value: ({ service, transfer }) =>
      JSON.stringify({ product_name: service.name, ...(transfer && { transfer_type: transferTypes[transfer.kind] }) }),
  },
  { name: 'resource_tags', type: 'map<string,string>', value: ({ tags }) => JSON.stringify(reportTags(tags)) },
];

const transferTypes = {
  internet: 'AWS Outbound',
  'between-regions': 'InterRegion Outbound',
  'between-zones': 'IntraRegion',
  'between-providers': 'AWS Outbound',
} as const;

/** Reports write keys of tags in lower case with underscores, after `user_`: keys that differ only in case are one. */
function reportTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [key, value] of Object.entries(tags)) {
    const snake = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^\p{L}\p{N}]+/gu, '_');
    written[`user_${snake.toLowerCase()}`] = value;
  }
  return written;
}
