import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FocusColumnName } from '@/lib/domain/cost/focus-columns';
import { detailedFields, detailedToFocus } from './detailed-to-focus';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => connection?.closeSync());

/** An hour of one GPU, as the export tells it; what a test says differs. */
const gpuHour: Record<string, string> = {
  billing_account_id: '01A2B3-C4D5E6-F7A8B9',
  'service.description': 'Compute Engine',
  'sku.id': '0000-1111-2222',
  'sku.description': 'Nvidia H100 80GB GPU running in Americas',
  usage_start_time: '2026-10-31T23:00:00.000000Z',
  usage_end_time: '2026-11-01T00:00:00.000000Z',
  'project.id': 'lab',
  'project.name': 'Lab',
  'project.labels': '{"team":"platform","env":"prod"}',
  labels: '{"team":"vision"}',
  system_labels: '{"compute.googleapis.com/machine_spec":"a3-highgpu-8g"}',
  tags: '{}',
  'location.location': 'us-central1',
  'location.region': 'us-central1',
  'location.zone': 'us-central1-a',
  'resource.name': 'node-1',
  'resource.global_name': '//compute.googleapis.com/projects/lab/zones/us-central1-a/instances/42',
  cost: '9.796550569',
  currency: 'USD',
  'usage.amount': '3600.0',
  'usage.unit': 'seconds',
  'usage.amount_in_pricing_units': '1.0',
  'usage.pricing_unit': 'hour',
  credits: '[]',
  'invoice.month': '202611',
  cost_type: 'regular',
  cost_at_list: '11.06',
  'price.effective_price': '9.796550569',
  'price.pricing_unit_quantity': '1',
};

type Mapped = Partial<Record<FocusColumnName | 'x_CoveredCost', string | null>>;

async function map(row: Record<string, string | null>): Promise<Mapped> {
  const line = { ...gpuHour, ...row };
  const values = detailedFields.map((column) => line[column] ?? null);
  const source = detailedFields.map((column, index) => `CAST($${index + 1} AS VARCHAR) AS "${column}"`).join(', ');
  const columns = Object.entries(detailedToFocus.columns).map(([name, sql]) => `CAST(${sql} AS VARCHAR) AS "${name}"`);
  const read = await connection.runAndReadAll(`SELECT ${columns.join(', ')} FROM (SELECT ${source}) AS source`, values);
  return read.getRowObjects()[0] as Mapped;
}

describe('a row of the detailed export as FOCUS', () => {
  it('keeps every digit of its costs and stays in the month it is invoiced in, which begins in Los Angeles', async () => {
    expect(await map({})).toMatchObject({
      BilledCost: '9.796550569000000000000000',
      EffectiveCost: '9.796550569000000000000000',
      ContractedCost: '9.796550569000000000000000',
      ContractedUnitPrice: '9.796550569000000000000000',
      ListCost: '11.060000000000000000000000',
      ListUnitPrice: null,
      BillingPeriodStart: '2026-11-01T07:00:00Z',
      BillingPeriodEnd: '2026-12-01T08:00:00Z',
      ChargePeriodStart: '2026-10-31T23:00:00.000000Z',
      ChargeCategory: 'Usage',
      ChargeClass: null,
      PricingCategory: 'Standard',
      PricingQuantity: '1.000000000000000000000000',
      PricingUnit: 'hour',
      ConsumedQuantity: '3600.000000000000000000000000',
      ResourceType: 'instances',
      SubAccountId: 'lab',
      ServiceCategory: 'Compute',
    });
    expect(await map({ 'invoice.month': '202603' })).toMatchObject({
      BillingPeriodStart: '2026-03-01T08:00:00Z',
      BillingPeriodEnd: '2026-04-01T07:00:00Z',
    });
  });

  it('takes credits off, all of them, also where more is given than was charged', async () => {
    const credits = JSON.stringify([
      { name: 'Sustained use', amount: '-1.5E-6', type: 'SUSTAINED_USAGE_DISCOUNT' },
      { name: 'Promotion', amount: '-10.0', type: 'PROMOTION' },
    ]);
    expect(await map({ credits, cost: '2.0E-6', 'price.effective_price': null })).toMatchObject({
      BilledCost: '-9.999999500000000000000000',
      EffectiveCost: '-9.999999500000000000000000',
      ContractedCost: '0.000002000000000000000000',
      ContractedUnitPrice: null,
      PricingCategory: 'Standard',
    });
  });

  it('tells commitments apart: what they cover, and what they cost', async () => {
    const covered = JSON.stringify([{ amount: '-9.796550569', type: 'COMMITTED_USAGE_DISCOUNT' }]);
    expect(await map({ credits: covered })).toMatchObject({
      BilledCost: '0.000000000000000000000000',
      PricingCategory: 'Committed',
      CommitmentDiscountCategory: 'Usage',
    });
    const offset = JSON.stringify([{ amount: '-70', type: 'FEE_UTILIZATION_OFFSET' }]);
    const fee = {
      'sku.description': 'Commitment - dollar based v1: GCP Compute for 1 year',
      credits: offset,
      cost: '100',
      'subscription.instance_id': 'sub-1',
    };
    expect(await map(fee)).toMatchObject({
      BilledCost: '30.000000000000000000000000',
      ChargeCategory: 'Purchase',
      ChargeFrequency: 'Recurring',
      PricingCategory: 'Committed',
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountId: 'sub-1',
    });
  });

  it('tells how much of usage commitments cover, where it is a part, and nothing of what they do not', async () => {
    const credits = JSON.stringify([
      { amount: '-4', type: 'COMMITTED_USAGE_DISCOUNT' },
      { amount: '-1.5', type: 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE' },
      { amount: '-0.25', type: 'PROMOTION' },
    ]);
    expect(await map({ credits, cost: '10' })).toMatchObject({
      PricingCategory: 'Committed',
      ContractedCost: '10.000000000000000000000000',
      EffectiveCost: '4.250000000000000000000000',
      x_CoveredCost: '5.500000000000000000000000',
    });
    const promotion = JSON.stringify([{ amount: '-1', type: 'PROMOTION' }]);
    for (const none of ['[]', promotion])
      expect(await map({ credits: none })).toMatchObject({ PricingCategory: 'Standard', x_CoveredCost: null });
  });

  it('takes usage for covered that is charged at less than it would be without a commitment', async () => {
    const repriced = { cost: '7', cost_at_effective_price_default: '9.796550569' };
    expect(await map(repriced)).toMatchObject({
      PricingCategory: 'Committed',
      ContractedCost: '9.796550569000000000000000',
      EffectiveCost: '7.000000000000000000000000',
      x_CoveredCost: null,
    });
    expect(await map({ cost_at_effective_price_default: '9.796550569000001' })).toMatchObject({
      PricingCategory: 'Standard',
    });
    const dearer = { cost: '12', cost_at_effective_price_default: '9.796550569' };
    expect(await map(dearer)).toMatchObject({ PricingCategory: 'Standard' });
  });

  it.each([
    ['Nvidia H100 80GB GPU running in Americas', 'Compute'],
    ['Storage optimized Z3 Instance Core running in Americas', 'Compute'],
    ['SSD backed Local Storage', 'Compute'],
    ['Storage PD Capacity', 'Storage'],
    ['Storage PD Snapshot in Iowa', 'Storage'],
    ['External IP Charge on a Standard VM', 'Networking'],
    ['Network Internet Data Transfer Out from Americas to EMEA', 'Networking'],
  ])('sorts what Compute Engine sells by what it is: %s', async (description, category) => {
    expect((await map({ 'sku.description': description })).ServiceCategory).toBe(category);
  });

  it('never says that an unknown list price is nought', async () => {
    expect(await map({ cost_at_list: null })).toMatchObject({ ListCost: null });
  });

  it('keeps a row whose quantity is more than the ledger can hold, without the quantity', async () => {
    expect(await map({ 'usage.amount': '9.277129360473256E15', 'usage.unit': 'byte-seconds' })).toMatchObject({
      ConsumedQuantity: null,
      BilledCost: '9.796550569000000000000000',
      PricingQuantity: '1.000000000000000000000000',
    });
  });

  it('calls an adjustment a correction, and neither it nor a tax usage', async () => {
    expect(await map({ cost_type: 'adjustment', 'adjustment_info.type': 'USAGE_CORRECTION' })).toMatchObject({
      ChargeCategory: 'Adjustment',
      ChargeClass: 'Correction',
      PricingCategory: null,
      ConsumedQuantity: null,
    });
    expect(await map({ cost_type: 'tax' })).toMatchObject({ ChargeCategory: 'Tax', ChargeClass: null });
    expect(await map({ cost_type: 'something new' })).toMatchObject({ ChargeCategory: null });
  });

  it('gives a resource’s own labels precedence over its project’s', async () => {
    const { Tags } = await map({ tags: '{"cost-centre":"7"}' });
    expect(JSON.parse(Tags ?? '')).toEqual({ team: 'vision', env: 'prod', 'cost-centre': '7' });
  });

  it.each([
    ['Nvidia H100 80GB GPU running in Americas', 'Standard'],
    ['Nvidia H100 80GB Plus GPU attached to Spot Preemptible VMs running in Iowa', 'Dynamic'],
    ['Spot Preemptible A3 Instance Core running in Americas', 'Dynamic'],
    ['Network Internet Data Transfer Out from Americas to EMEA', 'Standard'],
  ])('reads how %s is bought, and keeps its words as the meter', async (description, pricing) => {
    const { PricingCategory, SkuMeter } = await map({ 'sku.description': description });
    expect([PricingCategory, SkuMeter]).toEqual([pricing, description]);
  });

  it('tells the machine type where a label does', async () => {
    expect((await map({})).SkuPriceDetails).toBe('{"InstanceType":"a3-highgpu-8g"}');
    expect((await map({ system_labels: '{}' })).SkuPriceDetails).toBeNull();
  });
});
