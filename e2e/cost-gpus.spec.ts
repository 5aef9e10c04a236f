import { gpuWasteSchema } from '@/lib/api/contracts/gpu-waste';
import { addAmounts, readAmount } from '@/lib/domain/cost/amount';
import { gpuCostParts } from '@/lib/domain/cost/gpu-use';
import { formatMoney } from '@/lib/format/format-money';
import { toCostDays } from '@/lib/queries/cost-url';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const lastMonth = toCostDays('last-month', new Date());

/** A bill of last month for one machine of eight GPUs, in a currency that no other bill of the demo is in. */
function toBill(): string {
  const from = `${lastMonth.from}T00:00:00Z`;
  const to = new Date(Date.parse(lastMonth.to) + 86_400_000).toISOString();
  const header =
    'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,SkuMeter,ConsumedQuantity,ConsumedUnit';
  const row = [
    '700.01',
    '650.005',
    'journey-gpus',
    'PLN',
    from,
    to,
    from,
    to,
    'Usage',
    'AWS',
    'EC2',
    'BoxUsage:p5.48xlarge',
    '10',
    'Hrs',
  ];
  return `${header}\n${row.join(',')}\n`;
}

test.beforeAll(() => importBill('journey-gpus.csv', toBill()));

test('the GPU bill is told as parts that add up to it, as the API tells them, down to one provider', async ({
  page,
  api,
}) => {
  const waste = await api.get(`/cost/gpu-waste?from=${lastMonth.from}&to=${lastMonth.to}&by=provider`, gpuWasteSchema);
  const book = waste.whole.costs.find(({ currency }) => currency === 'PLN');
  if (book === undefined) throw new Error('The imported bill for GPUs of last month is not told.');
  expect(book.total).toBe('650.005');
  const parts = gpuCostParts.map((part) => readAmount(book.parts[part]));
  expect(addAmounts(...parts)).toBe(readAmount(book.total));

  await page.goto('/cost/gpus?from=last-month&by=provider&unit=cost&book=PLN+billed');
  const tile = page.getByRole('region', { name: 'GPU cost', exact: true });
  await expect(tile).toContainText(formatMoney(book.total, book.currency));
  await tile.getByRole('button', { name: 'About “GPU cost”' }).click();
  await expect(page.getByRole('dialog', { name: 'About “GPU cost”' })).toContainText('x_gpu_model');
  await page.keyboard.press('Escape');

  const bar = page.getByRole('region', { name: 'Where the GPU bill went' });
  await expect(bar).toContainText(formatMoney(book.parts['not-measured'], book.currency));
  const table = page.getByRole('region', { name: 'GPU waste by provider' });
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText(formatMoney(book.total, book.currency));

  await table.getByRole('row', { name: /^AWS/ }).getByRole('button').click();
  await expect(page).toHaveURL(/provider=aws/);
  await expect(page.getByRole('button', { name: 'Remove filter Provider: AWS' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter Provider: AWS' }).click();
  await expect(page).not.toHaveURL(/provider=aws/);
});

test('says what is not known where no bill and no hour is told', async ({ page }) => {
  await page.goto('/cost/gpus?from=2020-01-01&to=2020-01-31');
  await expect(page.getByRole('heading', { name: 'GPU waste', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'GPU waste', exact: true })).toBeVisible();
});
