import {
  amount,
  calculate,
  choose,
  firstOf,
  isOneOf,
  isPositive,
  jsonObject,
  quote,
  text,
  untold,
} from '../../contract/billing/focus-sql';
import type { FocusMapping } from '../../contract/cost';
import { categoriesOfEc2, serviceCategories } from './service-categories';

/** Raised whenever an expression changes. */
const version = 3;

/** Without these a row is no charge that could be told. */
const required = [
  'bill_billing_period_end_date',
  'bill_billing_period_start_date',
  'bill_payer_account_id',
  'line_item_currency_code',
  'line_item_line_item_type',
  'line_item_unblended_cost',
  'line_item_usage_account_id',
  'line_item_usage_end_date',
  'line_item_usage_start_date',
];

const usageTypes = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'];
const recurringTypes = ['RIFee', 'SavingsPlanRecurringFee'];
const purchaseTypes = [...recurringTypes, 'SavingsPlanUpfrontFee', 'Fee'];

/**
 * How the Cost and Usage Report 2.0 becomes FOCUS. `columns`: those that the export has, lower-cased; what an export was
 * made without is not told.
 *
 * Savings plans: covered usage and the negation that takes its on-demand price back both bill nothing, so that their sum
 * is what it was. Effective is the plan's share of the usage, and of the recurring fee what went unused. Reservations
 * likewise. An upfront fee is effective where it is used, so its own row has none.
 */
export function toCurMapping(columns: ReadonlySet<string>): FocusMapping {
  const column = (name: string) => (columns.has(name) ? text(name) : untold);
  const money = (name: string) => amount(column(name));
  const net = (netName: string, name: string) => firstOf(money(netName), money(name));
  const type = column('line_item_line_item_type');
  const is = (...types: string[]) => isOneOf(type, types);
  const isDiscount = `COALESCE(${type} LIKE '%Discount', false)`;

  const reservation = column('reservation_reservation_a_r_n');
  const plan = column('savings_plan_savings_plan_a_r_n');
  const unblended = net('line_item_net_unblended_cost', 'line_item_unblended_cost');
  const billed = choose([[is('SavingsPlanCoveredUsage', 'SavingsPlanNegation'), "'0'"]], unblended);
  const unusedReservation = calculate(
    // What was paid for without an upfront fee has none to amortise, whether or not the export has the column.
    choose(
      [[isOneOf(column('pricing_purchase_option'), ['No Upfront']), "'0'"]],
      net(
        'reservation_net_unused_amortized_upfront_fee_for_billing_period',
        'reservation_unused_amortized_upfront_fee_for_billing_period',
      ),
    ),
    '+',
    net('reservation_net_unused_recurring_fee', 'reservation_unused_recurring_fee'),
  );
  const unusedPlan = calculate(
    money('savings_plan_total_commitment_to_date'),
    '-',
    money('savings_plan_used_commitment'),
  );
  const unused = choose([
    [is('RIFee'), unusedReservation],
    [is('SavingsPlanRecurringFee'), unusedPlan],
  ]);
  const effective = choose(
    [
      [
        is('SavingsPlanCoveredUsage'),
        net('savings_plan_net_savings_plan_effective_cost', 'savings_plan_savings_plan_effective_cost'),
      ],
      [is('DiscountedUsage'), net('reservation_net_effective_cost', 'reservation_effective_cost')],
      [is(...recurringTypes), unused],
      [is('SavingsPlanNegation', 'SavingsPlanUpfrontFee'), "'0'"],
      [`${is('Fee')} AND ${reservation} IS NOT NULL`, "'0'"],
    ],
    unblended,
  );
  const listed = choose(
    [
      [`${is('SavingsPlanNegation')} OR ${isDiscount}`, "'0'"],
      [is('Credit', 'Refund'), unblended],
      [is('Tax'), 'NULL'],
    ],
    money('pricing_public_on_demand_cost'),
  );
  const contracted = choose(
    [
      [is('SavingsPlanNegation'), "'0'"],
      [is('DiscountedUsage', 'Tax'), 'NULL'],
    ],
    unblended,
  );
  const spotWords = ['line_item_usage_type', 'pricing_purchase_option', 'pricing_term'].map(column);
  const isSpot = `COALESCE(${spotWords.map((word) => `COALESCE(${word} ILIKE '%spot%', false)`).join(' OR ')}, false)`;
  const product = (key: string) =>
    columns.has('product') ? `NULLIF(TRY_CAST("product" AS JSON) ->> ${quote(`$.${key}`)}, '')` : untold;
  const count = (key: string) => `TRY_CAST(${product(key)} AS INTEGER)`;
  const quantity = money('line_item_usage_amount');
  const isUsage = is(...usageTypes);
  const isEc2 = isOneOf(column('line_item_product_code'), ['AmazonEC2']);
  const hasQuantity = is(...usageTypes, ...purchaseTypes);

  return {
    version,
    required,
    columns: {
      AvailabilityZone: column('line_item_availability_zone'),
      BilledCost: billed,
      BillingAccountId: column('bill_payer_account_id'),
      BillingAccountName: column('bill_payer_account_name'),
      BillingCurrency: column('line_item_currency_code'),
      BillingPeriodEnd: column('bill_billing_period_end_date'),
      BillingPeriodStart: column('bill_billing_period_start_date'),
      ChargeCategory: choose(
        [
          [isUsage, "'Usage'"],
          [is(...purchaseTypes), "'Purchase'"],
          [is('Tax'), "'Tax'"],
          [is('Credit'), "'Credit'"],
        ],
        "'Adjustment'",
      ),
      ChargeClass: choose([[is('Refund', 'Credit'), "'Correction'"]]),
      ChargeDescription: column('line_item_line_item_description'),
      ChargeFrequency: choose([
        [isUsage, "'Usage-Based'"],
        [is(...recurringTypes), "'Recurring'"],
        [is(...purchaseTypes), "'One-Time'"],
      ]),
      ChargePeriodEnd: exclusiveEnd(column('line_item_usage_end_date')),
      ChargePeriodStart: column('line_item_usage_start_date'),
      CommitmentDiscountCategory: choose([
        [`${plan} IS NOT NULL`, "'Spend'"],
        [`${reservation} IS NOT NULL`, "'Usage'"],
      ]),
      CommitmentDiscountId: firstOf(plan, reservation),
      CommitmentDiscountStatus: choose([
        [is('SavingsPlanCoveredUsage', 'DiscountedUsage'), "'Used'"],
        // What went unused of it is not known, and is not taken for nought.
        [`${is(...recurringTypes)} AND ${unused} IS NULL`, "'Unused'"],
        [isPositive(unused), "'Unused'"],
      ]),
      CommitmentDiscountType: choose([
        [`${plan} IS NOT NULL`, "'Savings Plan'"],
        [`${reservation} IS NOT NULL`, "'Reserved Instance'"],
      ]),
      ConsumedQuantity: choose([[isUsage, quantity]]),
      ConsumedUnit: choose([[isUsage, column('pricing_unit')]]),
      ContractedCost: contracted,
      ContractedUnitPrice: choose([[is('Usage'), net('line_item_net_unblended_rate', 'line_item_unblended_rate')]]),
      EffectiveCost: effective,
      InvoiceId: column('bill_invoice_id'),
      InvoiceIssuerName: firstOf(column('bill_invoicing_entity'), "'AWS'"),
      ListCost: listed,
      ListUnitPrice: choose([[isUsage, money('pricing_public_on_demand_rate')]]),
      PricingCategory: choose([
        [is('SavingsPlanCoveredUsage', 'DiscountedUsage'), "'Committed'"],
        [`${isUsage} AND ${isSpot}`, "'Dynamic'"],
        [hasQuantity, "'Standard'"],
      ]),
      PricingCurrency: column('pricing_currency'),
      PricingQuantity: choose([[hasQuantity, quantity]]),
      PricingUnit: choose([[hasQuantity, column('pricing_unit')]]),
      ProviderName: "'AWS'",
      PublisherName: firstOf(column('line_item_legal_entity'), "'AWS'"),
      RegionId: column('product_region_code'),
      RegionName: choose([[isOneOf(column('product_location_type'), ['AWS Region']), column('product_location')]]),
      ResourceId: column('line_item_resource_id'),
      ServiceCategory: choose(
        [
          ...Object.entries(categoriesOfEc2).map(([category, pattern]): [string, string] => [
            `${isEc2} AND COALESCE(regexp_matches(${column('line_item_usage_type')}, ${quote(pattern)}), false)`,
            quote(category),
          ]),
          ...Object.entries(serviceCategories).map(([category, codes]): [string, string] => [
            isOneOf(column('line_item_product_code'), codes),
            quote(category),
          ]),
        ],
        "'Other'",
      ),
      ServiceName: firstOf(product('product_name'), column('line_item_product_code')),
      SkuId: column('product_sku'),
      SkuMeter: column('line_item_usage_type'),
      SkuPriceDetails: jsonObject({
        CoreCount: count('vcpu'),
        GpuCount: count('gpu'),
        InstanceSeries: column('product_instance_family'),
        InstanceType: column('product_instance_type'),
        OperatingSystem: product('operating_system'),
        x_FromRegion: column('product_from_region_code'),
        x_Operation: column('line_item_operation'),
        x_ToRegion: column('product_to_region_code'),
        x_TransferType: product('transfer_type'),
      }),
      SkuPriceId: column('pricing_rate_code'),
      SubAccountId: column('line_item_usage_account_id'),
      SubAccountName: column('line_item_usage_account_name'),
      Tags: columns.has('resource_tags') ? tags : untold,
    },
  };
}

/** Tags that people gave stand with `user_` before their keys, AWS's own with `aws_`. */
const tags = [
  'COALESCE(CAST(NULLIF(map_from_entries(list_transform(',
  `map_entries(TRY_CAST(TRY_CAST("resource_tags" AS JSON) AS MAP(VARCHAR, VARCHAR))),`,
  `entry -> {'key': regexp_replace(entry.key, '^user[_:]', ''), 'value': entry.value})), MAP {}) AS JSON)::VARCHAR,`,
  `CASE WHEN TRY_CAST("resource_tags" AS JSON) IS NULL THEN ${text('resource_tags')} END)`,
].join(' ');

/** Charges of whole months end with their last second; FOCUS ends with what is not included any more. */
function exclusiveEnd(end: string): string {
  const at = `TRY_CAST(${end} AS TIMESTAMP)`;
  return choose(
    [[`COALESCE(second(${at}) = 59, false)`, `strftime(${at} + INTERVAL 1 SECOND, '%Y-%m-%dT%H:%M:%SZ')`]],
    end,
  );
}
