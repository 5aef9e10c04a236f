import { describe, expect, it } from 'vitest';
import { type MappedRow, mapWithDuckdb, toCsv } from '../../contract/billing/map-with-duckdb';
import { toCurMapping } from './cur-mapping';

type Line = Readonly<Record<string, string>>;

const plan = 'arn:aws:savingsplans::111122223333:savingsplan/aaaa';
const reservation = 'arn:aws:ec2:us-east-1:111122223333:reserved-instances/bbbb';

function line(type: string, cost: string, rest: Line = {}): Line {
  return {
    bill_billing_period_start_date: '2026-11-01T00:00:00.000Z',
    bill_billing_period_end_date: '2026-12-01T00:00:00.000Z',
    bill_payer_account_id: '111122223333',
    line_item_usage_account_id: '444455556666',
    line_item_currency_code: 'USD',
    line_item_usage_start_date: '2026-11-10T05:00:00.000Z',
    line_item_usage_end_date: '2026-11-10T06:00:00.000Z',
    line_item_line_item_type: type,
    line_item_unblended_cost: cost,
    ...rest,
  };
}

async function map(lines: readonly Line[]): Promise<MappedRow[]> {
  const columns = new Set(lines.flatMap((each) => Object.keys(each)));
  return mapWithDuckdb({ csv: toCsv(lines) }, toCurMapping(columns));
}

async function mapOne(each: Line): Promise<MappedRow> {
  const [row] = await map([each]);
  if (row === undefined) throw new Error('Nothing was mapped.');
  return row;
}

/** Billed, effective, list and contracted, without the zeros at their ends. */
function costsOf({ BilledCost, EffectiveCost, ListCost, ContractedCost }: MappedRow): (string | null)[] {
  return [BilledCost, EffectiveCost, ListCost, ContractedCost].map(shorten);
}

function shorten(amount: string | null | undefined): string | null {
  if (amount === null || amount === undefined) return null;
  return amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
}

const onDemand = { pricing_public_on_demand_cost: '98.32', line_item_usage_amount: '1', pricing_unit: 'Hrs' };

describe('the Cost and Usage Report 2.0 as FOCUS', () => {
  it('bills usage at its net price where there is one, and lists what is public', async () => {
    const [gross, net] = await map([
      line('Usage', '98.32', { ...onDemand, line_item_net_unblended_cost: '' }),
      line('Usage', '98.32', { ...onDemand, line_item_net_unblended_cost: '88.488' }),
    ]);
    expect(costsOf(gross ?? {})).toEqual(['98.32', '98.32', '98.32', '98.32']);
    expect(costsOf(net ?? {})).toEqual(['88.488', '88.488', '98.32', '88.488']);
    expect(gross).toMatchObject({
      ChargeCategory: 'Usage',
      ChargeClass: null,
      ChargeFrequency: 'Usage-Based',
      PricingCategory: 'Standard',
      ConsumedUnit: 'Hrs',
      CommitmentDiscountStatus: null,
      SubAccountId: '444455556666',
      BillingAccountId: '111122223333',
    });
    expect(shorten(gross?.ConsumedQuantity)).toBe('1');
  });

  it('spreads a savings plan over what it covered, and keeps what went unused', async () => {
    const rows = await map([
      line('SavingsPlanCoveredUsage', '98.32', {
        ...onDemand,
        savings_plan_savings_plan_a_r_n: plan,
        savings_plan_savings_plan_effective_cost: '60.1',
      }),
      line('SavingsPlanNegation', '-98.32', { savings_plan_savings_plan_a_r_n: plan }),
      line('SavingsPlanRecurringFee', '70', {
        savings_plan_savings_plan_a_r_n: plan,
        savings_plan_total_commitment_to_date: '70',
        savings_plan_used_commitment: '60.1',
      }),
      line('SavingsPlanUpfrontFee', '1000', { savings_plan_savings_plan_a_r_n: plan }),
    ]);
    // Effective: 60.1 used + 9.9 unused = 70, which is what was billed for the hour.
    expect(rows.map(costsOf)).toEqual([
      ['0', '60.1', '98.32', '98.32'],
      ['0', '0', '0', '0'],
      ['70', '9.9', null, '70'],
      ['1000', '0', null, '1000'],
    ]);
    expect(rows.map((row) => row.ChargeCategory)).toEqual(['Usage', 'Adjustment', 'Purchase', 'Purchase']);
    expect(rows.map((row) => row.CommitmentDiscountStatus)).toEqual(['Used', null, 'Unused', null]);
    expect(rows.map((row) => row.ChargeFrequency)).toEqual(['Usage-Based', null, 'Recurring', 'One-Time']);
    expect(rows.map((row) => row.PricingCategory)).toEqual(['Committed', null, 'Standard', 'Standard']);
    for (const row of rows)
      expect(row).toMatchObject({
        CommitmentDiscountId: plan,
        CommitmentDiscountCategory: 'Spend',
        CommitmentDiscountType: 'Savings Plan',
      });
  });

  it('calls no commitment unused of which nothing is left', async () => {
    const row = await mapOne(
      line('SavingsPlanRecurringFee', '70', {
        savings_plan_savings_plan_a_r_n: plan,
        savings_plan_total_commitment_to_date: '70.00',
        savings_plan_used_commitment: '70',
      }),
    );
    expect(shorten(row.EffectiveCost)).toBe('0');
    expect(row.CommitmentDiscountStatus).toBeNull();
  });

  it('spreads a reservation over what it covered, and keeps what went unused', async () => {
    const rows = await map([
      line('DiscountedUsage', '0', {
        reservation_reservation_a_r_n: reservation,
        reservation_effective_cost: '3.21',
        pricing_public_on_demand_cost: '6.5',
      }),
      line('RIFee', '5', {
        reservation_reservation_a_r_n: reservation,
        reservation_unused_amortized_upfront_fee_for_billing_period: '0.75',
        reservation_unused_recurring_fee: '1.04',
      }),
      line('Fee', '8760', { reservation_reservation_a_r_n: reservation }),
    ]);
    // Effective: 3.21 used + 0.75 + 1.04 unused = 5.
    expect(rows.map(costsOf)).toEqual([
      ['0', '3.21', '6.5', null],
      ['5', '1.79', null, '5'],
      ['8760', '0', null, '8760'],
    ]);
    expect(rows.map((row) => row.CommitmentDiscountStatus)).toEqual(['Used', 'Unused', null]);
    expect(rows.map((row) => row.CommitmentDiscountCategory)).toEqual(['Usage', 'Usage', 'Usage']);
  });

  it('takes the net costs of commitments where an account has discounts', async () => {
    const [covered, fee] = await map([
      line('SavingsPlanCoveredUsage', '98.32', {
        savings_plan_savings_plan_effective_cost: '60.1',
        savings_plan_net_savings_plan_effective_cost: '54.09',
      }),
      line('RIFee', '5', {
        reservation_unused_amortized_upfront_fee_for_billing_period: '0.75',
        reservation_net_unused_amortized_upfront_fee_for_billing_period: '0.7',
        reservation_unused_recurring_fee: '1.04',
        reservation_net_unused_recurring_fee: '1.01',
      }),
    ]);
    expect(shorten(covered?.EffectiveCost)).toBe('54.09');
    expect(shorten(fee?.EffectiveCost)).toBe('1.71');
  });

  it('knows no effective cost of a commitment whose columns the export lacks', async () => {
    expect((await mapOne(line('SavingsPlanCoveredUsage', '98.32'))).EffectiveCost).toBeNull();
    const told = { reservation_unused_recurring_fee: '1' };
    // It is not nought that went unused, though not known.
    expect(await mapOne(line('RIFee', '5', told))).toMatchObject({
      EffectiveCost: null,
      CommitmentDiscountStatus: 'Unused',
    });
    expect(await mapOne(line('RIFee', '5', { ...told, pricing_purchase_option: 'No Upfront' }))).toMatchObject({
      EffectiveCost: expect.stringMatching(/^1(\.0+)?$/),
      CommitmentDiscountStatus: 'Unused',
    });
  });

  it('tells tax, support, credits, refunds and discounts apart', async () => {
    const month = {
      line_item_usage_start_date: '2026-11-01T00:00:00Z',
      line_item_usage_end_date: '2026-11-30T23:59:59Z',
    };
    const rows = await map([
      line('Tax', '12.34', month),
      line('Fee', '100', { ...month, line_item_product_code: 'AWSSupportEnterprise' }),
      line('Credit', '-50', month),
      line('Refund', '-3.5', month),
      line('EdpDiscount', '-9.832', month),
    ]);
    expect(rows.map((row) => [row.ChargeCategory, row.ChargeClass])).toEqual([
      ['Tax', null],
      ['Purchase', null],
      ['Credit', 'Correction'],
      ['Adjustment', 'Correction'],
      ['Adjustment', null],
    ]);
    expect(rows.map(costsOf)).toEqual([
      ['12.34', '12.34', null, null],
      ['100', '100', null, '100'],
      ['-50', '-50', '-50', '-50'],
      ['-3.5', '-3.5', '-3.5', '-3.5'],
      ['-9.832', '-9.832', '0', '-9.832'],
    ]);
    expect(rows.map((row) => row.ConsumedQuantity)).toEqual([null, null, null, null, null]);
    expect(rows[0]?.ChargePeriodEnd).toBe('2026-12-01T00:00:00Z');
    expect(rows[1]?.ServiceCategory).toBe('Management and Governance');
  });

  it.each([
    ['USE1-BoxUsage:p5.48xlarge', 'Compute'],
    ['BoxUsage', 'Compute'],
    ['EUC1-EBSOptimized:p5.48xlarge', 'Compute'],
    ['EBS:VolumeUsage.gp3', 'Storage'],
    ['EUC1-EBS:SnapshotUsage', 'Storage'],
    ['USE1-NatGateway-Hours', 'Networking'],
    ['USE1-PublicIPv4:InUseAddress', 'Networking'],
    ['USE1-EUC1-AWS-Out-Bytes', 'Networking'],
    ['DataTransfer-Out-Bytes', 'Networking'],
  ])('sorts what EC2 charges for by what it is: %s', async (usageType, category) => {
    const each = line('Usage', '1', { line_item_product_code: 'AmazonEC2', line_item_usage_type: usageType });
    expect((await mapOne(each)).ServiceCategory).toBe(category);
  });

  it('tells spot, GPUs, transfer and tags', async () => {
    const [spot, transfer] = await map([
      line('Usage', '40', {
        line_item_usage_type: 'USE1-SpotUsage:p5.48xlarge',
        line_item_product_code: 'AmazonEC2',
        line_item_operation: 'RunInstances',
        product: '{"product_name":"Amazon Elastic Compute Cloud","gpu":"8","vcpu":"192"}',
        product_instance_type: 'p5.48xlarge',
        product_region_code: 'us-east-1',
        resource_tags: '{"user_team":"vision","aws_created_by":"x"}',
      }),
      line('Usage', '0.02', {
        line_item_usage_type: 'USE1-EUC1-AWS-Out-Bytes',
        line_item_operation: '',
        product: '{"transfer_type":"InterRegion Outbound"}',
        product_from_region_code: 'us-east-1',
        product_to_region_code: 'eu-central-1',
        resource_tags: '{}',
      }),
    ]);
    expect(spot).toMatchObject({
      PricingCategory: 'Dynamic',
      ServiceCategory: 'Compute',
      ServiceName: 'Amazon Elastic Compute Cloud',
      RegionId: 'us-east-1',
      SkuMeter: 'USE1-SpotUsage:p5.48xlarge',
    });
    expect(JSON.parse(spot?.SkuPriceDetails ?? '')).toEqual({
      CoreCount: 192,
      GpuCount: 8,
      InstanceType: 'p5.48xlarge',
      x_Operation: 'RunInstances',
    });
    expect(JSON.parse(spot?.Tags ?? '')).toEqual({ team: 'vision', aws_created_by: 'x' });
    expect(JSON.parse(transfer?.SkuPriceDetails ?? '')).toEqual({
      x_TransferType: 'InterRegion Outbound',
      x_FromRegion: 'us-east-1',
      x_ToRegion: 'eu-central-1',
    });
    expect(transfer?.Tags).toBeNull();
  });

  it('hands on what is no number as it is, for the reader to refuse', async () => {
    const row = await mapOne(
      line('SavingsPlanRecurringFee', 'seventy', {
        savings_plan_total_commitment_to_date: '70',
        savings_plan_used_commitment: 'x',
      }),
    );
    expect(row.BilledCost).toBe('seventy');
    expect(row.EffectiveCost).toBe('x');
  });

  it('reads the doubles of Parquet by their shortest text, and maps of tags', async () => {
    const columns = {
      line_item_line_item_type: "'SavingsPlanRecurringFee'",
      line_item_unblended_cost: '0.1::DOUBLE',
      savings_plan_total_commitment_to_date: '0.3::DOUBLE',
      savings_plan_used_commitment: '0.1::DOUBLE',
      pricing_public_on_demand_cost: '1.2345678901234567e-10::DOUBLE',
      line_item_usage_start_date: "TIMESTAMP '2026-11-10 05:00:00'",
      line_item_usage_end_date: "TIMESTAMPTZ '2026-11-30 23:59:59Z'",
      resource_tags: "MAP {'user_team': 'vision'}",
      product: "MAP {'gpu': '4'}",
    };
    const select = Object.entries(columns).map(([name, value]) => `${value} AS ${name}`);
    const mapping = toCurMapping(new Set(Object.keys(columns)));
    const [row] = await mapWithDuckdb({ parquet: `SELECT ${select.join(', ')}` }, mapping);
    expect(row?.BilledCost).toBe('0.100000000000000000000000');
    // In doubles 0.3 - 0.1 is 0.19999999999999998.
    expect(row?.EffectiveCost).toBe('0.200000000000000000000000');
    expect(row?.ListCost).toBe('0.000000000123456789012346');
    expect(row?.ChargePeriodEnd).toBe('2026-12-01T00:00:00Z');
    expect(JSON.parse(row?.Tags ?? '')).toEqual({ team: 'vision' });
    expect(JSON.parse(row?.SkuPriceDetails ?? '')).toEqual({ GpuCount: 4 });
  });
});
