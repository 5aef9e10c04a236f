import { gpuFleetSchema } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';
import { grid, listNodes, measuredFleet, totalOf } from '../setup/fleet';
import { expect, test } from '../setup/journey';

test('the funnel and the heatmap tell the same fleet as the API, and every figure tells of itself', async ({
  page,
  api,
}) => {
  test.setTimeout(150_000);
  await measuredFleet(api);
  await page.goto('/gpus');
  const total = totalOf(page);
  // The clouds may still be read for the first time: the page follows what the API tells.
  await expect(async () => {
    const fleet = await api.get('/gpus', gpuFleetSchema);
    expect(await grid(page).getAttribute('aria-rowcount')).toBe(String(listNodes(fleet).length));
    await expect(total).toContainText(fleet.funnel.total.value.toLocaleString('en-US'), { timeout: 100 });
  }).toPass({ timeout: 60_000 });
  for (const title of ['Total', 'Allocated', 'Active', 'Effective']) {
    await page.getByRole('button', { name: `About “${title}”` }).click();
    const note = page.getByRole('dialog', { name: `About “${title}”` });
    for (const part of ['Definition', 'Formula', 'Age', 'Sources'])
      await expect(note.getByText(part).first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
});

test('a filter narrows the fleet and is there after a reload', async ({ page, api }) => {
  test.setTimeout(150_000);
  const fleet = await measuredFleet(api);
  const [model] = fleet.facets.model.toSorted((one, other) => one.gpus - other.gpus);
  if (!model) throw new Error('The demo has no model of GPU.');
  await page.goto('/gpus');
  await page.getByRole('button', { name: 'Model', exact: true }).click();
  // How many there are may still grow while the clouds are first read.
  await expect(async () => {
    const { facets, funnel } = await api.get('/gpus', gpuFleetSchema);
    const gpus = facets.model.find(({ value }) => value === model.value)?.gpus ?? model.gpus;
    const count = describeCount({ value: gpus, atLeast: funnel.total.atLeast }, 'GPU');
    await page.getByRole('checkbox', { name: `${model.value} ${count}` }).check({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/model=/);
  const expectNarrowed = () =>
    expect(async () => {
      const narrowed = await api.get(`/gpus?model=${encodeURIComponent(model.value)}`, gpuFleetSchema);
      expect(await grid(page).getAttribute('aria-rowcount')).toBe(String(listNodes(narrowed).length));
    }).toPass({ timeout: 30_000 });
  await expectNarrowed();
  await page.reload();
  await expectNarrowed();
  await expect(page.getByRole('button', { name: `Model: ${model.value}` })).toBeVisible();
  await page.getByRole('button', { name: 'Clear 1 filter' }).click();
  await expect(page).not.toHaveURL(/model=/);
});

test('the keyboard walks the heatmap and opens a device, and from there its node', async ({ page, api }) => {
  test.setTimeout(150_000);
  await measuredFleet(api);
  await page.goto('/gpus');
  await grid(page).focus();
  const cell = page.getByRole('gridcell');
  await expect(cell).toContainText(', GPU ');
  const readDevice = async () => (await cell.textContent())?.split('. ')[0] ?? '';
  const first = await readDevice();
  await page.keyboard.press('ArrowRight');
  expect(await readDevice()).not.toBe(first);
  await page.keyboard.press('ArrowLeft');
  expect(await readDevice()).toBe(first);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/gpus\/nodes\/[0-9a-f-]{36}\?gpu=\d+$/);
  const [name = '', gpu] = first.split(', ');
  const place = page.getByRole('navigation', { name: 'Place of this GPU' });
  await expect(place).toContainText(gpu ?? '');
  await expect(page.getByRole('region', { name: 'XID history' })).toBeVisible();
  await place.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(/\/gpus\/nodes\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('region', { name: 'Devices' }).first()).toBeVisible();
  await place.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/gpus\?site=/);
});

test('g g leads to the page, and its table to a device', async ({ page, api }) => {
  test.setTimeout(150_000);
  await measuredFleet(api);
  await page.goto('/overview');
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page).toHaveURL(/\/gpus$/);
  await page.getByRole('button', { name: 'Fleet heatmap: more' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  const table = page.getByRole('region', { name: 'GPUs', exact: true });
  await table.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/gpus\/nodes\/.*gpu=\d/);
});
