import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { serverLog } from '@/lib/access/server-log';
import { createTestDeployment, testOrigin } from '@/lib/api/server/test-requests';
import { sharedConfig } from '@/lib/config/shared-config';
import { admitIdentity } from './admit-identity';
import { TestBrowser } from './test-browser';
import { startTestIdentityProvider } from './test-identity-provider';

const clientSecret = 'canary-client-secret';
let database: Awaited<ReturnType<typeof createTestDeployment>>;
let provider: Awaited<ReturnType<typeof startTestIdentityProvider>>;
let browser: TestBrowser;
const logged: unknown[] = [];

beforeAll(async () => {
  database = await createTestDeployment();
  provider = await startTestIdentityProvider(clientSecret);
  vi.stubEnv('OIDC_ISSUER', provider.issuer);
  vi.stubEnv('OIDC_CLIENT_ID', 'console');
  vi.stubEnv('OIDC_CLIENT_SECRET', clientSecret);
  for (const level of ['error', 'warn', 'info'] as const)
    vi.spyOn(serverLog, level).mockImplementation((...line: unknown[]) => void logged.push(line));
});
afterAll(async () => {
  provider.close();
  await database.close();
});
beforeEach(() => {
  browser = new TestBrowser(testOrigin);
  for (const key of Object.keys(provider.behaviour)) Reflect.deleteProperty(provider.behaviour, key);
  provider.behaviour.claims = newcomer();
});

const newcomer = (more: Record<string, unknown> = {}) => {
  const id = crypto.randomUUID();
  return { sub: id, email: `${id}@example.com`, email_verified: true, name: 'New Comer', ...more };
};

async function startSignIn(callbackUrl = '/inventory'): Promise<URLSearchParams> {
  const response = await browser.submit('/api/auth/signin/oidc', { callbackUrl, json: 'true' });
  const { url } = (await response.json()) as { url: string };
  return provider.authorize(url);
}

async function signIn(callbackUrl?: string): Promise<Response> {
  const asked = await startSignIn(callbackUrl);
  return browser.get(`/api/auth/callback/oidc?code=c&state=${asked.get('state')}`);
}

const currentActor = async () =>
  (await resolveActor(new Headers({ cookie: browser.cookie }), database, sharedConfig(), new Date())).actor;
const lastEntry = () => database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });

describe('signing in through the identity provider', () => {
  it('asks with PKCE, state and nonce, and comes back to our own address', async () => {
    const asked = await startSignIn();
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${testOrigin}/api/auth/callback/oidc`,
      scope: 'openid email profile',
    });
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(20);
  });

  it('lets a newcomer in without any role, and puts both facts on record', async () => {
    const response = await signIn();
    expect(response.headers.get('location')).toBe(`${testOrigin}/inventory`);
    expect(await currentActor()).toMatchObject({ label: provider.behaviour.claims.email, grants: [] });
    expect(await lastEntry()).toMatchObject({ action: 'session.open', outcome: 'done' });
  });

  it('keeps only the hash of the session token, in a cookie scripts cannot read', async () => {
    const response = await signIn();
    const cookie = response.headers.getSetCookie().find((text) => text.startsWith('millwright.session='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const token = browser.cookies.get('millwright.session') ?? '';
    const rows = await database.pool.query('SELECT to_jsonb(session)::text AS row FROM session');
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  it('stores the groups it names at each sign-in, and what they grant holds from then on', async () => {
    const group = crypto.randomUUID();
    await database.prisma.roleBinding.create({ data: { group, role: 'finance', scopeKind: 'all' } });
    provider.behaviour.claims = newcomer({ groups: [group, 'others'] });
    await signIn();
    expect((await currentActor())?.grants).toEqual([{ role: 'finance', scope: { kind: 'all' } }]);
    provider.behaviour.claims = { ...provider.behaviour.claims, groups: ['others'] };
    await signIn();
    expect((await currentActor())?.grants).toEqual([]);
  });

  it('puts on record how it changes groups and name, and nothing when it changes neither', async () => {
    const [kept, left, joined] = ['b', 'a', 'c'].map((name) => `${name}-${crypto.randomUUID()}`);
    provider.behaviour.claims = newcomer({ groups: [left, kept], name: 'Before' });
    await signIn();
    await signIn();
    provider.behaviour.claims = { ...provider.behaviour.claims, groups: [kept, joined], name: 'After' };
    await signIn();
    const label = String(provider.behaviour.claims.email);
    const entries = await database.prisma.auditEntry.findMany({
      where: { targetLabel: label, action: { startsWith: 'person.' } },
      orderBy: { sequence: 'asc' },
    });
    const issuer = provider.issuer;
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ['person.create', { issuer }],
      ['person.change-groups', { issuer, joined: [left, kept], left: [] }],
      ['person.change-name', { issuer, from: 'Before', to: 'After' }],
      ['person.change-groups', { issuer, joined: [joined], left: [left] }],
    ]);
  });

  it('starts a session of its own when somebody else was signed in here, and ends theirs', async () => {
    await signIn();
    const before = new TestBrowser(testOrigin);
    for (const [name, value] of browser.cookies) before.cookies.set(name, value);
    provider.behaviour.claims = newcomer();
    await signIn();
    expect((await currentActor())?.label).toBe(provider.behaviour.claims.email);
    const old = await resolveActor(new Headers({ cookie: before.cookie }), database, sharedConfig(), new Date());
    expect(old.actor).toBeNull();
  });

  it('makes one person of two first sign-ins at once', async () => {
    const { sub, email, name } = newcomer();
    const identity = { issuer: provider.issuer, subject: sub, email, emailVerified: true, name, groups: [] };
    const admissions = await Promise.all([1, 2, 3].map(() => admitIdentity(database, identity, new Date())));
    expect(new Set(admissions.map((admission) => 'personId' in admission && admission.personId)).size).toBe(1);
  });
});

describe('an identity that is not to be trusted', () => {
  const refused = async () => {
    const response = await signIn();
    expect(browser.cookies.has('millwright.session')).toBe(false);
    return new URL(response.headers.get('location') ?? '', testOrigin).searchParams.get('error');
  };

  it.each([
    ['another issuer', { issuer: 'https://elsewhere.example' }],
    ['another audience', { audience: 'somebody-else' }],
    ['another nonce', { nonce: 'replayed' }],
    ['a key nobody published', { signature: 'foreign-key' }],
    ['our client secret as its key', { signature: 'hmac' }],
    ['no signature', { signature: 'none' }],
  ] as const)('is refused: an ID token with %s', async (_, behaviour) => {
    Object.assign(provider.behaviour, behaviour);
    expect(await refused()).toBe('OAuthCallback');
    expect(await lastEntry()).toMatchObject({ action: 'session.open', outcome: 'failed', actorKind: 'anonymous' });
  });

  it('is refused: a state that another browser was given', async () => {
    await startSignIn();
    const response = await browser.get('/api/auth/callback/oidc?code=c&state=forged');
    expect(response.headers.get('location')).toContain('error=OAuthCallback');
  });

  it('is refused: an unverified address that belongs to somebody here', async () => {
    await signIn();
    const { email } = provider.behaviour.claims;
    browser = new TestBrowser(testOrigin);
    provider.behaviour.claims = newcomer({ email, email_verified: false });
    expect(await refused()).toBe('EmailNotVerified');
    provider.behaviour.claims = newcomer({ email, email_verified: undefined });
    expect(await refused()).toBe('EmailNotVerified');
  });

  it('joins the person with the same address when it is verified', async () => {
    await signIn();
    const before = (await currentActor())?.personId;
    provider.behaviour.claims = newcomer({ email: provider.behaviour.claims.email });
    browser = new TestBrowser(testOrigin);
    await signIn();
    expect((await currentActor())?.personId).toBe(before);
  });

  it('does not take an address away from its owner: without proof nobody comes to hold it', async () => {
    const { email } = newcomer();
    provider.behaviour.claims = newcomer({ email, email_verified: false });
    expect(await refused()).toBe('EmailNotVerified');
    expect(await database.prisma.person.count({ where: { email } })).toBe(0);
    browser = new TestBrowser(testOrigin);
    provider.behaviour.claims = newcomer({ email });
    await signIn();
    expect((await currentActor())?.label).toBe(email);
  });

  it('does not join whoever held the address without proof', async () => {
    const { email } = newcomer();
    await database.prisma.person.create({ data: { email, emailVerified: null } });
    provider.behaviour.claims = newcomer({ email });
    expect(await refused()).toBe('OAuthAccountNotLinked');
  });

  it('gains nothing from a role bound to an address nobody verified', async () => {
    const claims = newcomer({ email_verified: false });
    await database.prisma.roleBinding.create({
      data: { email: claims.email, role: 'admin', scopeKind: 'all', managedBy: 'file' },
    });
    const { id } = await database.prisma.person.create({ data: { email: claims.email, emailVerified: null } });
    const identity = { personId: id, provider: provider.issuer, subject: claims.sub };
    await database.prisma.personIdentity.create({ data: identity });
    provider.behaviour.claims = claims;
    await signIn();
    expect((await currentActor())?.grants).toEqual([]);
    provider.behaviour.claims = { ...claims, email_verified: true };
    await signIn();
    expect((await currentActor())?.grants).toHaveLength(1);
  });

  it('is refused while its person is disabled, and the attempt is recorded as denied', async () => {
    await signIn();
    const email = String(provider.behaviour.claims.email);
    await database.prisma.person.update({ where: { email }, data: { disabledAt: new Date() } });
    expect(await currentActor()).toBeNull();
    browser = new TestBrowser(testOrigin);
    expect(await refused()).toBe('Disabled');
    expect(await lastEntry()).toMatchObject({ outcome: 'denied', actorLabel: email });
  });

  it('is refused without an address', async () => {
    provider.behaviour.claims = newcomer({ email: undefined });
    expect(await refused()).toBe('EmailMissing');
  });
});

describe('leaving', () => {
  it('ends the session at once, for every copy of the cookie', async () => {
    await signIn();
    const cookie = browser.cookie;
    await browser.submit('/api/auth/signout', { callbackUrl: '/' });
    const { actor } = await resolveActor(new Headers({ cookie }), database, sharedConfig(), new Date());
    expect(actor).toBeNull();
    expect(await lastEntry()).toMatchObject({ action: 'session.close', outcome: 'done' });
  });

  it.each(['/api/auth/signout', '/api/auth/signin/oidc'])('needs the CSRF token: %s', async (path) => {
    await signIn();
    await browser.post(path, { csrfToken: 'forged' });
    expect(await currentActor()).not.toBeNull();
  });

  it.each([undefined, 'null', 'https://elsewhere.example'])('is refused from origin %s', async (origin) => {
    await signIn();
    const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
    const headers = new Headers({ cookie: browser.cookie });
    if (origin) headers.set('origin', origin);
    const { handleAuth } = await import('./handle-auth');
    const request = new Request(`${testOrigin}/api/auth/signout`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ csrfToken }),
    });
    expect((await handleAuth(request, ['signout'])).status).toBe(403);
    expect(await currentActor()).not.toBeNull();
  });
});

describe('where sign-in leads', () => {
  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    'http://console.localhost.elsewhere.example/',
    'http://console.localhost@elsewhere.example/',
  ])('never away from this console: %s', async (callbackUrl) => {
    const asked = await startSignIn(callbackUrl).catch(() => null);
    if (asked === null) return;
    const response = await browser.get(`/api/auth/callback/oidc?code=c&state=${asked.get('state')}`);
    expect(new URL(response.headers.get('location') ?? '', testOrigin).origin).toBe(testOrigin);
  });

  it('takes no forwarded host for our address', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const response = await browser.submit('/api/auth/signin/oidc', { json: 'true' }, forged);
    const { url } = (await response.json()) as { url: string };
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(`${testOrigin}/api/auth/callback/oidc`);
  });

  it('lets nothing a caller adds to the address reach the identity provider', async () => {
    const response = await browser.submit('/api/auth/signin/oidc?scope=everything&redirect_uri=https://evil.example', {
      json: 'true',
    });
    const { url } = (await response.json()) as { url: string };
    expect(url).not.toContain('everything');
    expect(url).not.toContain('evil.example');
  });

  it('leaves a form by a page, so that forms may be held to this origin', async () => {
    const response = await browser.submit('/api/auth/signin/oidc');
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(await response.text()).toContain(`url=${provider.issuer}/authorize`);
  });
});

describe('what sign-in gives away', () => {
  it('is neither in the log nor in an answer: secrets, tokens, codes', async () => {
    Object.assign(provider.behaviour, { signature: 'foreign-key' });
    await signIn();
    const text = JSON.stringify(logged, (_, value) => (value instanceof Error ? `${value.stack}` : value));
    expect(text).not.toContain(clientSecret);
    expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
  });

  it('does not offer what it does not need', async () => {
    expect((await browser.post('/api/auth/_log', { level: 'error' })).status).toBe(404);
    expect((await browser.post('/api/auth/session', {})).status).toBe(404);
    expect((await browser.get('/api/auth/callback/oidc/extra')).status).toBe(404);
  });
});
