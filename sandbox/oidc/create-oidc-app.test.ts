import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolveActor } from '@/lib/access/request/resolve-actor';
import { forwardToSandbox } from '@/lib/access/sign-in/forward-to-sandbox';
import { TestBrowser } from '@/lib/access/sign-in/test-browser';
import { createTestDeployment } from '@/lib/api/server/test-requests';
import { sharedConfig } from '@/lib/config/shared-config';
import { personas } from '../world/personas';
import { createOidcApp, type OidcApp } from './create-oidc-app';

// Whatever host a tunnel gives the console, and TLS there.
const tunnel = 'https://abc.tunnel.example';
const forwarded = { host: 'localhost:3000', 'x-forwarded-host': 'abc.tunnel.example', 'x-forwarded-proto': 'https' };

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let server: Server;
let app: OidcApp;
let dataDir: string;
const visited: string[] = [];

beforeAll(async () => {
  database = await createTestDeployment();
  dataDir = await mkdtemp(join(tmpdir(), 'oidc-'));
  server = createServer((request, response) => {
    visited.push(request.url ?? '');
    app.handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await createOidcApp({ origin, dataDir, personas });
  vi.stubEnv('MILLWRIGHT_URL', '');
  vi.stubEnv('MILLWRIGHT_SANDBOX_URL', origin);
  vi.stubEnv('OIDC_ISSUER', app.issuer);
  vi.stubEnv('OIDC_CLIENT_ID', app.clientId);
  vi.stubEnv('OIDC_CLIENT_SECRET', app.clientSecret);
});
afterAll(async () => {
  server.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

/** Follows sign-in from the console to the persona page and back, through the console's proxy, by the tunnel's address. */
async function signInAs(email: string) {
  const browser = new TestBrowser(tunnel);
  const answer = await browser.submit('/api/auth/signin/oidc', { callbackUrl: '/overview', json: 'true' }, forwarded);
  const { url } = (await answer.json()) as { url: string };
  const cookies = new Map<string, string>();
  const visit = async (address: string, form?: Record<string, string>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await forwardToSandbox(
      new Request(address, {
        method: form ? 'POST' : 'GET',
        headers: { ...forwarded, cookie: `${cookie}; millwright.session=ours` },
        body: form && new URLSearchParams(form),
        ...(form && { duplex: 'half' }),
      }),
    );
    for (const text of response.headers.getSetCookie()) {
      const [pair = ''] = text.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  };
  const next = (response: Response, from: string) => new URL(response.headers.get('location') ?? '', from).href;
  const page = next(await visit(url), url);
  const choice = await (await visit(page)).text();
  const chosen = await visit(page, { persona: email });
  const resumed = next(chosen, page);
  const back = next(await visit(resumed), resumed);
  const { pathname, search } = new URL(back);
  const done = await browser.get(pathname + search, forwarded);
  return { url, page, choice, back, done, browser };
}

describe('signing in to the demo through a tunnel', () => {
  it('never leaves the console’s own address, and ends as the chosen persona', async () => {
    for (const persona of personas) {
      const { url, page, choice, back, done, browser } = await signInAs(persona.email);
      for (const address of [url, page, back]) expect(new URL(address).origin).toBe(tunnel);
      for (const { name } of personas) expect(choice).toContain(name);
      expect(done.headers.get('location')).toBe(`${tunnel}/overview`);
      const headers = new Headers({ ...forwarded, cookie: browser.cookie });
      const { actor } = await resolveActor(headers, database, sharedConfig(), new Date());
      expect(actor?.label).toBe(persona.email);
      const groups = await database.prisma.personGroup.findMany({ where: { person: { email: persona.email } } });
      expect(groups.map(({ group }) => group).toSorted()).toEqual(persona.groups.toSorted());
    }
  });

  it('uses cookies that only this host gets, over TLS', async () => {
    const { browser } = await signInAs('viewer@millwright.example');
    expect([...browser.cookies.keys()].filter((name) => !name.startsWith('__Host-'))).toEqual([]);
    expect(browser.cookies.has('__Host-millwright.session')).toBe(true);
  });
});

describe('the way to the sandbox', () => {
  const status = async (path: string) => (await forwardToSandbox(new Request(`${tunnel}${path}`))).status;

  it.each([
    '/sandbox/control/faults',
    '/sandbox/oidc/../control/faults',
    '/sandbox/oidc/%2e%2e/control/faults',
    '/sandbox/oidc/auth/..%2f..%2fcontrol',
    '/sandbox/oidc/token',
    '/sandbox//evil.example/oidc/auth',
    '/sandbox/oidc/auth/x/y',
  ])('does not exist for %s', async (path) => {
    visited.length = 0;
    expect(await status(path)).toBe(404);
    expect(visited).toEqual([]);
  });

  it('carries none of the console’s own cookies', async () => {
    const seen: string[] = [];
    server.once('request', (request) => seen.push(request.headers.cookie ?? ''));
    const cookie = 'millwright.session=secret; __Host-millwright.session=secret; _interaction=x';
    await forwardToSandbox(new Request(`${tunnel}/sandbox/oidc/auth`, { headers: { cookie } }));
    expect(seen).toEqual(['_interaction=x']);
  });
});

it('is the same provider after a restart', async () => {
  const again = await createOidcApp({ origin: 'http://127.0.0.1:1', dataDir, personas });
  expect(again.clientSecret).toBe(app.clientSecret);
});
