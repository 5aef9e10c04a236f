import { sitePageSchema, siteStandingsSchema } from '@/lib/api/contracts/site-pages';
import { siteWatchesSchema } from '@/lib/api/contracts/site-watches';
import { sitePartWords } from '@/lib/format/site-words';
import { expect, test } from './setup/journey';

test('the list tells every site that the API does, and names those that are on no map', async ({ page, api }) => {
  await page.goto('/sites');
  const list = page.getByRole('region', { name: 'List of sites' });
  await expect(list.getByRole('link').first()).toBeVisible();
  const { items } = await api.get('/site-standings', siteStandingsSchema);
  await expect(list.getByRole('table')).toHaveAttribute('aria-rowcount', String(items.length + 1));
  const lost = items.filter(({ latitude, isUnplaced }) => latitude === null && !isUnplaced);
  const onMap = items.filter(({ latitude }) => latitude !== null);
  expect(onMap.length).toBeGreaterThan(0);
  await expect(page.getByRole('group', { name: new RegExp(`^Map of ${onMap.length} sites?$`) })).toBeVisible();
  const map = page.getByRole('region', { name: 'Map', exact: true });
  if (lost.length === 0) {
    await expect(map.getByText(/no coordinates/)).toBeHidden();
    return;
  }
  await expect(map.getByRole('status').filter({ hasText: 'no coordinates' })).toContainText(
    new RegExp(`^${lost.length} sites? (has|have) no coordinates: .*set them in Settings, Sites`),
  );
  const more = map.getByRole('button', { name: /^Name \d+ more$/ });
  if (await more.isVisible()) await more.click();
  for (const { title, name } of lost)
    await expect(map.getByRole('status').filter({ hasText: 'no coordinates' })).toContainText(title ?? name);
});

test('what is chosen on the map is marked in the list, and the other way round, and lives in the address', async ({
  page,
  api,
}) => {
  const { items } = await api.get('/site-standings', siteStandingsSchema);
  const site = items.find(({ latitude, title }) => latitude !== null && title !== null);
  if (site?.title == null) throw new Error('No site of the demo has a title and coordinates.');
  await page.goto(`/sites?q=${encodeURIComponent(site.title)}`);
  const mark = page.getByRole('button', { name: new RegExp(`^${site.title}: `) });
  await expect(mark).toHaveAttribute('aria-pressed', 'false');
  await mark.click();
  await expect(page).toHaveURL(new RegExp(`selected=${site.name}`));
  const row = page.getByRole('region', { name: 'List of sites' }).getByRole('row', { name: new RegExp(site.title) });
  await expect(row.getByRole('button', { pressed: true })).toBeVisible();
  const short = page.getByRole('region', { name: site.title, exact: true });
  await expect(short.getByRole('link', { name: `Open the page of ${site.title}` })).toBeVisible();

  await short.getByRole('button', { name: 'Deselect' }).click();
  await expect(page).not.toHaveURL(/selected=/);
  await row.getByRole('button', { pressed: false }).click();
  await expect(mark).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(page.getByRole('button', { name: new RegExp(`^${site.title}: `) })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('the keyboard alone leads to a site: on the map, down the list and to its page', async ({ page }) => {
  await page.goto('/overview');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/sites$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Sites' })).toBeVisible();
  const list = page.getByRole('region', { name: 'List of sites' });
  await expect(list.getByRole('link').first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/selected=/);
  await expect(list.getByRole('link').first()).toBeFocused();

  const marks = page.getByRole('group', { name: /^Map of / }).getByRole('button');
  const stop = page.locator('[data-mark][tabindex="0"]');
  await expect(stop).toHaveCount(1);
  await stop.focus();
  await page.keyboard.press('Home');
  const first = await stop.getAttribute('data-mark');
  if ((await marks.count()) > 1) {
    await page.keyboard.press('End');
    await expect(stop).not.toHaveAttribute('data-mark', first ?? '');
    await expect(stop).toBeFocused();
  }
  const fit = page.getByRole('button', { name: 'Show all sites' });
  await page.keyboard.press('+');
  await expect(fit).toBeEnabled();
  await page.keyboard.press('0');
  await expect(fit).toBeDisabled();

  await list.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sites\/.+/);
  await expect(page.getByRole('region', { name: 'Health by parts' })).toBeVisible();
});

test('a site’s page tells each part with its status, its reason and how old its oldest source is', async ({
  page,
  api,
}) => {
  const { items } = await api.get('/site-standings', siteStandingsSchema);
  const troubled = items.find(({ status, title }) => status !== 'healthy' && title !== null) ?? items[0];
  if (troubled === undefined) throw new Error('The demo has no site.');
  const answer = await api.get(`/site-page?site=${encodeURIComponent(troubled.name)}`, sitePageSchema);
  await page.goto(`/sites/${encodeURIComponent(troubled.name)}`);
  await expect(page.getByRole('heading', { level: 1, name: troubled.title ?? troubled.name })).toBeVisible();
  const parts = page.getByRole('region', { name: 'Health by parts' });
  for (const { part, presence, at } of answer.parts) {
    const row = parts.getByRole('row', { name: new RegExp(`^${sitePartWords[part].title}`) });
    await expect(row).toContainText(
      presence === 'none' ? 'The site has none' : /Critical|Unknown|Warning|In progress|Healthy/,
    );
    if (at !== null) await expect(row.locator('time').last()).toHaveText(/just now|ago|in under a minute/);
  }
  await expect(page.getByRole('region', { name: 'Cost', exact: true })).toContainText(/cost:read/);
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText(troubled.title ?? troubled.name);
});

test('the timeline of a site is narrowed by kinds, which the address keeps', async ({ page, api }) => {
  const { items } = await api.get('/site-standings', siteStandingsSchema);
  const [site] = items;
  if (site === undefined) throw new Error('The demo has no site.');
  await page.goto(`/sites/${encodeURIComponent(site.name)}`);
  const kinds = page.getByRole('group', { name: 'Kinds of events' });
  await expect(kinds.getByRole('button', { name: 'All' })).toHaveAttribute('aria-pressed', 'true');
  await kinds.getByRole('button', { name: 'First seen' }).click();
  await expect(page).toHaveURL(/event=first-seen/);
  const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
  await expect(
    timeline
      .getByRole('listitem')
      .or(timeline.getByText(/is known to have happened/))
      .first(),
  ).toBeVisible();
  await page.reload();
  await expect(kinds.getByRole('button', { name: 'First seen' })).toHaveAttribute('aria-pressed', 'true');
  for (const event of await timeline.getByRole('listitem').all()) await expect(event).toContainText(/first/i);
  await kinds.getByRole('button', { name: 'All' }).click();
  await expect(page).not.toHaveURL(/event=/);
});

test.describe('of whoever may see costs', () => {
  test.use({ persona: 'finance' });

  test('a site’s page leads to its GPUs, work, links, resources and costs', async ({ page, api }) => {
    const { items } = await api.get('/site-standings', siteStandingsSchema);
    const site = items.find(({ gpus, title }) => gpus.total.value > 0 && title !== null);
    if (site === undefined) throw new Error('No site of the demo has GPUs.');
    await page.goto(`/sites/${site.name}`);
    for (const [link, address] of [
      ['All GPUs', `/gpus?site=${site.name}`],
      ['All workloads', `/workloads?site=${site.name}`],
      ['All resources', `/inventory?site=${site.name}`],
    ] as const)
      await expect(page.getByRole('link', { name: link })).toHaveAttribute('href', address);
    const cost = page.getByRole('region', { name: 'Cost', exact: true });
    await expect(cost.getByRole('link', { name: 'Explore' })).toHaveAttribute(
      'href',
      new RegExp(`^/cost\\?(.*&)?site=${site.name}(&|$)`),
    );
  });
});

test('who watches a site is told of the parts and statuses they chose, and may stop', async ({ page, api }) => {
  const watched = async () => {
    const { items } = await api.get('/site-watches', siteWatchesSchema);
    return items.filter(({ site }) => site === 'munich').map(({ parts, statuses }) => ({ parts, statuses }));
  };
  await page.goto('/sites/munich');
  await page.getByRole('button', { name: /^Watch/ }).click();
  const menu = page.getByRole('dialog', { name: 'Mail about this site' });
  await expect(menu.getByText('no mail server')).toBeVisible();
  await menu.getByRole('checkbox', { name: 'All parts' }).click();
  await expect(page.getByRole('button', { name: 'Watch (5)' })).toBeVisible();
  await menu.getByRole('checkbox', { name: 'Storage' }).click();
  await expect(page.getByRole('button', { name: 'Watch (4)' })).toBeVisible();
  await menu.getByRole('checkbox', { name: 'Warning' }).click();
  await expect(menu.getByRole('checkbox', { name: 'Warning' })).not.toBeChecked();
  await expect
    .poll(watched)
    .toEqual([{ parts: ['control-plane', 'data-plane', 'gpus', 'sources'], statuses: ['unknown', 'critical'] }]);
  await page.reload();
  await page.getByRole('button', { name: 'Watch (4)' }).click();
  await expect(menu.getByRole('checkbox', { name: 'Storage' })).not.toBeChecked();
  await menu.getByRole('checkbox', { name: 'All parts' }).click();
  await expect(page.getByRole('button', { name: 'Watch (5)' })).toBeVisible();
  await menu.getByRole('checkbox', { name: 'All parts' }).click();
  await expect(page.getByRole('button', { name: 'Watch', exact: true })).toBeVisible();
  await expect.poll(watched).toEqual([]);
});
