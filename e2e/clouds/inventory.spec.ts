import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { inventoryFacetsSchema, inventoryPageSchema } from '@/lib/api/contracts/inventory';
import { nameProvider } from '@/lib/format/provider-words';
import { resourceKindWords } from '@/lib/format/resource-words';
import { countByKind } from '../setup/count-by-kind';
import { expect, test } from '../setup/journey';

test('shows exactly what is really there in every cloud, kind by kind, but for what nobody may read', async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(300_000);
  const connections = await api.simulatedConnections();
  await Promise.all(connections.map(({ id }) => api.readNow(id)));
  let volumes = 0;
  for (const { id, provider } of connections) {
    const { facets } = await api.get(`/inventory/facets?connection=${id}`, inventoryFacetsSchema);
    const shown = Object.fromEntries(facets.kind?.values.map(({ value, count }) => [value, count.value]) ?? []);
    const there = countByKind(provider, await sandbox.truth(provider));
    expect(shown, provider).toEqual(there);
    if (there.volume !== undefined) volumes += there.volume;
  }

  await page.goto('/inventory');
  const filters = page.getByRole('region', { name: 'Filters' });
  await filters.getByRole('button', { name: /^Show \d+ more of Provider$/ }).click();
  const providers = filters.getByRole('group', { name: 'Provider', exact: true });
  for (const { provider } of connections)
    await expect(providers.getByRole('checkbox', { name: startingWith(nameProvider(provider)) })).toBeVisible();
  await filters.getByRole('button', { name: /^Show \d+ more of Kind$/ }).click();
  for (const kind of ['compute-instance', 'volume', 'bucket', 'cluster-node', 'edge-site'] as const)
    await expect(filters.getByRole('checkbox', { name: startingWith(resourceKindWords[kind].many) })).toBeVisible();
  await filters.getByRole('checkbox', { name: startingWith(resourceKindWords.volume.many) }).check();
  // Standing denials leave gaps, so every total is a floor.
  await expect(summary(page)).toContainText(`at least ${volumes.toLocaleString('en')} resources`);
});

test('search and filters live in the address and survive a reload and going back', async ({ page }) => {
  await page.goto('/inventory');
  await firstRow(page).waitFor();
  await page.getByRole('searchbox', { name: 'Search resources' }).fill('gpu');
  await expect(page).toHaveURL(/[?&]q=gpu/);
  await choose(page, 'Kind', 'Compute instances');
  await expect(page).toHaveURL(/kind=compute-instance/);
  await expect(summary(page)).not.toContainText('Searching');
  const before = await summary(page).textContent();
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search resources' })).toHaveValue('gpu');
  await expect(page.getByRole('checkbox', { name: 'Compute instances' })).toBeChecked();
  await expect(summary(page)).toHaveText(before ?? '');
  await page.goBack();
  await expect(page).not.toHaveURL(/kind=/);
  await page.goForward();
  await page.getByRole('button', { name: /^Clear 2/ }).click();
  await expect(page).not.toHaveURL(/[?&](q|kind)=/);
});

test('a chosen value shows after a reload, however far down its facet it stands', async ({ page, api }) => {
  const { facets } = await api.get('/inventory/facets', inventoryFacetsSchema);
  const last = facets.region?.values.at(-1);
  if (last === undefined) throw new Error('Nothing stands in any region.');
  await page.goto(`/inventory?region=${encodeURIComponent(last.value)}`);
  const filters = page.getByRole('region', { name: 'Filters' });
  await expect(filters.getByRole('checkbox', { name: startingWith(last.label), checked: true })).toBeVisible();
  await page.reload();
  await expect(filters.getByRole('checkbox', { name: startingWith(last.label), checked: true })).toBeVisible();
});

test('a resource opens beside the list with its source and the provider’s own document', async ({ page, sandbox }) => {
  const instance = (await sandbox.truth('aws')).resources.find(
    ({ kind, name }) => kind === 'compute-instance' && name !== null,
  );
  const id = instance?.nativeId.split('/').at(-1) ?? '';
  await page.goto(`/inventory?q=${id}`);
  await firstRow(page).click();
  await expect(page).toHaveURL(/selected=/);
  const panel = page.getByRole('complementary', { name: 'Resource details' });
  await expect(panel.getByRole('heading', { name: instance?.name ?? '' })).toBeVisible();
  await expect(panel.getByText('Simulated AWS').first()).toBeVisible();
  await panel.getByText('Raw document').click();
  await expect(panel.getByText(`"InstanceId": "${id}"`)).toBeVisible();
  await page.reload();
  await expect(panel.getByRole('heading', { name: instance?.name ?? '' })).toBeVisible();
  // The page may be there before it listens to keys.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(page).not.toHaveURL(/selected=/);
});

test('the list exports as CSV, every row and no formula', async ({ page, api }) => {
  const { total } = await api.get('/inventory?kind=bucket', inventoryPageSchema);
  await page.goto('/inventory?kind=bucket');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  const [header, ...rows] = file.trimEnd().split('\r\n');
  expect(header).toMatch(/^name,kind,/);
  expect(rows).toHaveLength(total.value);
  expect(rows.filter((row) => /(^|,)"?[=+@-]/.test(row))).toEqual([]);
});

/** Chooses a value of a filter, also where it is among the rarer ones that are folded away at first. */
async function choose(page: Page, title: string, name: string): Promise<void> {
  const filters = page.getByRole('region', { name: 'Filters' });
  const value = filters.getByRole('checkbox', { name: startingWith(name) });
  const rest = filters.getByRole('button', { name: new RegExp(`^Show \\d+ more of ${title}$`) });
  await expect(value.or(rest).first()).toBeVisible();
  if (!(await value.isVisible())) await rest.click();
  await value.check();
}

/** A filter is labelled by its name and a count behind it. */
function startingWith(name: string): RegExp {
  return new RegExp(`^${name}`);
}

function summary(page: Page): Locator {
  return page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: /resource|Searching/ });
}

function firstRow(page: Page): Locator {
  return page.locator('[data-row-link]').first();
}
