import { linksPageSchema } from '@/lib/api/contracts/links';
import { linkFindingWords } from '@/lib/format/link-words';
import { expect, test } from '../setup/journey';

test('links of several clouds stand in one list, the worst first, each with what is known of it', async ({
  page,
  api,
}) => {
  await page.goto('/links');
  const list = page.getByRole('region', { name: 'List of links' });
  await expect(list.getByRole('link').first()).toBeVisible();
  const { items } = await api.get('/links?limit=200', linksPageSchema);
  const providers = new Set(items.flatMap(({ tellers }) => tellers.map(({ provider }) => provider)));
  expect([...providers]).toEqual(expect.arrayContaining(['aws', 'google-cloud', 'azure', 'f5-distributed-cloud']));
  expect(items[0]?.health).toBe('critical');
  await expect(list.getByRole('row').nth(1)).toContainText(items[0]?.name ?? 'a link');
  // No provider's tunnels tell latency: what nobody measured is a dash with its reason, never a nought.
  const tunnel = items.find(({ form, latency }) => form === 'vpn-connection' && latency === null);
  const row = list.getByRole('row').filter({ has: page.getByRole('link', { name: tunnel?.name, exact: true }) });
  await expect(row.first().getByText('Its provider does not measure latency')).toBeAttached();
});

test('a link leads to what rides on it, and back to its list', async ({ page, api }) => {
  const { items } = await api.get('/links?form=circuit&limit=200', linksPageSchema);
  const circuit = items.find(({ riders }) => riders > 0);
  if (circuit === undefined) throw new Error('Nothing rides on any circuit.');
  await page.goto('/links?form=circuit');
  await page.getByRole('link', { name: circuit.name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: circuit.name })).toBeVisible();
  await page.getByRole('region', { name: 'Riding on it' }).first().getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Rides on' }).first()).toContainText(circuit.name);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL('/links?form=circuit');
});

test('a link that lost its spare says so, and filters stand in the address', async ({ page, api }) => {
  const { items } = await api.get('/links?health=warning&limit=200', linksPageSchema);
  const lost = items.find(({ finding }) => finding === 'spare-lost');
  if (lost === undefined) throw new Error('No link has lost its spare.');
  await page.goto('/links?health=warning');
  await page.getByRole('link', { name: lost.name, exact: true }).first().click();
  await expect(page.getByText(linkFindingWords['spare-lost'])).toBeVisible();
  await page.goBack();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Health (1)' })).toBeVisible();
});
