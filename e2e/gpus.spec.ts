import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type GpuFleet, gpuFleetSchema, gpuNodeSchema } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';
import type { Api } from './setup/api';
import { expect, test } from './setup/journey';
import { readSandboxConnection } from './setup/sandbox-credentials';

const totalOf = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Total', exact: true }) });
const grid = (page: Page) => page.getByRole('grid', { name: /^GPUs by/ });

/** The fleet once its machines were read for the first time and something was measured of them. */
async function measuredFleet(api: Api): Promise<GpuFleet> {
  const read = () => api.get('/gpus', gpuFleetSchema);
  await expect.poll(async () => (await read()).definitions.length, { timeout: 90_000 }).toBeGreaterThan(0);
  return read();
}

/** How many pixels of the heatmap have the colour of what is not known. */
const countHatched = (page: Page) =>
  grid(page)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The heatmap has no canvas.');
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.cssText = 'transition: none; color: var(--color-unknown-mark)';
      const hatch = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? [];
      probe.remove();
      if (!pixels) throw new Error('The heatmap cannot be read.');
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4)
        if (hatch.every((value, channel) => Math.abs(value - Number(pixels[at + channel])) < 24)) found += 1;
      return found;
    });

const ofCloudWatch = /\b(CWAgent|ContainerInsights) /;

/** A device that CloudWatch measures, whose samples it can be asked for alone. */
async function findInCloudWatch(api: Api, fleet: GpuFleet) {
  for (const { id, provider } of listNodes(fleet)) {
    if (provider !== 'aws') continue;
    const { devices } = await api.get(`/gpus/nodes/${id}`, gpuNodeSchema);
    const found = devices.find(({ readings }) => readings.some(({ definition }) => ofCloudWatch.test(definition)));
    if (found !== undefined) return { nodeId: id, slot: found.slot };
  }
  throw new Error('CloudWatch measures no device.');
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
  const count = describeCount({ value: model.gpus, atLeast: fleet.funnel.total.atLeast }, 'GPU');
  await page.getByRole('checkbox', { name: `${model.value} ${count}` }).check();
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

test('a stretch of time is dragged over or entered, stands in the address, and goes with one to a node', async ({
  page,
  api,
}) => {
  test.setTimeout(150_000);
  await measuredFleet(api);
  await page.goto('/gpus?tab=time&from=now-1h');
  const nodes = page.getByRole('grid', { name: /^Nodes over time/ });
  const box = await nodes.boundingBox();
  if (box === null) throw new Error('Nodes over time are not drawn.');
  const [left, right, y] = [box.x + box.width * 0.5, box.x + box.width * 0.75, box.y + 70];
  // A button that was let go outside drags nothing when the pointer comes back.
  await page.mouse.move(box.x + 3, y);
  await page.mouse.down();
  await page.mouse.move(box.x - 40, y);
  await page.mouse.up();
  await page.mouse.move(right, y);
  await page.mouse.move(box.x + 3, y);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL('/gpus?tab=time&from=now-1h');

  await page.mouse.move(left, y);
  await page.mouse.down();
  await page.mouse.move(left + 20, y);
  await page.mouse.move(right, y);
  await page.mouse.up();
  await expect(page).toHaveURL(/\/gpus\?.*from=\d{4}-.*&to=\d{4}-/);
  await page.reload();
  await expect(page.getByText(/\d\d:\d\d–.*\d\d:\d\d UTC/)).toBeVisible();

  const minuteMs = 60_000;
  const end = Math.floor(Date.now() / minuteMs) * minuteMs - 10 * minuteMs;
  const [from, to] = [end - 30 * minuteMs, end].map((ms) => new Date(ms).toISOString());
  await page.getByRole('button', { name: 'Zoom to…' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Zoom to a stretch of time' });
  // A year that is being typed is one of long ago first.
  const [date = '', time = ''] = String(to).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  await form.getByLabel('From, UTC').pressSequentially(`${month}${day}${year}`);
  await expect(form.getByLabel('From, UTC')).toHaveValue(new RegExp(`^${date}T`));
  await form.getByLabel('From, UTC').fill(`${date}T${time.slice(0, 5)}`);
  await form.getByLabel('To, UTC').fill(String(from).slice(0, 16));
  await form.getByLabel('To, UTC').press('Enter');
  await expect(form.getByText('It must end after it begins.')).toBeVisible();
  await form.getByLabel('From, UTC').fill(String(from).slice(0, 16));
  await form.getByLabel('To, UTC').fill(String(to).slice(0, 16));
  await form.getByLabel('To, UTC').press('Enter');
  await expect(form).toBeHidden();
  await expect(page).toHaveURL(`/gpus?tab=time&from=${from}&to=${to}`);

  await nodes.focus();
  await nodes.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/gpus/nodes/.*from=${from}&to=${to}`));
  await page.goBack();
  // What is shown while another range is read is not taken for that range.
  const read = Promise.withResolvers<void>();
  await page.route(/\/gpus\/timeline/, async (route) => {
    await read.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: '6 h', exact: true }).click();
  await expect(page).toHaveURL('/gpus?tab=time&from=now-6h');
  const reading = page.getByText('Reading what was asked for; what is shown is of before.');
  await expect(reading).toBeVisible();
  await page.getByRole('button', { name: 'Nodes over time: more' }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Copy CSV' })).toBeHidden();
  await page.keyboard.press('Escape');
  read.resolve();
  await expect(reading).toBeHidden();
});

test('a device’s samples are read only when one asks for them', async ({ page, api }) => {
  test.setTimeout(150_000);
  const fleet = await measuredFleet(api);
  const { nodeId, slot } = await findInCloudWatch(api, fleet);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/samples')) asked.push(request.url());
  });
  await page.goto(`/gpus/nodes/${nodeId}?gpu=${slot}`);
  const raw = page.getByRole('region', { name: 'Samples of one series' });
  await expect(raw).toBeVisible();
  expect(asked).toEqual([]);
  const option = raw.getByRole('option', { name: ofCloudWatch }).first();
  await raw.getByLabel('Series').selectOption(await option.getAttribute('value'));
  await expect(raw.getByText(/sample(s)? by /)).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  await expect(page).toHaveURL(/raw=/);

  const askSource = raw.getByRole('button', { name: 'Ask the source for the last hour' });
  await page.route(/origin=source/, (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
  await askSource.click();
  await expect(raw.getByText(/^The source gave no samples: .* The stored ones are shown\.$/)).toBeVisible();
  await expect(raw.getByText('Stored samples.')).toBeVisible();
  await askSource.click();
  await expect(raw.getByText(/^From the source, cloudwatch\..*asked /)).toBeVisible({ timeout: 15_000 });
  const ofSource = () => asked.filter((url) => url.includes('origin=source')).length;
  expect(ofSource()).toBe(2);
  await page.getByRole('button', { name: '6 h', exact: true }).click();
  await expect(raw.getByText('Stored samples.')).toBeVisible();
  expect(ofSource()).toBe(2);
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

test('of a provider that hangs the total is a floor, its cells are hatched while it tells nothing of them, and it recovers', async ({
  page,
  api,
  sandbox,
}) => {
  test.setTimeout(480_000);
  const provider = 'coreweave';
  const path = `/gpus?provider=${provider}`;
  const read = async () => {
    const fleet = await api.get(path, gpuFleetSchema);
    const cells = listNodes(fleet).flatMap(({ busy }) => busy);
    return { ...fleet.funnel, cells: cells.length, measured: cells.filter((busy) => busy !== null).length };
  };
  await expect.poll(async () => (await read()).measured, { timeout: 90_000 }).toBeGreaterThan(0);
  const before = await read();

  // What was read before is believed for six intervals: a connection that is made anew knows nothing, and shows it at once.
  await sandbox.setFaults(provider, { fault: { kind: 'hang' } });
  const { id } = await api.simulatedConnection(provider);
  expect((await api.send('DELETE', `/connections/${id}`)).ok()).toBe(true);
  const made = await api.send('POST', '/connections', await readSandboxConnection(provider));
  expect(made.status()).toBe(201);
  await expect.poll(async () => (await read()).total, { timeout: 30_000 }).toMatchObject({ value: 0, atLeast: true });
  await page.goto('/gpus');
  await expect(totalOf(page)).toContainText('at least');
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'CoreWeave' }).first()).toBeVisible();

  // Its inventory answers again and its metrics do not: every device is there, and none is known to be busy or not.
  await sandbox.setFaults(provider, { fault: { kind: 'hang' }, where: { service: 'metrics' } });
  await expect
    .poll(read, { timeout: 150_000 })
    .toMatchObject({ cells: before.cells, measured: 0, total: { value: before.total.value, atLeast: false } });
  await page.goto(path);
  await expect(totalOf(page)).not.toContainText('at least');
  const active = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Active', exact: true }) });
  await expect(active).toContainText(`+ ${before.cells} unknown`);
  await grid(page).focus();
  await expect(page.getByRole('gridcell')).toContainText('not measured lately');
  expect(await countHatched(page)).toBeGreaterThan(0);

  // A call that hangs is given up after half a minute, and metrics are read each minute.
  await sandbox.clearFaults();
  await expect.poll(async () => (await read()).measured, { timeout: 240_000 }).toBe(before.measured);
  await expect(active).not.toContainText(`+ ${before.cells} unknown`, { timeout: 30_000 });
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
