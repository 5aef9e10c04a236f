import { type BrowserContext, test as base, expect, type Page, type TestInfo } from '@playwright/test';
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
  sandbox: async ({ baseURL }, use, info) => {
    const origin = process.env.MILLWRIGHT_E2E_SANDBOX;
    if (baseURL === undefined || origin === undefined) throw new Error('The demo of the journeys is not running.');
    const sandbox = new Sandbox(origin, guardOf(info));
    await use(sandbox);
    await sandbox.clearFaults();
  },
  api: async ({ context, baseURL }, use, info) => use(new Api(context.request, baseURL ?? '', guardOf(info))),
});

/** Throws in a journey that may change neither the clouds nor the connections to them, since others run beside it. */
function guardOf({ project }: TestInfo): () => void {
  return () => {
    if (project.name !== 'clouds')
      throw new Error('Only journeys in e2e/clouds change the clouds or their connections.');
  };
}

/** The same page, whose addresses are open only once the console in them listens and stands; one without it does not wait. */
function waitingUntilInteractive(page: Page): Page {
  const settled = page.locator('html[data-interactive], body:not(:has(#main))').first();
  // React puts what was streamed in its place last: until then texts may be there twice, once hidden.
  const streamed = page.locator('div[hidden][id^="S:"]').first();
  const settle = async () => {
    await settled.waitFor({ state: 'attached' });
    await streamed.waitFor({ state: 'detached' });
  };
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
