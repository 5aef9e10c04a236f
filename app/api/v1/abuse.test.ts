import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createTestPerson, type TestPerson } from '@/lib/access/test-people';
import { problemSchema } from '@/lib/api/contracts/problem';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { call, createTestDeployment, type TestRequest } from '@/lib/api/server/test-requests';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { putSite } from '@/lib/commands/sites/put-site';
import nextConfig from '@/next.config';
import * as openApi from './openapi.json/route';
import { apiRoutes } from './routes';
import * as savedView from './saved-views/[id]/route';
import * as savedViews from './saved-views/route';
import * as token from './tokens/[id]/route';
import * as tokens from './tokens/route';

const every = { ...apiRoutes, 'openapi.json': async () => openApi };
const handlers: [string, RouteHandler][] = [];
for (const load of Object.values(every))
  for (const handler of Object.values(await load())) handlers.push([handler.description.operation, handler]);
const changes = handlers.filter(([operation]) => !operation.startsWith('GET'));
const takingBodies = changes.filter(([, { description }]) => description.input?.body !== undefined);

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let admin: TestPerson;
let other: TestPerson;
let agentToken: string;
/** Who may: an administrator, but for what is open to probe agents alone. */
const credentialOf = ({ description }: RouteHandler): Pick<TestRequest, 'cookie' | 'token'> =>
  description.access === 'probes:report' ? { token: agentToken } : { cookie: admin.cookie };
const id = '0190c0de-0000-7000-8000-00000000dead';
const params = { id, bindingId: id, key: 'theme', name: 'oslo', month: '2020-01' };
const paramsOf = (operation: string) =>
  Object.fromEntries(Object.entries(params).filter(([name]) => operation.includes(`{${name}}`)));

beforeAll(async () => {
  database = await createTestDeployment();
  admin = await createTestPerson(database, 'admin');
  other = await createTestPerson(database, 'admin');
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  await putSite(context, 'oslo', { title: 'Oslo', country: null, latitude: null, longitude: null, aliases: [] });
  agentToken = (await createProbeAgent(context, { name: 'oslo-1', site: 'oslo' })).value;
});
afterAll(() => database.close());

describe.each(changes)('%s', (operation, handler) => {
  it.each([
    ['a foreign page', { origin: 'https://elsewhere.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a sibling host', { origin: 'http://other.console.localhost' }],
    ['our host on another port', { origin: 'http://console.localhost:8080' }],
    ['our host by https', { origin: 'https://console.localhost' }],
  ])('is refused with 403 when %s asks with a good cookie', async (_, headers) => {
    const response = await call(handler, { cookie: admin.cookie, headers, params: paramsOf(operation), body: {} });
    expect(response.status).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'is refused with 403 when its body is %s',
    async (type) => {
      const headers = { 'content-type': type };
      const response = await call(handler, { cookie: admin.cookie, headers, params: paramsOf(operation), body: {} });
      expect(response.status).toBe(403);
    },
  );
});

describe.each(takingBodies)('%s', (operation, handler) => {
  it.each(['role', 'tenant', 'approvedBy', 'personId', 'managedBy', '__proto__'])(
    'refuses a field nobody asked for: %s',
    async (name) => {
      const body = JSON.parse(`{"${name === 'role' && operation.includes('roles') ? 'roles' : name}": "admin"}`);
      const response = await call(handler, { ...credentialOf(handler), params: paramsOf(operation), body });
      expect(response.status).toBe(422);
    },
  );

  it('names an unknown field as such', async () => {
    const body = { approvedBy: 'me' };
    const response = await call(handler, { ...credentialOf(handler), params: paramsOf(operation), body });
    const { errors } = problemSchema.parse(await response.json());
    expect(errors?.map(({ path }) => path)).toContain('approvedBy');
  });
});

describe('going round the front door', () => {
  const tricks = {
    'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'x-forwarded-user': 'admin@example.com',
    'x-original-url': '/api/health',
    rsc: '1',
    'next-router-prefetch': '1',
    'next-router-segment-prefetch': '/_tree',
    'x-nextjs-data': '1',
  };

  it.each(handlers.filter(([, { description }]) => description.access !== 'public'))(
    '%s asks strangers to sign in, whatever headers they send',
    async (operation, handler) => {
      const response = await call(handler, { headers: tricks, params: paramsOf(operation) });
      expect(response.status).toBe(401);
      problemSchema.parse(await response.json());
    },
  );

  it('finds no rewrite, no image fetcher and no version with a known hole', () => {
    expect(nextConfig.rewrites).toBeUndefined();
    expect(nextConfig.images).toEqual({ unoptimized: true });
    expect(isAtLeast(installed('next'), [16, 2, 11])).toBe(true);
    expect(isAtLeast(installed('next-auth'), [4, 24, 15])).toBe(true);
  });
});

describe('what is somebody else’s', () => {
  const same = async (request: (id: string) => Promise<Response>, theirs: string) => {
    const [real, made] = await Promise.all([request(theirs), request(id)]);
    const [a, b] = [problemSchema.parse(await real.json()), problemSchema.parse(await made.json())];
    expect({ ...a, requestId: '' }).toEqual({ ...b, requestId: '' });
    expect(a.status).toBe(404);
  };

  it('is answered exactly like what does not exist: saved views, shared or not', async () => {
    for (const shared of [true, false]) {
      const view = { page: 'inventory', name: `of other ${shared}`, query: 'kind=volume', shared };
      const created = await (await call(savedViews.POST, { cookie: other.cookie, body: view })).json();
      const viewer = await createTestPerson(database, 'viewer');
      await same((viewId) => call(savedView.DELETE, { cookie: viewer.cookie, params: { id: viewId } }), created.id);
      const listed = await (await call(savedViews.GET, { cookie: viewer.cookie })).json();
      expect(listed.items.some((item: { id: string }) => item.id === created.id)).toBe(shared);
      const [mine] = listed.items.filter((item: { id: string }) => item.id === created.id);
      expect(mine?.mine ?? false).toBe(false);
    }
  });

  it('is answered exactly like what does not exist: tokens', async () => {
    const body = { name: 'theirs', permissions: ['inventory:read'], expiresInDays: 1 };
    const created = await (await call(tokens.POST, { cookie: other.cookie, body })).json();
    const viewer = await createTestPerson(database, 'viewer');
    await same((tokenId) => call(token.DELETE, { cookie: viewer.cookie, params: { id: tokenId } }), created.token.id);
    const listed = await (await call(tokens.GET, { cookie: viewer.cookie })).json();
    expect(listed.items).toEqual([]);
  });
});

function isAtLeast(version: string, floor: number[]): boolean {
  const parts = version.split('.').map(Number);
  const different = floor.findIndex((part, index) => part !== parts[index]);
  return different === -1 || Number(parts[different]) > Number(floor[different]);
}

function installed(name: string): string {
  return JSON.parse(readFileSync(join(process.cwd(), 'node_modules', name, 'package.json'), 'utf8')).version;
}
