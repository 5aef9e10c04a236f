import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Role } from '@/lib/domain/access';
import { Api } from './api';
import { Sandbox } from './sandbox';

export { expect };

interface JourneyOptions {
  /** Whom the journey's page is signed in as; null for nobody. */
  persona: Role | null;
}

interface JourneyFixtures {
  sandbox: Sandbox;
  api: Api;
}

/** The state of a browser nobody has signed in with. */
export const nobody = { cookies: [], origins: [] };

type StoredState = Awaited<ReturnType<BrowserContext['storageState']>>;
const signedIn = new Map<Role, StoredState>();

/** A test of the console, its page signed in as an operator unless the journey names another persona. */
export const test = base.extend<JourneyFixtures & JourneyOptions>({
  persona: ['operator', { option: true }],
  storageState: async ({ persona, browser, baseURL }, use) => {
    if (persona === null) return use(nobody);
    const known = signedIn.get(persona);
    if (known !== undefined) return use(known);
    const context = await browser.newContext({ baseURL, storageState: nobody });
    await signIn(await context.newPage(), persona);
    const state = await context.storageState();
    signedIn.set(persona, state);
    await context.close();
    await use(state);
  },
  page: async ({ page }, use) => {
    await use(waitingUntilInteractive(page));
  },
  sandbox: async ({ baseURL }, use) => {
    const origin = process.env.MILLWRIGHT_E2E_SANDBOX;
    if (baseURL === undefined || origin === undefined) throw new Error('The demo of the journeys is not running.');
    const sandbox = new Sandbox(origin);
    await use(sandbox);
    await sandbox.clearFaults();
  },
  api: async ({ context, baseURL }, use) => use(new Api(context.request, baseURL ?? '')),
});

/** The same page, whose addresses are open only once the console in them listens; a page without the console does not wait. */
function waitingUntilInteractive(page: Page): Page {
  const settled = page.locator('html[data-interactive], body:not(:has(#main))').first();
  const settle = () => settled.waitFor({ state: 'attached' });
  const goto = page.goto.bind(page);
  page.goto = async (...address) => {
    const response = await goto(...address);
    await settle();
    return response;
  };
  const reload = page.reload.bind(page);
  page.reload = async (...options) => {
    const response = await reload(...options);
    await settle();
    return response;
  };
  return page;
}

/** Signs in through the simulated identity provider, as a person would. */
export async function signIn(page: Page, persona: Role): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with the simulated identity provider' }).click();
  await page.getByRole('button', { name: `${persona}@millwright.example` }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in') && !url.pathname.startsWith('/sandbox'));
}
