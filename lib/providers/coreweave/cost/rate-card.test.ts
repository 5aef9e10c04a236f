import { describe, expect, it } from 'vitest';
import { coreWeaveSettingsSchema } from '../settings';
import { priceUsage } from './price-usage';
import { parseRate } from './rate-card';
import type { UsageRow } from './usage-api';

const rates = [
  'gd-8xh100ib-i128, GPU-hours, 6.155, USD, 2026-01-01',
  'gd-8xh100ib-i128, GPU-hours, 5.9, USD, 2026-11-15',
].flatMap((line) => parseRate(line) ?? []);

const usage = (day: string, quantity: string, more: UsageRow = {}): UsageRow => ({
  SkuId: 'gd-8xh100ib-i128',
  PricingUnit: 'GPU-hours',
  PricingQuantity: quantity,
  ChargePeriodStart: `${day}T00:00:00Z`,
  ...more,
});

describe('usage by a rate card', () => {
  it('costs what was valid on its day, to the last digit', () => {
    const { priced, unpriced } = priceUsage(
      [usage('2026-11-14', '8'), usage('2026-11-15', '0.1'), usage('2026-11-15', '1e-20')],
      rates,
    );
    expect(priced.map(({ EffectiveCost }) => EffectiveCost)).toEqual(['49.24', '0.59', '0.000000000000000000059']);
    expect(priced[0]).toMatchObject({ BillingCurrency: 'USD', BilledCost: '49.24', ContractedUnitPrice: '6.155' });
    expect(unpriced).toEqual([]);
  });

  it('costs nothing that is known where no rate fits, and says so', () => {
    const { priced, unpriced } = priceUsage(
      [
        usage('2025-12-31', '8'),
        usage('2026-11-15', '8', { PricingUnit: 'Instance-hours' }),
        usage('2026-11-14', '8', { PricingUnit: 'Instance-hours' }),
        usage('2026-11-15', 'many'),
      ],
      rates,
    );
    for (const row of priced) expect(row).not.toHaveProperty('BilledCost');
    expect(unpriced.map(({ unit, from, rows }) => [unit, from, rows])).toEqual([
      ['GPU-hours', '2025-12-31', 2],
      ['Instance-hours', '2026-11-14', 2],
    ]);
  });

  it('names the machine with GPUs that its SKU or meter is, also without a rate', () => {
    const { priced } = priceUsage(
      [
        usage('2026-11-15', '4', { SkuId: 'gb200-4x', SkuMeter: 'GPU-hours' }),
        usage('2026-11-15', '8', { SkuId: '42', SkuMeter: 'GD-8xH100ib-i128' }),
        usage('2026-11-15', '2', { SkuId: 'object-storage', SkuMeter: null }),
      ],
      rates,
    );
    expect(priced.map(({ x_InstanceType: machine }) => machine)).toEqual(['gb200-4x', 'GD-8xH100ib-i128', undefined]);
  });

  it('is found by its meter, and keeps a cost that CoreWeave tells', () => {
    const { priced } = priceUsage(
      [
        usage('2026-11-15', '2', { SkuId: '42', SkuMeter: 'GD-8xH100ib-i128' }),
        usage('2026-11-15', '2', { BilledCost: '7.5', BillingCurrency: 'EUR' }),
      ],
      rates,
    );
    expect(priced.map(({ BilledCost, BillingCurrency }) => [BilledCost, BillingCurrency])).toEqual([
      ['11.8', 'USD'],
      ['7.5', 'EUR'],
    ]);
  });
});

describe('a rate card', () => {
  const read = (rateCard: string[]) =>
    coreWeaveSettingsSchema.safeParse({ server: 'https://10.0.0.1:6443', clusterName: 'c1', rateCard });

  it('has a SKU, a unit, a price, a currency and a day in each line', () => {
    expect(read(['a, GPU-hours, 1.5, USD, 2026-01-01', '']).data?.rateCard).toHaveLength(1);
  });

  it.each([
    'a, GPU-hours, 1.5, USD',
    'a, GPU-hours, cheap, USD, 2026-01-01',
    'a, GPU-hours, -1, USD, 2026-01-01',
    'a, GPU-hours, 1, dollars, 2026-01-01',
    'a, GPU-hours, 1, USD, 2026-13-01',
    'a, GPU-hours, 1,000, USD, 2026-01-01',
  ])('is refused with %j', (line) => {
    expect(read([line]).success).toBe(false);
  });

  it('is in one currency', () => {
    expect(read(['a, h, 1, USD, 2026-01-01', 'b, h, 1, EUR, 2026-01-01']).success).toBe(false);
  });
});
