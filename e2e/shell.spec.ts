import { inventoryPageSchema, type Resource } from '@/lib/api/contracts/inventory';
import type { ResourceKind } from '@/lib/domain/resource';
import type { Api } from './setup/api';
import { expect, test } from './setup/journey';

test('the theme changes at once and is there on the next visit', async ({ page }) => {
  await page.goto('/overview');
  await page.getByRole('button', { name: 'your menu' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the palette finds a page, a connection and a resource, and opens them', async ({ page, api }) => {
  const { id } = await api.simulatedConnection();
  const bucket = await findUnmistakable(api, 'bucket');
  const palette = page.getByRole('dialog');
  const find = async (text: string, group: RegExp) => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(text);
    const found = palette.getByRole('group', { name: group }).getByRole('option', { name: new RegExp(`^${text}`) });
    await found.first().click();
  };
  await page.goto('/overview');
  await find('Inventory', /^Go to/);
  await expect(page).toHaveURL(/\/inventory/);
  await find('Simulated AWS', /^Connections/);
  await expect(page).toHaveURL(new RegExp(`/connections/${id}`));
  await find(bucket.name, /^Resources/);
  await expect(page).toHaveURL(new RegExp(`selected=${bucket.id}`));
});

test('single keys go places, filter and close, but never while typing', async ({ page }) => {
  await page.goto('/overview');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL(/\/inventory/);
  await page.locator('[data-row-link]').first().waitFor();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search resources' });
  await expect(search).toBeFocused();
  await page.keyboard.type('gi');
  await expect(search).toHaveValue('gi');
  await expect(page).toHaveURL(/\/inventory/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Keyboard shortcuts')).toBeVisible();
});

test('the keyboard walks the list and opens a row', async ({ page }) => {
  await page.goto('/inventory');
  await page.locator('[data-row-link]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/selected=/);
  await expect(page.getByRole('complementary', { name: 'Resource details' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/selected=/);
});

test('the skip link leads to the content', async ({ page }) => {
  await page.goto('/overview');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: /skip/i });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('every page says that scripts come from us alone and nobody may frame it', async ({ page }) => {
  const response = await page.goto('/overview');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src [^;]*'nonce-/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src [^;]*'unsafe-inline'/);
});

/**
 * A resource that nothing else is found by the name of, of a cloud that no journey connects to twice; waits for it to be
 * read for the first time.
 */
async function findUnmistakable(api: Api, kind: ResourceKind): Promise<Resource> {
  const read = async () =>
    (await api.get(`/inventory?provider=google-cloud&kind=${kind}&limit=1`, inventoryPageSchema)).items;
  await expect.poll(read, { timeout: 40_000 }).not.toEqual([]);
  const { items } = await api.get(`/inventory?provider=google-cloud&kind=${kind}`, inventoryPageSchema);
  for (const item of items) {
    const found = await api.get(`/inventory?q=${encodeURIComponent(item.name)}&limit=1`, inventoryPageSchema);
    if (found.total.value === 1) return item;
  }
  throw new Error(`No ${kind} has a name of its own.`);
}
