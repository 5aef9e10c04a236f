import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { costSchema } from '@/lib/api/contracts/cost';
import { formatMoney } from '@/lib/format/format-money';
import { toCostDays } from '@/lib/queries/cost-url';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const lastMonth = toCostDays('last-month', new Date());

/** A bill of last month in a currency that no other bill of the demo is in. */
const bill = toBill([
  ['Engines', 'engine-hour', '1234.565'],
  ['Engines', 'engine-hour', '0.000000000000000000000001'],
  ['Storage', 'byte', '0.105'],
  ['', 'support', '10'],
  ['Storage', 'byte', '-0.01'],
]);

function toBill(rows: readonly (readonly [service: string, sku: string, cost: string])[]): string {
  const from = `${lastMonth.from}T00:00:00Z`;
  const to = new Date(Date.parse(lastMonth.to) + 86_400_000).toISOString();
  const header =
    'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,SkuId';
  const lines = rows.map(([service, sku, cost]) =>
    [cost, cost, cost, cost, 'journey', 'NOK', from, to, from, to, 'Usage', 'Journey Cloud', service, sku].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}

test.beforeAll(() => importBill('journey.csv', bill));

test('an imported bill is told to the cent as the API tells it, down to the rows of its file', async ({
  page,
  api,
}) => {
  const query = `from=${lastMonth.from}&to=${lastMonth.to}&by=service`;
  const { books } = await api.get(`/cost?${query}`, costSchema);
  const book = books.find(({ currency }) => currency === 'NOK');
  expect(book?.whole.total).toMatchObject({ amount: '1244.660000000000000000000001', rows: 5, untoldRows: 0 });

  await page.goto('/cost?from=last-month&by=service&book=NOK+billed');
  const tile = page.getByRole('region', { name: 'Effective, NOK' });
  await expect(tile).toContainText(formatMoney(book?.whole.total.amount ?? '', 'NOK'));
  await tile.getByRole('button', { name: 'About “Effective, NOK”' }).click();
  await expect(page.getByRole('dialog', { name: 'About “Effective, NOK”' })).toContainText(
    '1244.660000000000000000000001 NOK',
  );
  await page.keyboard.press('Escape');

  const table = page.getByRole('region', { name: 'Costs by service' });
  await expect(table.getByRole('row', { name: /^Engines/ })).toContainText(
    formatMoney('1234.565000000000000000000001', 'NOK'),
  );
  await expect(table.getByRole('row', { name: /^No service told/ })).toContainText(formatMoney('10', 'NOK'));
  await expect(table.getByRole('row', { name: /^Total/ })).toContainText('100.0%');

  await table.getByRole('button', { name: 'Storage' }).click();
  await expect(page).toHaveURL(/service=Storage/);
  const skus = page.getByRole('region', { name: 'Costs by SKU' });
  await expect(skus.getByRole('row', { name: /^byte/ })).toContainText(formatMoney('0.095', 'NOK'));
  await skus.getByRole('button', { name: 'byte' }).click();
  const rows = page.getByRole('region', { name: 'Rows of the bills' }).getByRole('row');
  await expect(rows.filter({ hasText: 'journey.csv' })).toHaveCount(2);
  const sha256 = createHash('sha256').update(bill).digest('hex');
  await expect(rows.filter({ hasText: sha256 })).toHaveCount(2);
  await expect(
    rows
      .filter({ hasText: formatMoney('-0.01', 'NOK') })
      .getByRole('cell')
      .last(),
  ).toHaveText('5');
});

test('the chart is a table too, and what is chosen lives in the address', async ({ page }) => {
  await page.goto('/cost?from=last-month&by=service&book=NOK+billed');
  await page.getByRole('button', { name: 'Effective cost over time: more' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await expect(page.getByRole('region', { name: 'Effective cost over time' }).first()).toContainText('Engines');
  await page.getByLabel('Cost', { exact: true }).selectOption('billed');
  await expect(page).toHaveURL(/metric=billed/);
  await page.getByLabel('Compare with as many days before').uncheck();
  await expect(page).toHaveURL(/compare=false/);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Billed, NOK' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'As many days before' })).toBeHidden();
  await page.goBack();
  await expect(page).not.toHaveURL(/compare=false/);
});

test('a view is kept and shared, totals are of billing months too, and rows go out as FOCUS', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/cost?from=last-month&by=service&book=NOK+billed&currency=NOK');
  await page.getByLabel('Which time totals are of').selectOption('billing-month');
  await expect(page.getByRole('region', { name: 'Effective, NOK' })).toContainText('By billing month');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Crowns by month');
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('button', { name: 'Crowns by month' })).toBeVisible();

  await page.getByRole('button', { name: 'Copy link' }).click();
  const share = page.getByRole('dialog', { name: 'Share this view' });
  await share.getByLabel(/These very days/).check();
  await share.getByLabel(/As the bills are known now/).check();
  await share.getByRole('button', { name: 'Copy link' }).click();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('from')).toBe(lastMonth.from);
  expect(link.searchParams.get('asOf')).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  await page.goto(link.toString());
  await expect(page.getByRole('region', { name: 'Effective, NOK' })).toContainText('By billing month');

  await page.getByRole('button', { name: 'Export' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'FOCUS 1.2 as CSV' }).click();
  const download = await waiting;
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\n')[0]).toMatch(/^AvailabilityZone,BilledCost,BillingAccountId/);
  expect(text).toContain('0.000000000000000000000001');
  expect(text.trimEnd().split('\n')).toHaveLength(6);
});

test.describe('who may not see costs', () => {
  test.use({ persona: 'operator' });

  test('is told so, and no figure', async ({ page }) => {
    await page.goto('/cost');
    await expect(page.getByText('You may not see what things cost', { exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Totals' })).toBeHidden();
  });
});
