import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createClock } from '../control/clock';
import { FaultSwitchboard } from '../faults/fault-switchboard';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { subscriptions, tenant } from '../world/azure/geography';
import { createBillBook } from '../world/bills/bill-book';
import { createAzureFace } from './create-azure-face';
import { issueAccessToken } from './entra/access-token';
import { createClientCertificate } from './entra/client-certificate';
import { signToken } from './entra/json-web-token';
import { askRaw, type FaceClient, faceClientOf, fetchToken, tokenForm } from './face-client';

const noon = new Date('2026-11-21T12:05:00Z');
let sandbox: RunningSandbox;
let client: FaceClient;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'], enforceLimits: true });
  client = faceClientOf(sandbox);
  sandbox.clock.hold(noon);
  token = await fetchToken(client);
});
afterAll(() => sandbox.stop());

const graphPath = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const entraSchema = z.object({ error_codes: z.array(z.number()) });
const armSchema = z.object({ error: z.object({ code: z.string() }) });
const signIn = async (changes: Record<string, string>, tenantNamed: string = client.tenantId) => {
  const { body } = await askRaw(client, `/${tenantNamed}/oauth2/v2.0/token`, { body: tokenForm(client, changes) });
  return entraSchema.parse(JSON.parse(body)).error_codes;
};
const armCode = (body: string) => armSchema.parse(JSON.parse(body)).error.code;

describe('Entra ID', () => {
  test.each([
    ['an unknown tenant', {}, '11111111-1111-4111-8111-111111111111', 90002],
    ['another grant', { grant_type: 'password' }, tenant.id, 70003],
    ['no client', { client_id: '' }, tenant.id, 900144],
    ['a scope without a resource', { scope: 'openid' }, tenant.id, 70011],
    ['a resource nobody knows', { scope: 'https://made-up.example/.default' }, tenant.id, 500011],
    ['an assertion of another kind', { client_assertion: 'x', client_assertion_type: 'saml' }, tenant.id, 900144],
  ])('refuses %s', async (_, changes, tenantNamed, code) => {
    expect(await signIn(changes, tenantNamed)).toEqual([code]);
  });

  const assertion = (key: { privateKey: string; x5t: string }, changes: Record<string, unknown>) => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: client.clientId,
      sub: client.clientId,
      aud: `${client.endpoint}/${tenant.id}/oauth2/v2.0/token`,
      exp: seconds + 300,
      ...changes,
    };
    return signToken(key.privateKey, { x5t: key.x5t }, claims);
  };

  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const strangerKey = async () => {
    const { privateKey, thumbprint } = await createClientCertificate(new Date());
    return { privateKey, x5t: thumbprint };
  };
  const ownKey = () => {
    const pem = client.secret('clientCertificate');
    const x5t = createHash('sha1').update(new X509Certificate(pem).raw).digest('base64url');
    return { privateKey: pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY')), x5t };
  };

  test('takes an RS256 assertion that names its certificate by the SHA-1 of it', async () => {
    const form = tokenForm(client, { client_assertion: assertion(ownKey(), {}), client_assertion_type });
    expect((await askRaw(client, `/${tenant.id}/oauth2/v2.0/token`, { body: form })).status).toBe(200);
  });

  test.each([
    ['an audience that is not its own', { aud: 'https://made-up.example/token' }, 700023],
    ['a time long past', { exp: 1_700_000_000 }, 700024],
    ['a time yet to come', { nbf: 4_000_000_000, exp: 4_000_000_300 }, 700024],
    ['a workload it does not federate with', { iss: 'https://made-up.example/', sub: 'nobody' }, 700211],
  ])('refuses an assertion for %s', async (_, changes, code) => {
    expect(await signIn({ client_assertion: assertion(ownKey(), changes), client_assertion_type })).toEqual([code]);
  });

  test('refuses an assertion of a certificate it does not know, and one somebody else signed in its name', async () => {
    const stranger = await strangerKey();
    for (const key of [stranger, { ...stranger, x5t: ownKey().x5t }]) {
      expect(await signIn({ client_assertion: assertion(key, {}), client_assertion_type })).toEqual([700027]);
    }
  });

  test('says where its endpoints are', async () => {
    const { body } = await askRaw(client, `/${tenant.domain}/v2.0/.well-known/openid-configuration`);
    expect(JSON.parse(body)).toMatchObject({
      issuer: `${client.endpoint}/${tenant.id}/v2.0`,
      token_endpoint: `${client.endpoint}/${tenant.domain}/oauth2/v2.0/token`,
    });
    const discovery = await askRaw(client, '/common/discovery/instance?api-version=1.1');
    expect(JSON.parse(discovery.body)).toMatchObject({ metadata: [{ aliases: [new URL(client.endpoint).host] }] });
  });
});

describe('Resource Manager', () => {
  test.each([
    ['without a token', undefined, 'AuthenticationFailed'],
    ['with a token it did not issue', 'a.b.c', 'InvalidAuthenticationToken'],
    [
      'with a token somebody else signed',
      issueAccessToken(Buffer.alloc(32), 'https://management.azure.com/', new Date()),
      'InvalidAuthenticationToken',
    ],
  ])('refuses a call %s', async (_, given, code) => {
    const { status, body, headers } = await askRaw(client, '/subscriptions?api-version=2022-12-01', { token: given });
    expect([status, armCode(body)]).toEqual([401, code]);
    expect(headers['www-authenticate']).toContain('Bearer');
  });

  test('wants the version of its interface named', async () => {
    const { status, body } = await askRaw(client, '/subscriptions', { token });
    expect([status, armCode(body)]).toEqual([400, 'MissingApiVersionParameter']);
  });

  test('answers a resource by its id, in whatever case, with counters whole beyond 2^53', async () => {
    const id = sandbox.truthOf('azure').resources.find(({ name }) => name === 'cn-london-office')?.nativeId ?? '';
    const { status, body } = await askRaw(client, `${id}?api-version=2024-05-01`, { token });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ type: 'Microsoft.Network/connections', name: 'cn-london-office' });
    const digits = /"ingressBytesTransferred":(\d+)/.exec(body)?.[1];
    expect(BigInt(digits ?? 0)).toBeGreaterThan(2n ** 53n);
    expect((await askRaw(client, `${id}x?api-version=2024-05-01`, { token })).status).toBe(404);
  });

  test('tells how many accelerators machines of a size have', async () => {
    const path = `/subscriptions/${subscriptions.training.id}/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=location%20eq%20%27eastus%27`;
    const { body } = await askRaw(client, path, { token });
    const skus = z
      .object({
        value: z.array(
          z.object({ name: z.string(), capabilities: z.array(z.object({ name: z.string(), value: z.string() })) }),
        ),
      })
      .parse(JSON.parse(body)).value;
    const h100 = skus.find(({ name }) => name === 'Standard_ND96isr_H100_v5');
    expect(h100?.capabilities).toContainEqual({ name: 'GPUs', value: '8' });
  });
});

describe('Resource Graph', () => {
  const ask = (query: string, rest: object = {}) => askRaw(client, graphPath, { token, body: { query, ...rest } });

  test('lets fifteen queries pass in five seconds when told to enforce it, counting them down', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('resourcecontainers | project id')));
    const passed = answers.filter(({ status }) => status === 200);
    expect(passed).toHaveLength(15);
    expect(passed.map(({ headers }) => Number(headers['x-ms-user-quota-remaining'])).sort()).toContain(0);
    const refused = answers.filter(({ status }) => status === 429);
    expect(new Set(refused.map(({ body }) => armCode(body)))).toEqual(new Set(['RateLimiting']));
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused[0]?.headers['x-ms-user-quota-resets-after']).toMatch(/^00:00:0[1-5]$/);
  });

  test('cuts off what lies beyond its ceiling of subscriptions, and only a header says so', async () => {
    const realNow = () => new Date();
    const clock = createClock(realNow);
    clock.hold(noon);
    const secretFor = () => Buffer.alloc(32, 7);
    const faults = new FaultSwitchboard('seed');
    const bills = createBillBook('test', 1);
    const context = { seed: 'test', scale: 1, clock, faults, bills, realNow, caCertificate: '', secretFor };
    const face = await createAzureFace(context, { subscriptionCeiling: 2 });
    const authorization = `Bearer ${issueAccessToken(secretFor(), 'https://management.azure.com/', realNow())}`;
    const { response } = await face.answer({
      method: 'POST',
      path: '/providers/Microsoft.ResourceGraph/resources',
      rawQuery: 'api-version=2024-04-01',
      query: { 'api-version': '2024-04-01' },
      headers: { host: '127.0.0.1', authorization },
      body: Buffer.from(JSON.stringify({ query: 'resourcecontainers' })),
      clientFingerprint: null,
    });
    expect(JSON.parse(response.body)).toMatchObject({ count: 2 });
    expect(response.headers['x-ms-tenant-subscription-limit-hit']).toBe('true');
  });
});
