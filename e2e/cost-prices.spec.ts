import { rateCardsSchema } from '@/lib/api/contracts/rate-cards';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

test('a rate card is previewed, written and kept, and prices say where they come from', async ({ page, api }) => {
  await page.goto('/cost/on-premises');
  await expect(page.getByRole('heading', { level: 1, name: 'On-premises' })).toBeVisible();
  await page.getByRole('button', { name: 'Write a card…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Write a rate card' });
  await dialog.getByRole('button', { name: 'Write card' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Choose the site.');

  const site = await dialog.getByLabel('Site').locator('option').nth(1).getAttribute('value');
  await dialog.getByLabel('Site').selectOption({ index: 1 });
  await dialog.getByLabel('GPU model').fill('NVIDIA journey');
  await dialog.getByLabel('Currency').fill('EUR');
  await dialog.getByLabel('Price of a kWh').fill('0.25');
  await dialog.getByLabel('Rated power of a node, W').fill('10000');
  await dialog.getByLabel('Staff').fill('0');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  const preview = dialog.getByRole('region', { name: 'Preview' });
  // 10 kW at 0.25 a kilowatt hour; what is not told makes the total a floor.
  await expect(preview.getByRole('row', { name: /Power/ })).toContainText('2.5 EUR');
  await expect(preview.getByRole('row', { name: /Total/ })).toContainText('at least');
  await dialog.getByRole('button', { name: 'Write card' }).click();

  const title = `${site}, NVIDIA journey`;
  const card = page.getByRole('region', { name: title, exact: true });
  await expect(card).toContainText('version 1');
  const { cards } = await api.get('/cost/rate-cards', rateCardsSchema);
  expect(cards.find(({ gpuModel }) => gpuModel === 'NVIDIA journey')).toMatchObject({ site, inForce: 1 });

  await page.getByRole('link', { name: 'Prices', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Prices' })).toBeVisible();
  await page.getByRole('button', { name: 'About the prices' }).click();
  await expect(page.getByRole('dialog', { name: 'About the prices' })).toContainText('Price lists');
});

test('quick estimates are off until somebody allows them', async ({ page }) => {
  await page.goto('/cost?from=last-month');
  const panel = page.getByRole('region', { name: 'Quick estimates' });
  await expect(panel).toContainText('Switched off: nobody can ask for one.');
  await expect(panel.getByRole('button', { name: /^Ask/ })).toHaveCount(0);
});
