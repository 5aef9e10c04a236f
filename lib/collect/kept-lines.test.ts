import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BillingSource, CostBasis } from '@/lib/domain/cost/billing-delivery';
import type { FocusMapping } from '@/lib/providers/contract/cost';
import { priceUsage } from '@/lib/providers/coreweave/cost/price-usage';
import { parseRate } from '@/lib/providers/coreweave/cost/rate-card';
import { detailedFields, detailedToFocus } from '@/lib/providers/google-cloud/cost/detailed-to-focus';
import { createTestLedger, type TestLedger } from '@/lib/store/cost-ledger/test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

interface Lines {
  source: BillingSource;
  basis: CostBasis;
  toFocus: FocusMapping | null;
  rows: readonly object[];
}

/** Keeps lines of JSON as a bill of November, and reads its rows as the ledger has them. */
async function keep({ source, basis, toFocus, rows }: Lines) {
  const content = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const { months } = await ledger.keepDelivery(
    {
      source,
      basis,
      toFocus,
      coverage: 'all',
      scope: source,
      title: 'Bills',
      billingMonth: '2026-11',
      version: '1',
      deliveredAt: null,
      files: [{ name: 'a.jsonl', encoding: 'json-lines', bytes: null, open: async () => Readable.from([content]) }],
    },
    new Date('2026-11-22T12:00:00Z'),
  );
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0, rows: rows.length }]);
  const files = await ledger.database.prisma.costFile.findMany({ where: { deliveryId: months[0]?.deliveryId } });
  const paths = files.map(({ parquetPath }) => `'${ledger.folder.root}/${parquetPath}'`);
  const shown = ['BilledCost', 'ListCost', 'BillingPeriodStart', 'ChargePeriodStart', 'Tags'];
  const derived = ['x_charge_day', 'x_provider', 'x_gpu_model', 'x_gpu_hours', 'x_transfer'];
  const picked = [...shown, ...derived].map((name) => `${name}::VARCHAR AS ${name}`).join(', ');
  return ledger.engine.query(`SELECT ${picked} FROM read_parquet([${paths.join(', ')}]) ORDER BY x_row`);
}

test('the detailed export of Google Cloud is kept to the last digit, with its GPUs and transfers', async () => {
  const line = {
    ...Object.fromEntries(detailedFields.map((field) => [field, null])),
    billing_account_id: '01A2B3-C4D5E6-F7A8B9',
    'service.description': 'Compute Engine',
    usage_start_time: '2026-10-31T23:00:00.000000Z',
    usage_end_time: '2026-11-01T00:00:00.000000Z',
    currency: 'USD',
    'invoice.month': '202611',
    cost_type: 'regular',
    credits: '[{"amount":"-1.0E-12","type":"PROMOTION"}]',
    labels: '{"team":"vision"}',
    'usage.amount': '7200',
    'usage.unit': 'seconds',
    'usage.amount_in_pricing_units': '2.0',
    'usage.pricing_unit': 'hour',
  };
  const rows = await keep({
    source: 'google-cloud-detailed',
    basis: 'billed',
    toFocus: detailedToFocus,
    rows: [
      {
        ...line,
        'sku.description': 'Nvidia H100 80GB GPU running in Americas',
        cost: '19.593101138',
        cost_at_list: '22.12',
      },
      {
        ...line,
        'sku.description': 'Network Inter Zone Data Transfer Out',
        cost: '0',
        'usage.pricing_unit': 'gibibyte',
      },
    ],
  });
  expect(rows).toEqual([
    {
      BilledCost: '19.593101137999000000000000',
      ListCost: '22.120000000000000000000000',
      BillingPeriodStart: '2026-11-01 07:00:00',
      ChargePeriodStart: '2026-10-31 23:00:00',
      Tags: '{"team":"vision"}',
      x_charge_day: '2026-10-31',
      x_provider: 'google-cloud',
      x_gpu_model: 'NVIDIA H100',
      x_gpu_hours: '2.000000000000000000000000',
      x_transfer: null,
    },
    expect.objectContaining({
      BilledCost: '-0.000000000001000000000000',
      ListCost: null,
      x_gpu_model: null,
      x_gpu_hours: null,
      x_transfer: 'between-zones',
    }),
  ]);
});

test('usage of CoreWeave is kept with the price of the rate card, and without one where there is none', async () => {
  const rates = [parseRate('gd-8xh100ib-i128, GPU-hours, 6.155, USD, 2026-01-01') ?? []].flat();
  const row = (SkuId: string) => ({
    SkuId,
    BillingAccountId: 'org-1',
    BillingPeriodStart: '2026-11-01T00:00:00Z',
    BillingPeriodEnd: '2026-12-01T00:00:00Z',
    ChargePeriodStart: '2026-11-10T05:00:00Z',
    ChargePeriodEnd: '2026-11-10T06:00:00Z',
    PricingUnit: 'GPU-hours',
    PricingQuantity: '8',
    ServiceName: 'CKS',
  });
  const { priced } = priceUsage([row('gd-8xh100ib-i128'), row('something-new')], rates);
  const rows = await keep({ source: 'coreweave-usage', basis: 'own-estimate', toFocus: null, rows: priced });
  expect(rows).toMatchObject([
    { BilledCost: '49.240000000000000000000000', ListCost: null, x_provider: 'coreweave' },
    { BilledCost: null, x_provider: 'coreweave' },
  ]);
});
