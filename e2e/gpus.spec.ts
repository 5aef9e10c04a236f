import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type GpuFleet, gpuFleetSchema } from '@/lib/api/contracts/gpus';
import type { Api } from './setup/api';
import { expect, test } from './setup/journey';

const totalOf = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Total', exact: true }) });
const grid = (page: Page) => page.getByRole('grid', { name: /^GPUs by/ });

/** The fleet once its machines were read for the first time and something was measured of them. */
async function measuredFleet(api: Api): Promise<GpuFleet> {
  const read = () => api.get('/gpus', gpuFleetSchema);
  await expect.poll(async () => (await read()).definitions.length, { timeout: 90_000 }).toBeGreaterThan(0);
  return read();
}

const listNodes = ({ sites }: GpuFleet) => sites.flatMap(({ clusters }) => clusters.flatMap(({ nodes }) => nodes));

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
  await page.getByRole('checkbox', { name: `${model.value} ${model.gpus} GPU` }).check();
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

test('a device’s samples are read only when one asks for them', async ({ page, api }) => {
  test.setTimeout(150_000);
  const fleet = await measuredFleet(api);
  const node = listNodes(fleet).find(({ busy }) => busy.some((value) => value !== null));
  const slot = node?.slots[node.busy.findIndex((value) => value !== null)];
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/samples')) asked.push(request.url());
  });
  await page.goto(`/gpus/nodes/${node?.id}?gpu=${slot}`);
  const raw = page.getByRole('region', { name: 'Samples as collected' });
  await expect(raw).toBeVisible();
  expect(asked).toEqual([]);
  await raw.getByLabel('Series').selectOption({ index: 1 });
  await expect(raw.getByText(/sample(s)? by /)).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  await expect(page).toHaveURL(/raw=/);
});

test('of a cloud that fails the figures become floors and its name is told, until it can be read again', async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(300_000);
  await measuredFleet(api);
  const { id, name } = await api.simulatedConnection('coreweave');
  const isFloor = async () => (await api.get('/gpus?provider=coreweave', gpuFleetSchema)).funnel.total.atLeast;
  await api.readNow(id);
  await expect.poll(isFloor, { timeout: 30_000 }).toBe(false);

  await sandbox.setFaults('coreweave', { fault: { kind: 'server-error' } });
  const run = await api.readNow(id);
  expect(run.gaps.length).toBeGreaterThan(0);
  await expect.poll(isFloor, { timeout: 30_000 }).toBe(true);
  await page.goto('/gpus');
  await expect(totalOf(page)).toContainText('at least');
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: name }).first()).toBeVisible();
  const health = page.getByRole('region', { name: 'Health', exact: true });
  await expect(health.getByRole('button', { name: /^Unknown: at least / })).toBeVisible();

  await sandbox.clearFaults();
  expect(await api.readNow(id)).toMatchObject({ outcome: 'complete', gaps: [] });
  await expect.poll(isFloor, { timeout: 30_000 }).toBe(false);
  await page.goto('/gpus?provider=coreweave');
  await expect(totalOf(page)).not.toContainText('at least');
});

test('a node that nobody measures is there and told as not measured, on the grid and in its table', async ({
  page,
  api,
}) => {
  test.setTimeout(180_000);
  const silent = 'research-west-p4d-001';
  const findSilent = async () =>
    listNodes(await api.get('/gpus?provider=aws', gpuFleetSchema)).find((node) => node.name === silent);
  await expect.poll(async () => (await findSilent())?.busy.length, { timeout: 120_000 }).toBeGreaterThan(0);
  const node = await findSilent();
  if (node === undefined) throw new Error('The demo has no node that is silent.');
  expect(node.busy.every((value) => value === null)).toBe(true);

  const narrowed = `provider=aws&health=unknown&model=${encodeURIComponent(node.model)}`;
  const cells = listNodes(await api.get(`/gpus?${narrowed}`, gpuFleetSchema)).flatMap(({ slots }) => slots).length;
  await page.goto(`/gpus?${narrowed}`);
  await grid(page).focus();
  const cell = page.getByRole('gridcell');
  await expect(cell).toContainText(', GPU ');
  for (let walked = 1; walked < cells; walked += 1) {
    if ((await cell.textContent())?.startsWith(`${silent}, `)) break;
    await page.keyboard.press('ArrowRight');
  }
  await expect(cell).toContainText(silent);
  await expect(cell).toContainText('not measured lately');

  await page.getByRole('button', { name: 'Fleet heatmap: more' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  const table = page.getByRole('region', { name: 'GPUs', exact: true });
  const rows = table.getByRole('row').filter({ has: page.getByRole('link', { name: silent, exact: true }) });
  await expect(rows.first()).toContainText('Nobody measured it lately');
  await expect(rows.filter({ hasText: 'Nobody measured it lately' })).toHaveCount(await rows.count());
});

for (const theme of ['light', 'dark'] as const)
  test(`no view of the GPUs breaks a rule in the ${theme} theme`, async ({ page, api }) => {
    test.setTimeout(180_000);
    const [node] = listNodes(await measuredFleet(api));
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const path of [
      '/gpus',
      '/gpus?model=nothing-is-called-this',
      '/gpus?tab=time',
      '/gpus?tab=idle',
      '/gpus?tab=fits',
      `/gpus/nodes/${node?.id}`,
      `/gpus/nodes/${node?.id}?gpu=${node?.slots[0]}`,
    ]) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      expect(told, path).toEqual([]);
    }
  });
