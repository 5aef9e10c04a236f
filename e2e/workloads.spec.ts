import { workloadDetailSchema, workloadsPageSchema } from '@/lib/api/contracts/workloads';
import { expect, test } from './setup/journey';

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
});

test('a job that runs leads to its GPUs and back to its list', async ({ page, api }) => {
  const { items } = await api.get('/workloads?state=running&system=slurm&limit=200', workloadsPageSchema);
  const running = items.find(({ held }) => (held ?? 0) > 0);
  if (running === undefined) throw new Error('Nothing runs in the demo.');
  await page.goto(`/workloads/${running.id}`);
  const gpus = page.getByRole('region', { name: 'GPUs it has' });
  await gpus.getByRole('link', { name: 'GPU 0' }).or(gpus.getByRole('link')).first().click();
  await expect(page).toHaveURL(/\/gpus\/nodes\//);
  await page.goBack();
  await page.getByRole('link', { name: 'Workloads' }).first().click();
  await expect(page).toHaveURL(/\/workloads$/);
});
