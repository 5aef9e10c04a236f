import { commitmentsSchema } from '@/lib/api/contracts/cost-commitments';
import { transferSchema } from '@/lib/api/contracts/cost-transfer';
import { formatMoney } from '@/lib/format/format-money';
import { toCostDays } from '@/lib/queries/cost-url';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const lastMonth = toCostDays('last-month', new Date());
const end = new Date(Date.parse(lastMonth.to) + 86_400_000).toISOString();
const start = `${lastMonth.from}T00:00:00Z`;
const header = [
  ...['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'BillingAccountId', 'BillingCurrency'],
  ...['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd', 'ChargeCategory'],
  ...['ProviderName', 'ServiceName', 'ServiceCategory', 'RegionId', 'SkuId', 'SkuMeter', 'PricingCategory'],
  ...['CommitmentDiscountId', 'CommitmentDiscountName', 'CommitmentDiscountStatus', 'ConsumedQuantity', 'ConsumedUnit'],
];
type Row = Partial<Record<(typeof header)[number], string>>;
const machine = { ServiceName: 'EC2', ServiceCategory: 'Compute', RegionId: 'us-east-1', SkuId: 'hour' };
const plan = {
  CommitmentDiscountId: 'journey-plan',
  CommitmentDiscountName: 'Journey plan',
  PricingCategory: 'Committed',
};
const moved = { ServiceName: 'Transfer', RegionId: 'us-east-1', SkuId: 'moved', SkuMeter: 'USE1-EUC1-AWS-Out-Bytes' };

/** A bill of last month in a currency that no other bill of the demo is in. */
const rows: Row[] = [
  { ...plan, ChargeCategory: 'Purchase', BilledCost: '90', EffectiveCost: '0', ListCost: '90', ContractedCost: '90' },
  {
    ...plan,
    ...machine,
    BilledCost: '0',
    EffectiveCost: '63',
    ListCost: '100',
    ContractedCost: '91',
    CommitmentDiscountStatus: 'Used',
  },
  {
    ...plan,
    BilledCost: '0',
    EffectiveCost: '27',
    ListCost: '0',
    ContractedCost: '0',
    CommitmentDiscountStatus: 'Unused',
  },
  {
    ...machine,
    BilledCost: '273',
    EffectiveCost: '273',
    ListCost: '300',
    ContractedCost: '273',
    PricingCategory: 'Standard',
  },
  {
    ...moved,
    BilledCost: '4.56',
    EffectiveCost: '4.56',
    ListCost: '5',
    ContractedCost: '5',
    ConsumedQuantity: '12',
    ConsumedUnit: 'GB',
  },
];
const common = {
  BillingAccountId: 'commitments-journey',
  BillingCurrency: 'SEK',
  BillingPeriodStart: start,
  BillingPeriodEnd: end,
  ChargePeriodStart: start,
  ChargePeriodEnd: end,
  ChargeCategory: 'Usage',
  ProviderName: 'AWS',
};

test.beforeAll(async () => {
  const lines = rows.map((row) =>
    header.map((name) => ({ ...common, ...row })[name as keyof typeof common] ?? '').join(','),
  );
  await importBill('commitments-journey.csv', `${[header.join(','), ...lines].join('\n')}\n`);
});

test('a commitment is told as it was used, and leads from the tab of Cost', async ({ page, api }) => {
  const { books, isPartial } = await api.get(
    `/cost/commitments?from=${lastMonth.from}&to=${lastMonth.to}`,
    commitmentsSchema,
  );
  const book = books.find(({ currency }) => currency === 'SEK');
  expect(book).toMatchObject({
    coverage: { share: 0.25 },
    utilisation: { share: 0.7 },
    unused: { amount: '27' },
    // While bills of some cloud are to come, nobody can say what is left between the two.
    balance: isPartial ? null : '0',
  });

  await page.goto('/cost');
  await page.getByRole('navigation', { name: 'Parts of Cost' }).getByRole('link', { name: 'Commitments' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Commitments' })).toBeVisible();
  await page.goto('/cost/commitments?from=last-month&book=SEK+billed');
  await expect(page.getByRole('region', { name: 'Coverage', exact: true })).toContainText('25.0%');
  await expect(page.getByRole('region', { name: 'Utilisation', exact: true })).toContainText('70.0%');
  const row = page.getByRole('region', { name: 'Commitments' }).getByRole('row', { name: /^Journey plan/ });
  await expect(row).toContainText(formatMoney('27', 'SEK'));
  await page.getByLabel('On demand at').selectOption('list');
  await expect(page).toHaveURL(/price=list/);
});

test('data is told from where to where, and leads to its rows', async ({ page, api }) => {
  const { books } = await api.get(`/cost/transfer?from=${lastMonth.from}&to=${lastMonth.to}`, transferSchema);
  const book = books.find(({ currency }) => currency === 'SEK');
  expect(book?.pairs).toMatchObject([{ from: 'aws/us-east-1', to: 'aws/eu-central-1', amount: '4.56' }]);

  await page.goto('/cost/transfer?from=last-month&book=SEK+billed');
  const matrix = page.getByRole('region', { name: 'Matrix of data transfer' });
  await expect(matrix.getByRole('columnheader', { name: 'AWS eu-central-1' })).toBeVisible();
  await page.getByLabel('Cells show').selectOption('bytes');
  await expect(matrix).toContainText('12.9 GB');
  await matrix.getByRole('link').click();
  await expect(page).toHaveURL(/sku=moved/);
  const row = page.getByRole('region', { name: 'Rows of the bills' }).getByRole('row');
  await expect(row.filter({ hasText: 'commitments-journey.csv' })).toHaveCount(1);
});
