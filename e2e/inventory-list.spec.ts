import type { Locator, Page } from '@playwright/test';
import { expect, test } from './setup/journey';

test('a filter nothing matches says so and is cleared with one press', async ({ page }) => {
  await page.goto('/inventory?q=nothing-is-called-this');
  await expect(page.getByRole('region', { name: 'Resources' }).getByText(/No resources match/)).toBeVisible();
  await page
    .getByRole('button', { name: /^Clear/ })
    .last()
    .click();
  await expect(firstRow(page)).toBeVisible();
});

test('a view is saved under a name, opened again and deleted', async ({ page }) => {
  await page.goto('/inventory?kind=bucket&sort=region');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Buckets by region');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Buckets by region' })).toBeVisible();

  await page.goto('/inventory');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Buckets by region' }).click();
  await expect(page).toHaveURL(/kind=bucket/);
  await page.getByRole('button', { name: 'Buckets by region' }).click();
  await page.getByRole('menuitem', { name: /^Delete/ }).click();
  await expect(page.getByRole('button', { name: 'Views' })).toBeVisible();
});

test('the columns a person chooses stay chosen', async ({ page }) => {
  await page.goto('/inventory');
  await firstRow(page).waitFor();
  const header = page.getByRole('columnheader', { name: 'Zone' });
  const wasShown = await header.isVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Zone' }).click();
  await expect(header).toBeVisible({ visible: !wasShown });
  await page.reload();
  await firstRow(page).waitFor();
  await expect(header).toBeVisible({ visible: !wasShown });
});

test('far down the list, page after page, rows are still there', async ({ page }) => {
  await page.goto('/inventory');
  await firstRow(page).waitFor();
  const list = page.getByRole('region', { name: 'Resources' });
  const scrollOn = async () => {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    return lastRowIndex(list);
  };
  await expect.poll(scrollOn, { timeout: 40_000, intervals: [250] }).toBeGreaterThan(400);
});

function firstRow(page: Page): Locator {
  return page.locator('[data-row-link]').first();
}

function lastRowIndex(list: Locator): Promise<number> {
  return list.evaluate((element) =>
    Math.max(...[...element.querySelectorAll('tr[data-index]')].map((row) => Number(row.getAttribute('data-index')))),
  );
}
