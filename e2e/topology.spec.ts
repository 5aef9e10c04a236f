import { fromHealthLetter } from '@/lib/api/contracts/health-letters';
import { betweenSchema, type Topology, topologySchema, waysSchema } from '@/lib/api/contracts/topology';
import { expect, test } from './setup/journey';

interface Line {
  from: Topology['sites'][number];
  to: Topology['sites'][number];
  links: number;
}

/** Lines between two different sites, the worst first. */
function toLines({ sites, lines }: Topology): Line[] {
  return lines.from.flatMap((from, index) => {
    const [one, other, links] = [sites[from], sites[lines.to[index] ?? -1], lines.links[index]];
    if (one === undefined || other === undefined || links === undefined || one === other) return [];
    return [{ from: one, to: other, links }];
  });
}

const toSearch = (values: Record<string, string>) => new URLSearchParams(values).toString();

test('the picture leads from all sites to two, to a link of them and what it is made of, and back', async ({
  page,
  api,
}) => {
  const topology = await api.get('/links/topology', topologySchema);
  const [line] = toLines(topology).toSorted((one, other) => other.links - one.links);
  if (line === undefined) throw new Error('No link leads from one site to another.');
  const title = `${line.from.title} – ${line.to.title}`;

  await page.goto('/links/topology');
  const list = page.getByRole('region', { name: 'Lines of the topology' });
  const worst = fromHealthLetter(topology.lines.health[0]);
  await expect(list.getByRole('row').nth(1)).toContainText(new RegExp(worst.replace('-', ' '), 'i'));
  await list.getByRole('button', { name: title, exact: true }).click();
  await expect(page).toHaveURL(`/links/topology?${toSearch({ at: line.from.name, to: line.to.name })}`);

  const { links } = await api.get(
    `/links/between?${toSearch({ from: line.from.name, to: line.to.name })}`,
    betweenSchema,
  );
  const panel = page.getByRole('region', { name: title, exact: true });
  await expect(panel.getByRole('button', { name: links[0]?.link.name ?? 'a link' }).first()).toBeVisible();
  await panel
    .getByRole('button', { name: links[0]?.link.name ?? 'a link' })
    .first()
    .click();
  await expect(page).toHaveURL(/[?&]link=/);
  await expect(page.getByText('Stands in for it', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Stands in for it', { exact: true })).toBeVisible();

  await page.getByRole('navigation', { name: 'Looked at' }).getByRole('button', { name: 'All sites' }).click();
  await expect(page).toHaveURL('/links/topology');
  await page.goBack();
  await expect(page).toHaveURL(/[?&]link=/);
});

test('the picture is walked with the keyboard, one tab stop, and says which sites have no place', async ({
  page,
  api,
}) => {
  const { sites } = await api.get('/links/topology', topologySchema);
  await page.goto('/links/topology');
  const picture = page.getByRole('listbox', { name: 'Sites of the topology' });
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(picture.getByRole('option')).toContainText(sites[0]?.title ?? 'a site');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/links/topology?${toSearch({ at: sites[0]?.name ?? '' })}`);
  await expect(picture.getByRole('option')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/links/topology');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Show all' }).click();
});

test('links that end where no source says are counted, and below 640 pixels the table stands alone', async ({
  page,
  api,
}) => {
  const { lines } = await api.get('/links/topology', topologySchema);
  const open = lines.links.filter((_, index) => lines.to[index] === -1).reduce((sum, links) => sum + links, 0);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/links/topology');
  if (open > 0) await expect(page.getByText(`${open} link`).first()).toContainText('where no source says');
  await expect(page.getByRole('region', { name: 'Lines of the topology' })).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Sites of the topology' })).toBeHidden();
});

test('filters stand in the address and narrow what is drawn', async ({ page }) => {
  await page.goto('/links/topology');
  await page.getByRole('button', { name: 'State', exact: true }).click();
  await page.getByRole('dialog', { name: 'State filter' }).getByLabel('Up').check();
  await expect(page).toHaveURL(/state=up/);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('button', { name: 'State (1)' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/links/topology');
});

test('a path tells its segments, and of a way that nobody measures that it is not known', async ({ page, api }) => {
  const [line] = toLines(await api.get('/links/topology', topologySchema));
  if (line === undefined) throw new Error('No link leads from one site to another.');
  await page.goto('/links/path');
  await expect(page.getByText('Choose two sites')).toBeVisible();
  await page.getByLabel('From', { exact: true }).selectOption(line.from.name);
  await page.getByLabel('To', { exact: true }).selectOption(line.to.name);
  const search = toSearch({ from: line.from.name, to: line.to.name });
  await expect(page).toHaveURL(`/links/path?${search}`);
  const { found } = await api.get(`/links/ways?${search}`, waysSchema);
  const best = found?.ways[0];
  if (best === undefined) throw new Error('A line is a path.');
  await expect(page.getByRole('heading', { name: /^1\. / })).toBeVisible();
  await expect(page.getByText('If it fails:').first()).toBeVisible();
  const measured = page.getByRole('region', { name: 'Measured from end to end' });
  await expect(measured).toContainText('do not add up');
  if (found?.back.length === 0) await expect(measured).toContainText('nobody measures this way');
  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page).toHaveURL(`/links/path?${toSearch({ from: line.to.name, to: line.from.name })}`);
});
