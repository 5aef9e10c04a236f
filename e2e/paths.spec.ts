import { linksPageSchema } from '@/lib/api/contracts/links';
import { pathPairSchema } from '@/lib/api/contracts/path-series';
import { pathsSchema } from '@/lib/api/contracts/paths';
import { expect, test } from './setup/journey';

test.describe('the latency matrix', () => {
  test('tells both ways of a pair, each source by itself, and where nobody measures', async ({ page, api }) => {
    await expect
      .poll(
        async () => (await api.get('/paths', pathsSchema)).items.filter(({ state }) => state === 'measured').length,
        {
          timeout: 45_000,
        },
      )
      .toBeGreaterThan(10);
    const { items } = await api.get('/paths', pathsSchema);
    const one = items.find(({ from, to }) => !items.some((back) => back.from === to && back.to === from));
    if (one === undefined) throw new Error('Every way is measured back.');
    await page.goto('/links/matrix');
    const grid = page.getByRole('grid', { name: 'p50 from site to site' });
    await expect(grid).toBeVisible();
    await page.goto(`/links/matrix?way=${one.from}~${one.to}`);
    const told = page.getByRole('region', { name: 'What is measured of the way' });
    await expect(told).toContainText('Nobody measures it');
    await expect(told.getByRole('row')).toHaveCount(3);
    await expect(page.getByRole('link', { name: 'Links on the way' })).toHaveAttribute(
      'href',
      `/links/path?from=${one.from}&to=${one.to}`,
    );
  });

  test('is one stop of the keyboard that arrows walk, and Enter opens a way', async ({ page, api }) => {
    const { sites } = await api.get('/paths', pathsSchema);
    await page.goto('/links/matrix');
    const grid = page.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('Control+Home');
    const cell = page.getByRole('gridcell');
    await expect(cell).toContainText('No way leads from a site to itself');
    await page.keyboard.press('ArrowRight');
    await expect(cell).toContainText(`${sites[0]?.title} → ${sites[1]?.title}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`way=${sites[0]?.name}(~|%7E)${sites[1]?.name}`));
    await expect(
      page.getByRole('heading', { name: `${sites[0]?.title} and ${sites[1]?.title}`, exact: true }),
    ).toBeVisible();
  });

  test('keeps what is looked at in the address, and a way over time is never a mean of percentiles', async ({
    page,
    api,
  }) => {
    await page.goto('/links/matrix');
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    await page.getByRole('button', { name: 'Against usual' }).click();
    await expect(page).toHaveURL(/show=loss/);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Against usual', pressed: true })).toBeVisible();
    const to = new Date();
    const span = new URLSearchParams({
      from: new Date(to.getTime() - 3_600_000).toISOString(),
      to: to.toISOString(),
    });
    const pair = await api.get(`/paths/munich/ashburn?${span}`, pathPairSchema);
    expect(pair.series.map(({ source }) => source)).toEqual(expect.arrayContaining(['agent', 'exporter', 'monitor']));
    expect(pair.series.filter(({ source }) => source === 'monitor').every(({ basis }) => basis === 'derived')).toBe(
      true,
    );
  });

  test('is a list of ways, the worst first, where there is no room for it', async ({ page, api }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto('/links/matrix');
    const list = page.getByRole('region', { name: 'Ways, the worst first' });
    await expect(list).toBeVisible();
    await expect(page.getByRole('grid')).toBeHidden();
    const { items } = await api.get('/paths', pathsSchema);
    const worst = items
      .filter(({ kind, values }) => kind === 'tcp' && values !== null)
      .sort((one, other) => (other.values?.p50 ?? Number.NaN) - (one.values?.p50 ?? Number.NaN))[0];
    const ends = [worst?.from, worst?.to].sort().join(' ');
    const first = await list.getByRole('row').nth(1).getByRole('button').textContent();
    expect(first?.toLowerCase().split(' → ').sort().join(' ')).toBe(ends);
  });
});

test('a link tells over time what was measured of it, and names what no source tells', async ({ page, api }) => {
  const read = async () => (await api.get('/links?form=vpn-connection&limit=200', linksPageSchema)).items;
  await expect.poll(async () => (await read()).some(({ receive }) => receive !== null), { timeout: 45_000 }).toBe(true);
  const tunnel = (await read()).find(({ receive, latency }) => receive !== null && latency === null);
  if (tunnel === undefined) throw new Error('Every VPN tells its latency.');
  await page.goto(`/links/${encodeURIComponent(tunnel.id)}?from=now-6h`);
  await expect(page.getByRole('region', { name: 'Throughput' })).toBeVisible();
  await expect(page.getByText('no cloud’s own tunnel metrics tell it')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Latency', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await expect(page).toHaveURL(/from=now-1h/);
  await page.getByRole('combobox', { name: 'Series' }).selectOption({ index: 1 });
  await expect(page.getByText(/Stored samples\./)).toBeVisible();
});
