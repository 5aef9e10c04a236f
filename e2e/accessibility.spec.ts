import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { inventoryPageSchema } from '@/lib/api/contracts/inventory';
import { listNodes, measuredFleet } from './setup/fleet';
import { expect, test } from './setup/journey';

const themes = ['light', 'dark'] as const;

/** No rule of WCAG 2.2 AA is broken on the page as it stands. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(told, page.url()).toEqual([]);
}

async function open(page: Page, path: string, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

for (const theme of themes)
  test.describe(`in the ${theme} theme`, () => {
    test.use({ persona: 'admin' });

    for (const path of [
      '/overview',
      '/sites',
      '/sites?selected=frankfurt',
      '/sites/frankfurt',
      '/inventory',
      '/inventory?q=nothing-is-called-this',
      '/workloads',
      '/workloads?state=waiting',
      '/links',
      '/links/topology',
      '/links/topology?at=dublin&outside=true',
      '/links/path',
      '/links/path?from=dublin&to=frankfurt',
      '/links/matrix',
      '/links/matrix?against=usual&show=loss&way=munich~ashburn',
      '/cost',
      '/cost?from=last-month&by=service&rows=true',
      '/cost?provider=nobody',
      '/cost/gpus',
      '/cost?from=month',
      '/cost/budgets',
      '/cost/commitments?from=last-month',
      '/cost/transfer?from=last-month',
      '/cost/teams',
      '/cost/teams/rules?edit=true',
      '/cost/anomalies?state=all',
      '/cost/bills',
      '/cost/close',
      `/cost/close/${new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 7)}`,
      '/cost/prices',
      '/cost/on-premises',
      '/connections',
      '/connections/new',
      '/connections/new?provider=aws',
      '/activity',
      '/settings?tab=people',
      '/settings?tab=roles',
      '/settings?tab=tokens',
      '/settings?tab=preferences',
      '/no-such-page',
    ])
      test(`${path} breaks no rule`, async ({ page }) => {
        await open(page, path, theme);
        await expectAccessible(page);
      });

    test('a connection breaks no rule on any tab', async ({ page, api }) => {
      const { id } = await api.simulatedConnection();
      for (const tab of ['sources', 'runs', 'settings', 'setup']) {
        await open(page, `/connections/${id}?tab=${tab}`, theme);
        await expectAccessible(page);
      }
    });

    test('a resource beside the list, the palette and the shortcuts break no rule', async ({ page, api }) => {
      const { items } = await api.get('/inventory', inventoryPageSchema);
      await open(page, `/inventory?selected=${items[0]?.id}`, theme);
      await expectAccessible(page);
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('combobox')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });

    test('no view of the GPUs breaks a rule', async ({ page, api }) => {
      test.setTimeout(180_000);
      // No journey takes Slurm's machines away.
      const node = listNodes(await measuredFleet(api)).find(({ provider }) => provider === 'slurm');
      if (node === undefined) throw new Error('Slurm has no node with GPUs.');
      for (const path of [
        '/gpus',
        '/gpus?model=nothing-is-called-this',
        '/gpus?tab=time',
        '/gpus?tab=idle',
        '/gpus?tab=fits',
        `/gpus/nodes/${node.id}`,
        `/gpus/nodes/${node.id}?gpu=${node.slots[0]}`,
      ]) {
        await open(page, path, theme);
        await expectAccessible(page);
      }
    });

    test('signing in breaks no rule', async ({ page, context }) => {
      await context.clearCookies();
      await open(page, '/sign-in', theme);
      await expectAccessible(page);
    });
  });
