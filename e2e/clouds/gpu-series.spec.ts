import { gpuNodeSchema } from '@/lib/api/contracts/gpu-nodes';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import type { Api } from '../setup/api';
import { listNodes, measuredFleet } from '../setup/fleet';
import { expect, test } from '../setup/journey';

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
  // While a page wakes, React may hold a hidden second copy of what it streamed: roles see one.
  const panel = page.getByRole('tabpanel', { name: 'Over time' });
  await expect(panel.getByText(/\d\d:\d\d–.*\d\d:\d\d UTC/)).toBeVisible();

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
