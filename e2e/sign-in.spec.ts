import { meSchema } from '@/lib/api/contracts/people';
import { roles } from '@/lib/domain/access';
import { expect, nobody, signIn, test } from './setup/journey';

test.describe('signing in', () => {
  test.use({ persona: null });

  for (const role of roles)
    test(`the ${role} signs in through the identity provider and is known by name and role`, async ({ page, api }) => {
      await signIn(page, role);
      const me = await api.get('/me', meSchema);
      expect(me.person.email).toBe(`${role}@millwright.example`);
      expect(me.grants).toEqual([{ role, scope: { kind: 'all' } }]);
      await expect(page.getByText('Simulated clouds.')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    });

  test('whoever is not signed in is led to sign-in, and the API answers 401', async ({ page, request }) => {
    await page.goto('/connections');
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect((await request.get('/api/v1/connections')).status()).toBe(401);
  });

  test('signing out ends the session itself, not only the cookie', async ({ page, context, playwright, baseURL }) => {
    await signIn(page, 'finance');
    const storageState = await context.storageState();
    const copy = await playwright.request.newContext({ baseURL, storageState });
    expect((await copy.get('/api/v1/me')).status()).toBe(200);
    await page.getByRole('button', { name: 'your menu' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await copy.get('/api/v1/me')).status()).toBe(401);
    await copy.dispose();
  });
});

test.describe('people', () => {
  test.use({ persona: 'admin' });

  test('disabling a person ends their session, and enabling lets them in again', async ({ page, browser, baseURL }) => {
    const theirs = await browser.newContext({ baseURL, storageState: nobody });
    const theirPage = await theirs.newPage();
    await signIn(theirPage, 'model-owner');

    const setDisabled = async (verb: 'Disable' | 'Enable') => {
      await page.goto('/settings?tab=people');
      await page.getByRole('button', { name: 'Actions for model-owner@millwright.example' }).click();
      await page.getByRole('menuitem', { name: `${verb}…` }).click();
      await page.getByRole('button', { name: `${verb} person` }).click();
      await expect(
        page.getByText(`model-owner@millwright.example is ${verb.toLowerCase()}d`, { exact: true }),
      ).toBeVisible();
    };
    await setDisabled('Disable');
    expect((await theirs.request.get('/api/v1/me')).status()).toBe(401);
    await theirPage.goto('/overview');
    await expect(theirPage).toHaveURL(/\/sign-in/);

    await setDisabled('Enable');
    await signIn(theirPage, 'model-owner');
    expect((await theirs.request.get('/api/v1/me')).status()).toBe(200);
    await theirs.close();
  });

  test('a role taken away takes effect on the very next request', async ({ page, browser, baseURL }) => {
    const theirs = await browser.newContext({ baseURL, storageState: nobody });
    await signIn(await theirs.newPage(), 'security');
    expect((await theirs.request.get('/api/v1/activity')).status()).toBe(200);

    await page.goto('/settings?tab=people');
    await page.getByRole('button', { name: /^Revoke .* from security@millwright\.example$/ }).click();
    await page.getByRole('button', { name: 'Revoke role' }).click();
    await expect.poll(async () => (await theirs.request.get('/api/v1/activity')).status()).toBe(403);

    await page.getByRole('button', { name: 'Actions for security@millwright.example' }).click();
    await page.getByRole('menuitem', { name: 'Grant a role…' }).click();
    await page.getByRole('dialog').getByLabel('Role').selectOption('security');
    await page.getByRole('dialog').getByRole('button', { name: 'Grant role' }).click();
    await expect.poll(async () => (await theirs.request.get('/api/v1/activity')).status()).toBe(200);
    await theirs.close();
  });
});
