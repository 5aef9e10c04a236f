import { expect, test } from './setup/journey';

test('a link that no provider tells of is declared, unknown until something measures it, changed and removed with a reason', async ({
  page,
}) => {
  const name = `Fibre ${Date.now()}`;
  await page.goto('/links');
  await page.getByRole('button', { name: 'Declare a link' }).click();
  const form = page.getByRole('dialog', { name: 'Declare a link' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Near end').fill('dublin');
  await form.getByLabel('Far end').fill('dublin');
  await form.getByLabel('Contracted capacity').fill('0');
  await form.getByRole('button', { name: 'Declare link' }).click();
  // What cannot be is said beside its field, before anything is sent.
  await expect(form.getByText('Both ends are at one place.').first()).toBeVisible();
  await expect(form.getByText('Enter a number above nought, or leave it empty.').first()).toBeVisible();
  await expect(form.getByText('Choose the unit: bits, not bytes.').first()).toBeVisible();

  await form.getByLabel('Far end').fill('nowhere');
  await expect(form.getByText('Not a site of Millwright: on no map.')).toBeVisible();
  await form.getByLabel('Contracted capacity').fill('10');
  await form.getByLabel('Unit of the capacity').selectOption('Gbit/s');
  await form.getByLabel('Far end').fill('frankfurt');
  await expect(form.getByText('Not a site of Millwright', { exact: false })).toHaveCount(0);
  await form.getByLabel('Circuit id').fill('ACME-1');
  await form.getByRole('button', { name: 'Declare link' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const facts = page.getByRole('region', { name: 'How it stands' }).first();
  await expect(facts).toContainText('Unknown');
  await expect(facts).toContainText('10 Gbit/s');
  await expect(page.getByRole('region', { name: 'As declared' }).first()).toContainText('ACME-1');

  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const change = page.getByRole('dialog', { name: `Change ${name}` });
  await change.getByLabel('Contracted capacity').fill('40');
  await change.getByRole('button', { name: 'Save link' }).click();
  await expect(change.getByText('Say why, for the record.').first()).toBeVisible();
  await change.getByLabel('Reason').fill('Upgraded');
  await change.getByRole('button', { name: 'Save link' }).click();
  await expect(facts).toContainText('40 Gbit/s');

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const removal = page.getByRole('alertdialog');
  await removal.getByLabel('Reason').fill('Given up');
  await removal.getByRole('button', { name: 'Remove link' }).click();
  await expect(page).toHaveURL(/\/links$/);
  await page.goto('/activity');
  await expect(page.getByText(name).first()).toBeVisible();
});

test('links in trouble are filtered, and one may be told of them by mail', async ({ page }) => {
  await page.goto('/links');
  await page.getByRole('button', { name: 'Watch' }).click();
  const watch = page.getByRole('dialog', { name: 'Mail about links' });
  const all = watch.getByLabel('All links I may see');
  // It is checked once the server has it.
  await all.click();
  await expect(all).toBeChecked();
  await expect(page.getByRole('button', { name: 'Watch (1)' })).toBeVisible();
  await all.click();
  await expect(all).not.toBeChecked();
  await expect(page.getByRole('button', { name: 'Watch', exact: true })).toBeVisible();
  await page.goto('/links?trouble=down');
  await expect(page.getByRole('button', { name: 'Trouble (1)' })).toBeVisible();
});
