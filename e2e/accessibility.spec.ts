import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { inventoryPageSchema } from '@/lib/api/contracts/inventory';
import { listNodes, measuredFleet } from './setup/fleet';
import { expect, test } from './setup/journey';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme can break: it changes colours alone. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** No rule of WCAG 2.2 AA is broken on the page as it stands, in the light theme and the dark. */
async function expectAccessible(page: Page): Promise<void> {
  await showTheme(page, 'light');
  await expectNoViolation(new AxeBuilder({ page }).withTags(tags), `${page.url()}, light`);
  await showTheme(page, 'dark');
  await expectNoViolation(new AxeBuilder({ page }).withRules(colourRules), `${page.url()}, dark`);
}

/** Resolves once every colour is the theme's: even where motion is reduced, what inherits one follows a frame later. */
async function showTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    for (let still = 0; still < 3; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const moving = document.getAnimations().some((animation) => animation instanceof CSSTransition);
      still = moving ? 0 : still + 1;
    }
  });
}

async function expectNoViolation(builder: AxeBuilder, where: string): Promise<void> {
  const { violations } = await builder.analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(told, where).toEqual([]);
}

async function open(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test.use({ persona: 'admin' });
// Twice a journey's time: each looks at its page in two themes.
test.describe.configure({ timeout: 120_000 });

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
    await open(page, path);
    await expectAccessible(page);
  });

test('a connection breaks no rule on any tab', async ({ page, api }) => {
  const { id } = await api.simulatedConnection();
  for (const tab of ['sources', 'runs', 'settings', 'setup']) {
    await open(page, `/connections/${id}?tab=${tab}`);
    await expectAccessible(page);
  }
});

test('a resource beside the list, the palette and the shortcuts break no rule', async ({ page, api }) => {
  const { items } = await api.get('/inventory', inventoryPageSchema);
  await open(page, `/inventory?selected=${items[0]?.id}`);
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
    await open(page, path);
    await expectAccessible(page);
  }
});

test('signing in breaks no rule', async ({ page, context }) => {
  await context.clearCookies();
  await open(page, '/sign-in');
  await expectAccessible(page);
});
