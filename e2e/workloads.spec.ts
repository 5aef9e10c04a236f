import { workloadDetailSchema, workloadsPageSchema } from '@/lib/api/contracts/workloads';
import { expect, test } from './setup/journey';

/** The first for which it holds, asked of one after another; null when of none. */
async function findFirst<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T | null> {
  for (const item of items) if (await holds(item)) return item;
  return null;
}

test('the jobs that wait are those that wait in Slurm, each with its reason in words', async ({
  page,
  api,
  sandbox,
}) => {
  const { resources } = await sandbox.truth('slurm');
  const pending = resources.filter(
    ({ kind, nativeStatus, accelerators }) =>
      kind === 'batch-job' && nativeStatus === 'PENDING' && accelerators.length > 0,
  );
  expect(pending.length).toBeGreaterThan(0);

  await page.goto('/workloads?state=waiting&system=slurm');
  const list = page.getByRole('region', { name: 'List of workloads' });
  await expect(list.getByRole('link').first()).toBeVisible();
  const { items, total } = await api.get('/workloads?state=waiting&system=slurm&limit=200', workloadsPageSchema);
  expect(total).toEqual({ value: pending.length, atLeast: false });
  expect(items.map(({ name }) => name).sort()).toEqual(pending.map(({ name }) => name ?? '').sort());
  for (const { waitReason } of items) expect(waitReason?.words).toMatch(/\w+ .*\.$/);
});

test('filters and order live in the address and survive a reload and going back', async ({ page }) => {
  await page.goto('/workloads');
  await page.getByRole('search').getByRole('button', { name: 'State', exact: true }).click();
  await page.getByRole('dialog', { name: 'State filter' }).getByLabel('Waiting').check();
  await expect(page).toHaveURL(/state=waiting/);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('button', { name: 'State (1)' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'List of workloads' })).not.toContainText('Running');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=name/);
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=name/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/state=/);
});

test('a job that waits says why, who is ahead, and when it may start or that this cannot be said', async ({
  page,
  api,
}) => {
  const { items } = await api.get('/workloads?state=waiting&system=slurm&limit=200', workloadsPageSchema);
  const last = items.reduce((one, other) => ((other.position ?? 0) > (one.position ?? 0) ? other : one));
  const detail = await api.get(`/workloads/${last.id}`, workloadDetailSchema);
  await page.goto(`/workloads/${last.id}`);
  await expect(page.getByRole('heading', { level: 1, name: last.name })).toBeVisible();
  const why = page.getByRole('region', { name: 'Why it waits' });
  await expect(why).toContainText(last.waitReason?.words ?? 'no reason');
  await expect(why).toContainText(last.waitReason?.code ?? 'no code');
  await expect(why).toContainText(detail.estimate?.at == null ? 'cannot be said' : 'May start');
  const position = last.position ?? 1;
  expect(detail.ahead.length + detail.aheadLeftOut).toBe(position - 1);
  const ahead = why.getByRole('region', { name: 'Ahead of it' });
  if (detail.ahead.length > 0) await expect(ahead.getByRole('link')).toHaveText(detail.ahead.map(({ name }) => name));
  else await expect(ahead).toBeHidden();
  const leftOut = `${detail.aheadLeftOut.toLocaleString('en-US')} more are not shown here`;
  if (detail.aheadLeftOut > 0) await expect(why.getByText(leftOut).first()).toBeVisible();
});

test('a job that runs leads to its GPUs and back to its list', async ({ page, api }) => {
  const { items } = await api.get('/workloads?state=running&system=slurm&limit=200', workloadsPageSchema);
  const hasKnownGpus = async ({ id }: (typeof items)[number]) =>
    (await api.get(`/workloads/${id}`, workloadDetailSchema)).nodes.some(
      ({ nodeId, slots }) => nodeId !== null && slots !== null && slots.length > 0,
    );
  const running = await findFirst(items, hasKnownGpus);
  if (running === null) throw new Error('Nothing runs in the demo on GPUs that are known.');
  await page.goto(`/workloads/${running.id}`);
  const gpus = page.getByRole('region', { name: 'GPUs it has' });
  await gpus
    .getByRole('link', { name: /^GPU \d+$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/gpus\/nodes\/[0-9a-f-]{36}\?gpu=\d+$/);
  await page.goBack();
  await page.getByRole('link', { name: 'Workloads' }).first().click();
  await expect(page).toHaveURL(/\/workloads$/);
});
