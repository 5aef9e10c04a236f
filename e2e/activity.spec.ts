import { expect, test } from './setup/journey';

test.use({ persona: 'security' });

test('the record of a console that was just set up verifies, with its head outside the database', async ({ page }) => {
  await page.goto('/activity');
  await page.getByRole('button', { name: 'Verify the record' }).click();
  const verdict = page.getByRole('region', { name: 'Verification' });
  await expect(verdict.getByText(/^Intact: \d/)).toBeVisible();
  await expect(verdict.getByText('The head kept outside the database agrees.')).toBeVisible();
});
