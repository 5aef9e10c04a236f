import type { Page } from '@playwright/test';
import { gpuFleetSchema } from '@/lib/api/contracts/gpus';
import { grid, listNodes, measuredFleet, totalOf } from '../setup/fleet';
import { expect, test } from '../setup/journey';
import { readSandboxConnection } from '../setup/sandbox-credentials';

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
