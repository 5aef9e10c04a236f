import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BillingSource, CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { toCurMapping } from '@/lib/providers/aws/cost/cur-mapping';
import { toCostDetailsMapping } from '@/lib/providers/azure/cost/cost-details-mapping';
import { toCsv } from '@/lib/providers/contract/billing/map-with-duckdb';
import type { FocusMapping } from '@/lib/providers/contract/cost';
import { createTestLedger, type TestLedger } from '@/lib/store/cost-ledger/test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

interface Bill {
  source: BillingSource;
  coverage: CostCoverage;
  toFocus: FocusMapping;
  rows: readonly Record<string, string>[];
}

/** Keeps a bill of November, and reads its rows as the ledger has them. */
async function keep({ source, coverage, toFocus, rows }: Bill) {
  const content = gzipSync(toCsv(rows));
  const { months } = await ledger.keepDelivery(
    {
      source,
      coverage,
      toFocus,
      scope: source,
      title: 'Bills',
      billingMonth: '2026-11',
      version: '1',
      deliveredAt: null,
      basis: 'billed',
      files: [
        { name: 'a.csv.gz', encoding: 'csv.gz', bytes: content.length, open: async () => Readable.from([content]) },
      ],
    },
    new Date('2026-11-22T12:00:00Z'),
  );
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0, rows: rows.length }]);
  const files = await ledger.database.prisma.costFile.findMany({ where: { deliveryId: months[0]?.deliveryId } });
  const paths = files.map(({ parquetPath }) => `'${ledger.folder.root}/${parquetPath}'`);
  const shown = [
    'BilledCost',
    'EffectiveCost',
    'ListCost',
    'x_gpu_hours',
    'x_gpu_model',
    'x_transfer',
    'x_provider',
    'Tags',
  ];
  const picked = shown.map((name) => `${name}::VARCHAR AS ${name}`).join(', ');
  return ledger.engine.query(`SELECT ${picked} FROM read_parquet([${paths.join(', ')}]) ORDER BY x_row`);
}

const zeros = (amount: string, digits: number) => `${amount}${'0'.repeat(24 - digits)}`;

test('the Cost and Usage Report 2.0 of AWS is kept to the last digit', async () => {
  const common = {
    bill_billing_period_start_date: '2026-11-01T00:00:00.000Z',
    bill_billing_period_end_date: '2026-12-01T00:00:00.000Z',
    bill_payer_account_id: '111122223333',
    line_item_usage_account_id: '444455556666',
    line_item_currency_code: 'USD',
    line_item_usage_start_date: '2026-11-10T05:00:00.000Z',
    line_item_usage_end_date: '2026-11-10T06:00:00.000Z',
    line_item_line_item_type: 'Usage',
    line_item_usage_type: '',
    line_item_usage_amount: '',
    pricing_unit: '',
    product_instance_type: '',
    pricing_public_on_demand_cost: '',
    resource_tags: '',
  };
  const rows = [
    {
      ...common,
      line_item_unblended_cost: '196.6400000001',
      line_item_usage_type: 'BoxUsage:p5.48xlarge',
      line_item_usage_amount: '2',
      pricing_unit: 'Hrs',
      product_instance_type: 'p5.48xlarge',
      pricing_public_on_demand_cost: '200',
      resource_tags: '{"user_team":"vision"}',
    },
    {
      ...common,
      line_item_unblended_cost: '0.02',
      line_item_usage_type: 'USE1-EUC1-AWS-Out-Bytes',
    },
    {
      ...common,
      line_item_line_item_type: 'Tax',
      line_item_unblended_cost: '1e-3',
      line_item_usage_end_date: '2026-11-30T23:59:59Z',
    },
  ];
  const toFocus = toCurMapping(new Set(Object.keys(rows[0] ?? {})));
  const kept = await keep({ source: 'aws-cur-2', coverage: 'all', toFocus, rows });
  expect(kept).toMatchObject([
    {
      BilledCost: zeros('196.6400000001', 10),
      EffectiveCost: zeros('196.6400000001', 10),
      ListCost: zeros('200.', 0),
      x_gpu_hours: zeros('16.', 0),
      x_gpu_model: expect.stringContaining('H100'),
      x_provider: 'aws',
      Tags: '{"team":"vision"}',
    },
    { BilledCost: zeros('0.02', 2), ListCost: null, x_transfer: 'between-regions', x_gpu_hours: null },
    { BilledCost: zeros('0.001', 3), ListCost: null },
  ]);
});

test('actual and amortised cost of Azure are kept beside one another, from files of few columns', async () => {
  const row = {
    BillingAccountId: '8611537',
    BillingPeriodStartDate: '11/01/2026',
    BillingPeriodEndDate: '11/30/2026',
    BillingCurrencyCode: 'EUR',
    Date: '11/10/2026',
    ChargeType: 'Usage',
    CostInBillingCurrency: '235.2',
    Quantity: '24',
    UnitOfMeasure: '1 Hour',
    PayGPrice: '12.25',
    AdditionalInfo: '{"ServiceType":"Standard_ND96isr_H100_v5"}',
    Tags: '"team": "vision"',
  };
  const actual = {
    source: 'azure-actual',
    coverage: 'billed',
    toFocus: toCostDetailsMapping('billed'),
    rows: [row],
  } as const;
  expect(await keep(actual)).toMatchObject([
    { BilledCost: zeros('235.2', 1), EffectiveCost: null, ListCost: null, x_gpu_hours: null },
  ]);
  const amortised = {
    ...actual,
    source: 'azure-amortized',
    coverage: 'effective',
    toFocus: toCostDetailsMapping('effective'),
  } as const;
  // 24 hours at 12.25 are 294; the machine has eight devices.
  expect(await keep(amortised)).toMatchObject([
    {
      BilledCost: null,
      EffectiveCost: zeros('235.2', 1),
      ListCost: zeros('294.', 0),
      x_gpu_hours: zeros('192.', 0),
      x_provider: 'azure',
      Tags: expect.stringContaining('vision'),
    },
  ]);
});
