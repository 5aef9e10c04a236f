import { formatMoney } from '@/lib/format/format-money';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const dayMs = 86_400_000;
const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const today = toDay(Date.now());
/** Ten weeks of days up to yesterday, at ten francs each, of a provider that no other bill is of. */
const days = Array.from({ length: 70 }, (_, index) => toDay(Date.parse(today) - (70 - index) * dayMs));
const spent = days.filter((day) => day.slice(0, 7) === today.slice(0, 7)).length * 10;
const told = spent === 0 ? 'Nothing told yet' : formatMoney(String(spent), 'CHF');

test.beforeAll(async () => {
  const header =
    'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,SkuId';
  const rows = days.map((day) => {
    const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
    const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
    const end = new Date(Date.parse(day) + dayMs).toISOString();
    const period = [month.toISOString(), next.toISOString(), `${day}T00:00:00Z`, end];
    return [10, 10, 10, 10, 'budgeted', 'CHF', ...period, 'Usage', 'Budget Cloud', 'Engines', 'hour'].join(',');
  });
  await importBill('budgeted.csv', `${[header, ...rows].join('\n')}\n`);
});

test('a budget is made of a slice, told to the cent with its forecast, changed on record and archived', async ({
  page,
}) => {
  const name = `Journey ${Date.now()}`;
  await page.goto('/cost/budgets');
  await page.getByRole('button', { name: 'Make a budget' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a budget' });
  await dialog.getByRole('button', { name: 'Save budget' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Say what people call it.');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Dimension').selectOption('provider');
  await dialog.getByLabel('Value', { exact: true }).fill('Budget Cloud');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByLabel('Amount', { exact: false }).first().fill('5000');
  await dialog.getByLabel('Currency').fill('CHF');
  await dialog.getByRole('button', { name: 'Save budget' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Spent', exact: true })).toContainText(told);
  await expect(page.getByRole('region', { name: 'How good such forecasts were' })).toBeVisible();
  await page.getByRole('button', { name: /^Spent and expected.*: more$/ }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await expect(page.getByRole('columnheader', { name: '80 % band' })).toBeVisible();

  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const change = page.getByRole('dialog', { name: `Change ${name}` });
  await change.getByLabel('Amount', { exact: false }).first().fill('6000');
  await change.getByRole('button', { name: 'Save budget' }).click();
  const said = page.getByRole('region', { name: 'What it said' }).getByRole('listitem');
  await expect(said).toHaveCount(2);
  await expect(said.first()).toContainText(formatMoney('6000', 'CHF'));

  await page.goto('/cost/budgets');
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(formatMoney('6000', 'CHF'));
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByRole('button', { name: 'Archive budget' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.goto('/cost/budgets');
  await expect(page.getByRole('heading', { level: 1, name: 'Budgets' })).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeHidden();
});

test.describe('who may not see costs', () => {
  test.use({ persona: 'operator' });

  test('is told so, and of no budget', async ({ page }) => {
    await page.goto('/cost/budgets');
    await expect(page.getByText('You may not see what things cost', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Make a budget' })).toBeHidden();
  });
});
