import type { Page } from '@playwright/test';
import { costSchema } from '@/lib/api/contracts/cost';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });
// The second converts what the first uploaded.
test.describe.configure({ mode: 'serial' });

const columns =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName';

const ofUploads = 'from=2025-05-01&to=2025-05-31&metric=billed&billing-account=uploads';

/** A bill of May 2025 in a currency that no other bill of the demo is in; `hour`: when its second row's charge began. */
function toBill(cost: string, hour: string): Buffer {
  const row = (start: string, amount: string) =>
    `${amount},${amount},${amount},${amount},uploads,ISK,2025-05-01T00:00:00Z,2025-06-01T00:00:00Z,2025-05-07T${start}:00:00Z,2025-05-08T00:00:00Z,Usage,Journey Cloud,Engines`;
  return Buffer.from(`${[columns, row('00', cost), row(hour, '1')].join('\n')}\n`);
}

async function upload(page: Page, buffer: Buffer) {
  await page.getByLabel('Choose bills').setInputFiles({ name: 'uploaded.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  return page.getByRole('region', { name: 'What became of the upload' });
}

test('a bill is uploaded, refused with row and reason when it is bad, and counted once when it comes twice', async ({
  page,
  api,
}) => {
  await page.goto('/cost/bills?month=2025-05');
  const told = await upload(page, toBill('1234', '23'));
  await expect(told).toContainText('May 2025: 2 rows read. It counts.');
  await expect(
    page.getByRole('region', { name: 'List of deliveries' }).getByRole('row', { name: /uploaded/ }),
  ).toContainText('Counts');
  await upload(page, toBill('1234', '23'));
  await expect(told).toContainText('the ledger has these very files already. Nothing was changed.');

  await upload(page, toBill('5678', '30'));
  await expect(told).toContainText('May 2025: quarantined. 1 row cannot be read');
  await expect(told).toContainText('uploaded.csv, row 2, ChargePeriodStart “2025-05-07T30:00:00Z”');
  await told.getByRole('link', { name: 'Open the delivery' }).click();
  const refused = page.getByRole('region', { name: 'What was refused' });
  await expect(refused.getByRole('row', { name: /ChargePeriodStart/ })).toContainText(
    'It is no instant as ISO 8601 writes it.',
  );
  await expect(page.getByRole('region', { name: 'What was known when' }).getByRole('row')).toHaveCount(3);

  await page.getByRole('button', { name: 'Dismiss it' }).click();
  await page.getByLabel('Reason').fill('The file was wrong, and the one before it stands.');
  await page.getByRole('button', { name: 'Dismiss delivery' }).click();
  await expect(page.getByText('The file was wrong, and the one before it stands.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take the dismissal back' })).toBeVisible();

  const { books } = await api.get(`/cost?${ofUploads}`, costSchema);
  expect(books.map(({ currency, whole }) => [currency, whole.total.amount])).toEqual([['ISK', '1235']]);
});

test('rates make one currency of it, and a day without one stays apart', async ({ page }) => {
  await page.goto('/cost/bills');
  const rates = Buffer.from('day,from,to,rate\n2025-05-07,EUR,ISK,125\n');
  await page.getByLabel('Choose rates').setInputFiles({ name: 'rates.csv', mimeType: 'text/csv', buffer: rates });
  await page.getByRole('button', { name: 'Import rates' }).click();
  await expect(page.getByRole('region', { name: 'List of exchange rates' })).toContainText('125 ISK');
  await page.goto(`/cost?${ofUploads}&convertTo=EUR&compare=false`);
  await expect(page.getByRole('region', { name: 'Billed, EUR' })).toContainText('9.88');
  await expect(page.getByRole('region', { name: 'Exchange rates used' })).toContainText('125 ISK');
  await page.getByLabel('Currency', { exact: true }).selectOption('GBP');
  await expect(page.getByText('No rate from ISK to GBP is known')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Billed, ISK' })).toBeVisible();
});
