import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { cliActor } from '@/lib/access/actor';
import { serverLog } from '@/lib/access/server-log';
import { createTestPerson, createTestToken, type TestPerson } from '@/lib/access/test-people';
import { problemSchema } from '@/lib/api/contracts/problem';
import { appendAudit } from '@/lib/audit/append-audit';
import { verifyAudit } from '@/lib/audit/verify-audit';
import { Refusal } from '@/lib/domain/refusal';
import { route } from './route';
import { call, createTestDeployment, testOrigin, testPost } from './test-requests';

const echo = route({
  operation: 'POST /api/v1/echo/{id}',
  summary: 'Says what it was told.',
  access: 'inventory:read',
  input: { params: z.strictObject({ id: z.uuid() }), body: z.strictObject({ text: z.string() }) },
  output: z.object({ text: z.string() }),
  handle: async ({ body }) => ({ text: body.text }),
});
const read = route({
  operation: 'GET /api/v1/echo',
  summary: 'Says who asks.',
  access: 'activity:read',
  input: { query: z.strictObject({ limit: z.coerce.number().optional() }) },
  output: z.object({ label: z.string() }),
  handle: async ({ actor }) => ({ label: actor.label, secret: 'not in the contract' }),
});
const id = '0190c0de-0000-7000-8000-000000000000';

let database: Awaited<ReturnType<typeof createTestDeployment>>;
let viewer: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  database = await createTestDeployment();
  viewer = await createTestPerson(database, 'viewer');
  admin = await createTestPerson(database, 'admin');
});
afterAll(() => database.close());

const send = (headers: Record<string, string>, body: BodyInit = '{"text":"hello"}') =>
  echo(testPost(headers, body), { params: Promise.resolve({ id }) });
const json = { 'content-type': 'application/json' };
const denials = () => database.prisma.auditEntry.count({ where: { outcome: 'denied' } });

it('takes no NUL character in a query', async () => {
  const answer = await call(read, { cookie: admin.cookie, path: '/api/v1/echo?limit=%00' });
  expect([answer.status, problemSchema.parse(await answer.json()).errors]).toEqual([
    422,
    [{ path: 'limit', message: 'It holds a NUL character.' }],
  ]);
});

describe('a change', () => {
  it('is carried out for a page of this console', async () => {
    const response = await call(echo, { cookie: viewer.cookie, params: { id }, body: { text: 'hello' } });
    expect([response.status, await response.json()]).toEqual([200, { text: 'hello' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['missing', undefined, 'application/json'],
    ['null', 'null', 'application/json'],
    ['foreign', 'https://elsewhere.example', 'application/json'],
    ['a look-alike', `${testOrigin}.elsewhere.example`, 'application/json'],
    ['our own, but the body is a form', testOrigin, 'application/x-www-form-urlencoded'],
    ['our own, but the body is text', testOrigin, 'text/plain'],
  ])('with a cookie is refused with 403 when its origin is %s', async (_, origin, type) => {
    const response = await send({ cookie: viewer.cookie, 'content-type': type, ...(origin && { origin }) });
    expect(response.status).toBe(403);
  });

  it('with a bearer token needs no origin, but still JSON', async () => {
    const authorization = `Bearer ${await createTestToken(database, viewer.id)}`;
    expect((await send({ authorization, ...json })).status).toBe(200);
    expect((await send({ authorization, 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('with a bad bearer token is refused even beside a good cookie', async () => {
    const response = await send({
      authorization: 'Bearer mw_nonsense',
      cookie: viewer.cookie,
      origin: testOrigin,
      ...json,
    });
    expect(response.status).toBe(401);
  });
});

describe('a body', () => {
  const mine = () => ({ cookie: viewer.cookie, origin: testOrigin, ...json });

  it('names the unknown field it was refused for', async () => {
    const response = await send(mine(), JSON.stringify({ text: 'hello', role: 'admin' }));
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.errors?.map(({ path }) => path)]).toEqual([422, ['role']]);
  });

  it.each([
    ['not JSON', '{', 400],
    ['absent', '', 422],
    ['nested ten thousand deep', '['.repeat(10_000), 400],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400],
    ['over 1 MiB', `"${'a'.repeat(1_048_576)}"`, 413],
  ])('that is %s is refused', async (_, body, status) => {
    expect((await send(mine(), body)).status).toBe(status);
  });

  it('that grows beyond 1 MiB without saying its length is cut off', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    expect((await send(mine(), endless)).status).toBe(413);
    expect(pulled).toBeLessThan(25);
  });
});

describe('a change without a body of its own', () => {
  const prod = route({
    operation: 'POST /api/v1/prod',
    summary: 'Takes nothing.',
    access: 'inventory:read',
    output: 'nothing',
    handle: async () => undefined,
  });
  const mine = () => ({ cookie: viewer.cookie, origin: testOrigin });
  const sendTo = (headers: Record<string, string>, body: BodyInit) =>
    prod(testPost(headers, body), { params: Promise.resolve({}) });

  it('takes none, an empty one and an empty object', async () => {
    expect((await call(prod, { cookie: viewer.cookie })).status).toBe(204);
    const empty = new ReadableStream({ start: (controller) => controller.close() });
    expect((await sendTo(mine(), empty)).status).toBe(204);
    expect((await sendTo({ ...mine(), ...json }, '{}')).status).toBe(204);
  });

  it.each([
    ['with a field', '{"unknown":1}', 422],
    ['that is a list', '[]', 422],
    ['over 1 MiB', `{"unknown":"${'a'.repeat(1_500_000)}"}`, 413],
    ['that is not JSON', '{', 400],
  ])('refuses one %s', async (_, body, status) => {
    expect((await sendTo({ ...mine(), ...json }, body)).status).toBe(status);
  });

  it('refuses one without a content type', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{}'));
        controller.close();
      },
    });
    expect((await sendTo(mine(), body)).status).toBe(415);
  });
});

describe('a change that fails after it committed', () => {
  it('has moved the audit head kept outside the database all the same', async () => {
    const half = route({
      operation: 'POST /api/v1/half',
      summary: 'Commits, then fails.',
      access: 'public',
      output: 'nothing',
      async handle({ database: own }) {
        await own.prisma.$transaction((tx) =>
          appendAudit(tx, { at: new Date(), actor: cliActor('half'), action: 'x', outcome: 'done', target: null }),
        );
        throw new Refusal('conflict', 'Afterwards.');
      },
    });
    expect((await call(half)).status).toBe(409);
    expect(await verifyAudit(database, database.auditAnchorPath)).toMatchObject({ intact: true, anchor: 'agrees' });
    const { sequence } = await database.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    expect(JSON.parse(await readFile(database.auditAnchorPath, 'utf8')).sequence).toBe(String(sequence));
  });
});

describe('access', () => {
  it('asks for each permission a route names before it changes anything', async () => {
    let handled = 0;
    const both = route({
      operation: 'POST /api/v1/both',
      summary: 'Changes, then shows.',
      access: ['people:write', 'people:read'],
      output: 'nothing',
      handle: async () => void handled++,
    });
    const writing = await createTestToken(database, admin.id, ['people:write']);
    expect((await call(both, { token: writing })).status).toBe(403);
    expect(handled).toBe(0);
    const either = await createTestToken(database, admin.id, ['people:write', 'people:read']);
    expect((await call(both, { token: either })).status).toBe(204);
  });

  it('asks strangers to sign in', async () => {
    const response = await call(read);
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
  });

  it('puts a denied read on record once, however often a page repeats it', async () => {
    const before = await denials();
    for (let attempt = 0; attempt < 3; attempt++)
      expect((await call(read, { cookie: viewer.cookie })).status).toBe(403);
    expect((await denials()) - before).toBe(1);
  });

  it('puts every denied change on record', async () => {
    const nobody = await createTestPerson(database, null);
    const before = await denials();
    for (let attempt = 0; attempt < 2; attempt++)
      expect((await call(echo, { cookie: nobody.cookie, params: { id }, body: { text: 'x' } })).status).toBe(403);
    expect((await denials()) - before).toBe(2);
  });

  it('keeps to a token’s own permissions', async () => {
    const token = await createTestToken(database, admin.id, ['inventory:read']);
    expect((await call(read, { token })).status).toBe(403);
    expect((await call(read, { token: await createTestToken(database, admin.id) })).status).toBe(200);
  });
});

describe('a stranger', () => {
  const recorded = (address: string) =>
    database.prisma.auditEntry.findMany({
      where: { actorKind: 'anonymous', detail: { path: ['address'], equals: address } },
      orderBy: { sequence: 'asc' },
    });

  it('with a token that was revoked is on record, by its first characters only', async () => {
    const token = await createTestToken(database, admin.id);
    await database.prisma.apiToken.updateMany({ where: { personId: admin.id }, data: { revokedAt: new Date() } });
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    expect((await call(read, { token, headers })).status).toBe(401);
    expect(await recorded('192.0.2.1')).toMatchObject([
      {
        action: 'request.refuse',
        outcome: 'denied',
        targetLabel: 'GET /api/v1/echo',
        detail: { tokenPrefix: token.slice(0, 9) },
      },
    ]);
    const rows = await database.pool.query('SELECT to_jsonb(a)::text AS row FROM audit_entry a');
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  it('whose change a foreign page asked for is on record', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.2', origin: 'https://elsewhere.example' };
    expect((await call(echo, { headers, params: { id }, body: { text: 'x' } })).status).toBe(403);
    expect(await recorded('192.0.2.2')).toMatchObject([{ outcome: 'denied', targetLabel: 'POST /api/v1/echo/{id}' }]);
  });

  it('does not fill the record, nor hides another by trying', async () => {
    const tryFrom = (address: string) => call(read, { token: 'mw_nonsense', headers: { 'x-forwarded-for': address } });
    for (let attempt = 0; attempt < 30; attempt++) await tryFrom('192.0.2.3');
    expect(await recorded('192.0.2.3')).toHaveLength(5);
    await tryFrom('192.0.2.4');
    expect(await recorded('192.0.2.4')).toHaveLength(1);
  });

  it('who merely is not signed in leaves nothing', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.5' };
    expect((await call(read, { headers })).status).toBe(401);
    expect(await recorded('192.0.2.5')).toEqual([]);
  });
});

describe('an answer', () => {
  it('carries only what its contract names', async () => {
    const response = await call(read, { cookie: admin.cookie });
    expect(await response.json()).toEqual({ label: admin.email });
  });

  it('refuses query parameters nobody defined', async () => {
    expect((await call(read, { cookie: admin.cookie, path: '/api/v1/echo?limit=1&tenant=b' })).status).toBe(422);
  });

  it('treats an id that cannot exist as one that does not', async () => {
    const response = await call(echo, { cookie: viewer.cookie, params: { id: '../x' }, body: { text: 'x' } });
    expect(response.status).toBe(404);
  });

  it('says nothing of an unforeseen error but the id it is logged under', async () => {
    const log = vi.spyOn(serverLog, 'error').mockImplementation(() => undefined);
    const broken = route({
      operation: 'GET /api/v1/broken',
      summary: 'Breaks.',
      access: 'public',
      output: z.object({}),
      handle: () => Promise.reject(new Error('canary password=hunter2')),
    });
    const response = await call(broken);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('canary');
    expect(JSON.stringify(log.mock.calls)).toContain(response.headers.get('x-request-id'));
    log.mockRestore();
  });

  it('is 503 while the database cannot be reached', async () => {
    const lost = route({
      operation: 'GET /api/v1/lost',
      summary: 'Loses its database.',
      access: 'public',
      output: z.object({}),
      handle: async ({ database: own }) => {
        await own.pool.query(`DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$`);
        return {};
      },
    });
    const log = vi.spyOn(serverLog, 'error').mockImplementation(() => undefined);
    const response = await call(lost);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    log.mockRestore();
  });

  it('maps each refusal to its status', async () => {
    const refusing = route({
      operation: 'GET /api/v1/refuse',
      summary: 'Refuses.',
      access: 'public',
      output: z.object({}),
      handle: () => Promise.reject(new Refusal('conflict', 'Somebody else was faster.')),
    });
    const response = await call(refusing);
    expect(problemSchema.parse(await response.json())).toMatchObject({
      status: 409,
      detail: 'Somebody else was faster.',
    });
  });
});
