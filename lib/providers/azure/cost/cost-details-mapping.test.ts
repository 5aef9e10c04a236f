import { describe, expect, it } from 'vitest';
import { type MappedRow, mapWithDuckdb, toCsv } from '../../contract/billing/map-with-duckdb';
import { toCostDetailsMapping } from './cost-details-mapping';

type Line = Readonly<Record<string, string>>;

const reservation = '/providers/Microsoft.Capacity/reservationOrders/a/reservations/b';
const plan = '/providers/Microsoft.BillingBenefits/savingsPlanOrders/a/savingsPlans/b';

function line(ChargeType: string, CostInBillingCurrency: string, rest: Line = {}): Line {
  return {
    BillingAccountId: '8611537',
    BillingPeriodStartDate: '11/01/2026',
    BillingPeriodEndDate: '11/30/2026',
    BillingCurrencyCode: 'EUR',
    Date: '11/10/2026',
    SubscriptionId: 'aaaa',
    ChargeType,
    CostInBillingCurrency,
    Quantity: '24',
    UnitOfMeasure: '1 Hour',
    ...rest,
  };
}

async function map(coverage: 'billed' | 'effective', lines: readonly Line[]): Promise<MappedRow[]> {
  return mapWithDuckdb({ csv: toCsv(lines) }, toCostDetailsMapping(coverage));
}

async function mapOne(coverage: 'billed' | 'effective', each: Line): Promise<MappedRow> {
  const [row] = await map(coverage, [each]);
  if (row === undefined) throw new Error('Nothing was mapped.');
  return row;
}

function shorten(amount: string | null | undefined): string | null {
  if (amount === null || amount === undefined) return null;
  return amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
}

describe("Azure's cost details as FOCUS", () => {
  it('tell what was billed of actual cost, and nothing that amortised cost tells too', async () => {
    const row = await mapOne('billed', line('Usage', '88.50', { PayGPrice: '4.1', UnitPrice: '3.7' }));
    expect(shorten(row.BilledCost)).toBe('88.5');
    for (const column of ['EffectiveCost', 'ListCost', 'ContractedCost', 'ConsumedQuantity', 'PricingQuantity'])
      expect(row[column], column).toBeUndefined();
  });

  it('tell what is effective of amortised cost, with list and contracted prices times quantity', async () => {
    const row = await mapOne('effective', line('Usage', '79.65', { PayGPrice: '4.1', UnitPrice: '3.7' }));
    expect(row.BilledCost).toBeUndefined();
    expect(shorten(row.EffectiveCost)).toBe('79.65');
    // 24 × 4.1 and 24 × 3.7.
    expect(shorten(row.ListCost)).toBe('98.4');
    expect(shorten(row.ContractedCost)).toBe('88.8');
    expect(shorten(row.ConsumedQuantity)).toBe('24');
    expect(row.ConsumedUnit).toBe('Hour');
  });

  it.each([
    ['64e355d7', '/subscriptions/64e355d7'],
    ['/subscriptions/64e355d7', '/subscriptions/64e355d7'],
    ['', null],
  ])("tell of the subscription %j as Azure's own FOCUS exports do", async (SubscriptionId, account) => {
    const row = await mapOne('effective', line('Usage', '1', { SubscriptionId }));
    expect(row.SubAccountId).toBe(account);
  });

  it.each([
    ['100 Hours', '24', '400', '96'],
    ['10K', '25000', '0.05', '0.125'],
    ['1 GB', '0.000277777777777778', '0.08', '0.00002222222224'],
    ['1M', '123456789012', '0.4', '49382.7156048'],
  ])('price by the block that %s names', async (UnitOfMeasure, Quantity, PayGPrice, listed) => {
    const row = await mapOne('effective', line('Usage', '1', { UnitOfMeasure, Quantity, PayGPrice }));
    expect(shorten(row.ListCost)).toBe(listed);
  });

  it('know no list cost without a price, of another currency, or of a unit of measure unheard of', async () => {
    const rows = await map('effective', [
      line('Usage', '1', { PayGPrice: '', PricingCurrency: '' }),
      line('Usage', '1', { PayGPrice: '4', PricingCurrency: 'USD' }),
      line('Usage', '1', { PayGPrice: '4', UnitOfMeasure: '7 Days', PricingCurrency: '' }),
    ]);
    expect(rows.map(({ ListCost }) => ListCost)).toEqual([null, null, null]);
  });

  it('take the list cost that a customer agreement tells, and its billing profile for the account', async () => {
    const row = await mapOne(
      'effective',
      line('Usage', '1', {
        BillingCurrencyCode: '',
        BillingCurrency: 'EUR',
        BillingProfileId: 'profile-1',
        BillingProfileName: 'Profile',
        PaygCostInBillingCurrency: '1.25',
        PayGPrice: '99',
        PricingCurrency: 'USD',
      }),
    );
    expect(shorten(row.ListCost)).toBe('1.25');
    expect(row).toMatchObject({
      BillingAccountId: 'profile-1',
      BillingAccountName: 'Profile',
      BillingAccountType: 'Billing Profile',
      BillingCurrency: 'EUR',
      PricingCurrency: 'USD',
    });
  });

  it('keep what went unused of commitments, and call it so', async () => {
    const rows = await map('effective', [
      line('Usage', '60.1', { PricingModel: 'Reservation', BenefitId: reservation }),
      line('UnusedReservation', '9.9', { PricingModel: 'Reservation', BenefitId: reservation }),
      line('UnusedSavingsPlan', '1', { PricingModel: 'SavingsPlan', BenefitId: plan }),
      line('Usage', '5', { PricingModel: 'Spot', BenefitId: '' }),
    ]);
    expect(rows.map(({ EffectiveCost }) => shorten(EffectiveCost))).toEqual(['60.1', '9.9', '1', '5']);
    expect(rows.map((row) => row.CommitmentDiscountStatus)).toEqual(['Used', 'Unused', 'Unused', null]);
    expect(rows.map((row) => row.CommitmentDiscountCategory)).toEqual(['Usage', 'Usage', 'Spend', null]);
    expect(rows.map((row) => row.PricingCategory)).toEqual(['Committed', 'Committed', 'Committed', 'Dynamic']);
    expect(rows.map((row) => row.ChargeCategory)).toEqual(['Usage', 'Usage', 'Usage', 'Usage']);
    expect(rows.map(({ ConsumedQuantity }) => shorten(ConsumedQuantity))).toEqual(['24', null, null, '24']);
  });

  it('tell purchases, refunds, taxes and roundings apart', async () => {
    const rows = await map('billed', [
      line('Purchase', '8760', { Frequency: 'OneTime' }),
      line('Refund', '-12', { Frequency: 'OneTime' }),
      line('Tax', '3', { Frequency: '' }),
      line('RoundingAdjustment', '0.01', { Frequency: '' }),
    ]);
    expect(rows.map((row) => [row.ChargeCategory, row.ChargeClass, row.ChargeFrequency])).toEqual([
      ['Purchase', null, 'One-Time'],
      ['Purchase', 'Correction', 'One-Time'],
      ['Tax', null, null],
      ['Adjustment', null, null],
    ]);
    expect(rows.map(({ BilledCost }) => shorten(BilledCost))).toEqual(['8760', '-12', '3', '0.01']);
  });

  it('end periods with what is not included any more, whatever form the days have', async () => {
    const rows = await map('billed', [
      line('Usage', '1'),
      line('Usage', '1', {
        Date: '2026-11-30T00:00:00Z',
        BillingPeriodStartDate: '2026-11-01',
        BillingPeriodEndDate: '2026-11-30',
      }),
      line('Usage', '1', { Date: 'yesterday' }),
    ]);
    expect(rows.map((row) => [row.ChargePeriodStart, row.ChargePeriodEnd])).toEqual([
      ['2026-11-10T00:00:00Z', '2026-11-11T00:00:00Z'],
      ['2026-11-30T00:00:00Z', '2026-12-01T00:00:00Z'],
      ['yesterday', 'yesterday'],
    ]);
    for (const row of rows.slice(0, 2))
      expect(row).toMatchObject({
        BillingPeriodStart: '2026-11-01T00:00:00Z',
        BillingPeriodEnd: '2026-12-01T00:00:00Z',
      });
  });

  it('tell the size of a machine, its region and its meter', async () => {
    const row = await mapOne(
      'effective',
      line('Usage', '1', {
        AdditionalInfo: '{"ServiceType":"Standard_ND96isr_H100_v5","VCPUs":96}',
        ResourceLocation: 'West Europe',
        ResourceId: '/subscriptions/aaaa/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/train-1',
        MeterName: 'ND96isr H100 v5',
        MeterCategory: 'Virtual Machines',
        ServiceFamily: 'Compute',
        Tags: '"team": "vision"',
      }),
    );
    expect(JSON.parse(row.SkuPriceDetails ?? '')).toEqual({
      InstanceType: 'Standard_ND96isr_H100_v5',
      CoreCount: 96,
      x_MeterCategory: 'Virtual Machines',
    });
    expect(row).toMatchObject({
      RegionId: 'westeurope',
      ResourceName: 'train-1',
      SkuMeter: 'ND96isr H100 v5',
      ServiceName: 'Virtual Machines',
      ServiceCategory: 'Compute',
      Tags: '"team": "vision"',
    });
  });

  it('reads the doubles of Parquet by their shortest text', async () => {
    const columns = {
      BillingPeriodStartDate: "DATE '2026-11-01'",
      BillingPeriodEndDate: "DATE '2026-11-30'",
      Date: "DATE '2026-11-10'",
      ChargeType: "'Usage'",
      CostInBillingCurrency: '0.1::DOUBLE',
      Quantity: '0.3::DOUBLE',
      PayGPrice: '0.7::DOUBLE',
      UnitOfMeasure: "'1 Hour'",
    };
    const select = Object.entries(columns).map(([name, value]) => `${value} AS ${name}`);
    const [row] = await mapWithDuckdb({ parquet: `SELECT ${select.join(', ')}` }, toCostDetailsMapping('effective'));
    expect(row?.EffectiveCost).toBe('0.100000000000000000000000');
    expect(shorten(row?.ListCost)).toBe('0.21');
    expect(row?.ChargePeriodEnd).toBe('2026-11-11T00:00:00Z');
  });
});
