import { closeSchema } from '@/lib/api/contracts/cost-close';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

/** Five months ago: no other journey looks at it. */
const start = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 5, 1));
const month = start.toISOString().slice(0, 7);
const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(start);

/** A bill of that month in a currency that no other bill of the demo is in. */
function toBill(
  rows: readonly (readonly [resource: string, quantity: string, cost: string, category: string])[],
): string {
  const from = start.toISOString();
  const to = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)).toISOString();
  const header =
    'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,ResourceId,PricingQuantity,PricingUnit';
  const lines = rows.map(([resource, quantity, cost, category]) =>
    [
      cost,
      cost,
      'journey-close',
      'RON',
      from,
      to,
      from,
      to,
      category,
      'Journey Cloud',
      'Engines',
      resource,
      quantity,
      'Hours',
    ].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}

const bringIn = (bill: string) => importBill('journey-close.csv', bill);

test('finance closes a month, and every later cent is told by its cause, down to its lines', async ({ page, api }) => {
  await bringIn(
    toBill([
      ['engine-1', '10', '100.10', 'Usage'],
      ['engine-2', '10', '50', 'Usage'],
    ]),
  );
  await page.goto(`/cost/close/${month}?book=RON+billed`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Before closing' })).toBeVisible();
  await page.getByRole('button', { name: 'Close month' }).click();
  const dialog = page.getByRole('alertdialog', { name: `Close ${name}?` });
  await dialog.getByLabel('Comment').fill('Closed by a journey.');
  const reason = dialog.getByLabel('Why it is closed all the same');
  if (await reason.isVisible()) await reason.fill('What is missing follows.');
  await dialog.getByLabel(/^Type/).fill('2000-01');
  await dialog.getByRole('button', { name: 'Close month' }).click();
  await expect(dialog.getByText('This does not match.')).toBeVisible();
  await dialog.getByLabel(/^Type/).fill(month);
  await dialog.getByRole('button', { name: 'Close month' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing changed since the close')).toBeVisible();

  await bringIn(
    toBill([
      ['engine-1', '12', '120.12', 'Usage'],
      ['engine-2', '10', '45', 'Usage'],
      ['', '', '-3.5', 'Credit'],
    ]),
  );
  const told = await api.get(`/cost/closes/${month}`, closeSchema);
  expect(told.close?.isIntact).toBe(true);
  expect(told.books.find(({ currency }) => currency === 'RON')).toMatchObject({
    closed: { amount: '150.1' },
    now: { amount: '161.62' },
    difference: '11.52',
    causes: [
      { cause: 'late-usage', amount: '20.02' },
      { cause: 'correction', amount: '-3.5' },
      { cause: 'price', amount: '-5' },
    ],
  });
  await page.reload();
  const changes = page.getByRole('region', { name: 'Since the close, by cause' });
  await expect(changes.getByRole('listitem').filter({ hasText: 'Late usage' })).toContainText('20.02');
  await expect(changes.getByRole('listitem').filter({ hasText: 'Difference' })).toContainText('11.52');
  await changes.getByRole('button', { name: 'Price' }).click();
  const lines = page.getByRole('region', { name: 'Lines of the bills' });
  await expect(lines.getByRole('row').filter({ hasText: 'engine-2' })).toContainText('5.00');
  await page.goto('/cost/close');
  await expect(page.getByRole('row').filter({ hasText: name }).first()).toContainText('Closed, changed since');
});
