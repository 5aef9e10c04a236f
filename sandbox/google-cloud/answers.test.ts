import { createHmac, sign } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createClock } from '../control/clock';
import type { Face } from '../face';
import type { FaultKind, FaultRuleInput } from '../faults/fault';
import { FaultSwitchboard } from '../faults/fault-switchboard';
import type { WireResponse } from '../wire/wire';
import { createBillBook } from '../world/bills/bill-book';
import { organization, projects } from '../world/google-cloud/geography';
import { createGoogleCloudFace } from './create-google-cloud-face';
import { unpublishedFields } from './model-check/unpublished-fields';

const origin = 'https://127.0.0.1:1';
const scope = `organizations/${organization.number}`;
const now = new Date('2026-11-21T12:00:07Z');
const faults = new FaultSwitchboard('test');
let realNow = now;

let face: Face;
let limited: Face;
let key: { client_email: string; private_key: string };
let token: string;

beforeAll(async () => {
  const context = {
    seed: 'test',
    scale: 1,
    faults,
    bills: createBillBook('test', 1),
    clock: createClock(() => now),
    realNow: () => realNow,
    caCertificate: '',
    secretFor: (purpose: string) => createHmac('sha256', 'test').update(purpose).digest(),
  };
  face = createGoogleCloudFace(context);
  limited = createGoogleCloudFace({ ...context, enforceLimits: true });
  const keyFile: unknown = JSON.parse(face.connections(origin)[0]?.secret?.serviceAccountKey ?? '');
  key = z.object({ client_email: z.string(), private_key: z.string() }).parse(keyFile);
  token = z.object({ access_token: z.string() }).parse(await post('/token', assertion())).access_token;
});
beforeEach(() => {
  faults.clear();
  realNow = now;
});

async function ask(path: string, options: { method?: string; body?: string; bearer?: string; of?: Face } = {}) {
  const { method = 'GET', body = '', bearer = token, of = face } = options;
  const [bare = '', rawQuery = ''] = path.split('?');
  const { response } = await of.answer({
    method,
    path: bare,
    rawQuery,
    query: Object.fromEntries(new URLSearchParams(rawQuery)),
    headers: { host: '127.0.0.1:1', authorization: `Bearer ${bearer}` },
    body: Buffer.from(body),
    clientFingerprint: null,
  });
  return response;
}

async function read(path: string): Promise<unknown> {
  return parse(await ask(path));
}

async function post(path: string, form: Record<string, string>): Promise<unknown> {
  return parse(await ask(path, { method: 'POST', body: new URLSearchParams(form).toString() }));
}

function parse({ body }: WireResponse): unknown {
  const value: unknown = JSON.parse(body);
  return value;
}

function assertion(claims: Record<string, unknown> = {}): Record<string, string> {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(now.getTime() / 1000);
  const payload = {
    iss: key.client_email,
    scope: 'https://www.googleapis.com/auth/cloud-platform.read-only',
    aud: 'https://oauth2.googleapis.com/token',
    iat: seconds,
    exp: seconds + 3600,
    ...claims,
  };
  const part = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(part), key.private_key).toString('base64url');
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `${part}.${signature}` };
}

const search = (query: string, where = scope) => `/v1/${where}:searchAllResources?${query}`;
const strike = (...rules: FaultRuleInput[]) => faults.set('google-cloud', rules);
const errorOf = (response: WireResponse) => z.object({ error: z.unknown() }).parse(parse(response)).error;

const resultsSchema = z.object({
  results: z.array(z.looseObject({ name: z.string(), assetType: z.string() })).default([]),
  nextPageToken: z.string().default(''),
});
const find = async (query: string, where = scope) => resultsSchema.parse(await read(search(query, where)));

async function pagesOf(query: string, limit = 50): Promise<string[][]> {
  const pages: string[][] = [];
  let next = '';
  do {
    const page = await find(`${query}&pageToken=${encodeURIComponent(next)}`);
    pages.push(page.results.map(({ name }) => name));
    next = page.nextPageToken;
  } while (next !== '' && pages.length < limit);
  return pages;
}

describe('the token endpoint', () => {
  const late = Math.floor(now.getTime() / 1000) - 7200;
  test.each<[string, Record<string, unknown>, string]>([
    ['out of time', { iat: late, exp: late + 3600 }, 'short-lived token'],
    ['good for too long', { exp: Math.floor(now.getTime() / 1000) + 7200 }, 'short-lived token'],
    ['of the future', { iat: late + 14_400, exp: late + 18_000 }, 'short-lived token'],
    ['of somebody else', { iss: 'nobody@example.iam.gserviceaccount.com' }, 'account not found'],
    ['for another', { aud: 'https://example.com' }, 'audience'],
  ])('refuses a grant %s', async (_, claims, description) => {
    const answer = await post('/token', assertion(claims));
    expect(answer).toMatchObject({ error: 'invalid_grant', error_description: expect.stringContaining(description) });
  });

  test('refuses a grant that was altered', async () => {
    const grant = assertion();
    const [header, , signature] = (grant.assertion ?? '').split('.');
    const claims = (assertion({ scope: 'more' }).assertion ?? '').split('.')[1];
    const answer = await post('/token', { ...grant, assertion: [header, claims, signature].join('.') });
    expect(answer).toEqual({ error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
  });

  test('gives tokens that end after an hour', async () => {
    realNow = new Date(now.getTime() + 3_600_000);
    expect(errorOf(await ask(search('')))).toMatchObject({
      code: 401,
      status: 'UNAUTHENTICATED',
      details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }],
    });
  });

  test.each<[FaultKind, number, string]>([
    ['throttle', 429, 'rate_limit_exceeded'],
    ['server-error', 500, 'internal_failure'],
    ['expired-credentials', 400, 'invalid_grant'],
    ['missing-permission', 401, 'unauthorized_client'],
    ['clock-skew', 400, 'invalid_grant'],
  ])('words %s as OAuth does', async (kind, status, error) => {
    strike({ fault: faultOf(kind), where: { service: 'oauth2' } });
    const response = await ask('/token', { method: 'POST', body: new URLSearchParams(assertion()).toString() });
    expect(response.status).toBe(status);
    expect(errorOf(response)).toBe(error);
  });
});

function faultOf(kind: FaultKind): FaultRuleInput['fault'] {
  return kind === 'clock-skew' ? { kind, offsetMs: -40 * 60_000 } : { kind };
}

describe('searchAllResources', () => {
  test('lists everything once, at most 500 a page', async () => {
    const pages = await pagesOf('pageSize=5000');
    expect(pages[0]).toHaveLength(500);
    const names = pages.flat();
    expect(new Set(names).size).toBe(names.length);
    const told = face.truth().resources.map(({ nativeId }) => nativeId);
    const listed = new Set(names);
    expect(told.filter((name) => !listed.has(name))).toEqual([]);
  });

  test('takes types by name and by pattern, and refuses one that names none', async () => {
    const types = async (query: string) =>
      new Set((await find(`${query}&pageSize=500`)).results.map(({ assetType }) => assetType));
    expect(await types('assetTypes=compute.googleapis.com/VpnTunnel&assetTypes=tpu.googleapis.com/Node')).toEqual(
      new Set(['compute.googleapis.com/VpnTunnel', 'tpu.googleapis.com/Node']),
    );
    expect(await types(`assetTypes=${encodeURIComponent('tpu.googleapis.com.*')}`)).toEqual(
      new Set(['tpu.googleapis.com/Node', 'tpu.googleapis.com/QueuedResource']),
    );
    expect(errorOf(await ask(search('assetTypes=example.com/Nothing')))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('gives documents only when the mask asks for them, and fields that Google publishes', async () => {
    const bare = await find('pageSize=500');
    expect(bare.results.some((result) => 'versionedResources' in result)).toBe(false);
    const whole = await find('pageSize=500&readMask=*');
    for (const result of whole.results) {
      expect(result).toHaveProperty('versionedResources.0.resource');
      expect(unpublishedFields('cloudasset.ResourceSearchResult', result)).toEqual([]);
    }
    expect(errorOf(await ask(search('readMask=nonsense')))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('finds by query and orders as asked', async () => {
    const { results } = await find(
      'assetTypes=compute.googleapis.com/VpnTunnel&query=location:europe-west4&orderBy=name%20DESC',
    );
    expect(results).toHaveLength(4);
    const names = results.map(({ name }) => name);
    expect(names).toEqual(names.toSorted().toReversed());
  });

  test('shows a folder and a project only what is in it', async () => {
    const { results } = await find('assetTypes=compute.googleapis.com/Network', `projects/${projects.research.number}`);
    expect(results.map(({ name }) => name)).toEqual([
      `//compute.googleapis.com/projects/${projects.research.id}/global/networks/lab`,
    ]);
  });

  test('refuses whoever asks the denied project by its name', async () => {
    expect(errorOf(await ask(search('', `projects/${projects.sovereign.id}`)))).toMatchObject({
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'IAM_PERMISSION_DENIED', domain: 'cloudasset.googleapis.com' }],
    });
  });

  test('enforces the published limit when asked to', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 401; call++) statuses.push((await ask(search('pageSize=1'), { of: limited })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(400);
    expect(statuses.at(-1)).toBe(429);
    realNow = new Date(now.getTime() + 60_000);
    expect((await ask(search('pageSize=1'), { of: limited })).status).toBe(200);
  });
});

describe('the fault', () => {
  test.each<[FaultKind, number, string, string]>([
    ['throttle', 429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'],
    ['expired-credentials', 401, 'UNAUTHENTICATED', 'ACCESS_TOKEN_EXPIRED'],
    ['missing-permission', 403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED'],
  ])('%s is worded as Google does', async (kind, code, status, reason) => {
    strike({ fault: faultOf(kind), where: { account: projects.training.id } });
    expect(errorOf(await ask(search('', `projects/${projects.training.id}`)))).toMatchObject({
      code,
      status,
      details: [{ reason }],
    });
    expect((await ask(search('', `projects/${projects.serving.id}`))).status).toBe(200);
  });

  test('throttle says when to come back, if told to', async () => {
    strike({ fault: { kind: 'throttle', retryAfterSeconds: 4 } });
    expect((await ask(search(''))).headers['retry-after']).toBe('4');
  });

  test.each([
    [500, 'INTERNAL'],
    [503, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
  ] as const)('server-error %i is %s', async (status, word) => {
    strike({ fault: { kind: 'server-error', status } });
    expect(errorOf(await ask(search('')))).toMatchObject({ code: status, status: word });
  });

  test('server-error 502 is a page of what stands before the servers', async () => {
    strike({ fault: { kind: 'server-error', status: 502 } });
    expect((await ask(search(''))).headers['content-type']).toContain('text/html');
  });

  test('duplicate-page serves each page twice', async () => {
    strike({ fault: { kind: 'duplicate-page' } });
    const pages = await pagesOf('assetTypes=compute.googleapis.com/VpnTunnel&pageSize=8');
    expect(pages).toHaveLength(4);
    expect(pages[0]).toEqual(pages[1]);
    expect(pages[2]).toEqual(pages[3]);
  });

  test('token-loop never leaves the first page', async () => {
    strike({ fault: { kind: 'token-loop' } });
    const pages = await pagesOf('assetTypes=compute.googleapis.com/VpnTunnel&pageSize=8', 5);
    expect(pages).toHaveLength(5);
    expect(new Set(pages.map((page) => page.join())).size).toBe(1);
  });

  test('empty-success finds nothing', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect(await read(search(''))).toEqual({});
  });
});

describe('listAssets', () => {
  test('gives resources with their documents, of fields that Google publishes', async () => {
    const { assets } = z
      .object({ assets: z.array(z.unknown()) })
      .parse(
        await read(`/v1/${scope}/assets?contentType=RESOURCE&pageSize=1000&assetTypes=compute.googleapis.com/Instance`),
      );
    expect(assets.length).toBeGreaterThan(700);
    for (const asset of assets) expect(unpublishedFields('cloudasset.Asset', asset)).toEqual([]);
    expect(errorOf(await ask(`/v1/${scope}/assets?pageSize=1001`))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('Resource Manager', () => {
  test('finds the projects that the reader may get', async () => {
    const { projects: found } = z
      .object({ projects: z.array(z.object({ projectId: z.string() })) })
      .parse(await read('/v3/projects:search'));
    expect(found.map(({ projectId }) => projectId)).toEqual(
      Object.values(projects)
        .map(({ id }) => id)
        .filter((id) => id !== projects.sovereign.id)
        .toSorted(),
    );
    expect(await read(`/v3/projects/${projects.serving.id}`)).toMatchObject({
      name: `projects/${projects.serving.number}`,
      state: 'ACTIVE',
    });
  });

  test('tells which permissions the reader holds', async () => {
    const body = JSON.stringify({ permissions: ['cloudasset.assets.searchAllResources', 'compute.instances.delete'] });
    const held = async (where: string) => parse(await ask(`/v3/${where}:testIamPermissions`, { method: 'POST', body }));
    expect(await held(scope)).toEqual({ permissions: ['cloudasset.assets.searchAllResources'] });
    expect(await held(`projects/${projects.sovereign.id}`)).toEqual({});
  });
});

describe('listTimeSeries', () => {
  const series = (project: string, type: string, more = '') =>
    `/v3/projects/${project}/timeSeries?filter=${encodeURIComponent(`metric.type = "${type}"`)}&interval.startTime=2026-11-21T11:30:00Z&interval.endTime=2026-11-21T12:00:00Z${more}`;
  const answerSchema = z.object({
    timeSeries: z.array(
      z.looseObject({
        resource: z.object({ type: z.string(), labels: z.record(z.string(), z.string()) }),
        points: z.array(
          z.object({
            value: z.record(z.string(), z.unknown()),
            interval: z.object({ startTime: z.string(), endTime: z.string() }),
          }),
        ),
      }),
    ),
    nextPageToken: z.string().default(''),
  });
  const measure = async (project: string, type: string, more = '') =>
    answerSchema.parse(await read(series(project, type, more)));

  test('tells capacities in bytes a second, as text', async () => {
    const answer = await measure(projects.network.id, 'interconnect.googleapis.com/network/attachment/capacity');
    const ashburn = answer.timeSeries.find(({ resource }) => resource.labels.attachment === 'ashburn-a-us-east4');
    expect(ashburn?.points[0]?.value).toEqual({ int64Value: '6250000000' });
    for (const each of answer.timeSeries) expect(unpublishedFields('monitoring.TimeSeries', each)).toEqual([]);
  });

  test('has deltas span their minute and gauges stand at an instant, newest first, late by two minutes', async () => {
    const bytes = await measure(projects.network.id, 'vpn.googleapis.com/network/sent_bytes_count');
    expect(bytes.timeSeries[0]?.points[0]?.interval).toEqual({
      startTime: '2026-11-21T11:57:00Z',
      endTime: '2026-11-21T11:58:00Z',
    });
    const up = await measure(projects.network.id, 'vpn.googleapis.com/tunnel_established');
    expect(up.timeSeries.filter(({ points }) => points[0]?.value.doubleValue === 0)).toHaveLength(1);
    expect(up.timeSeries[0]?.points.at(-1)?.interval).toEqual({
      startTime: '2026-11-21T11:31:00Z',
      endTime: '2026-11-21T11:31:00Z',
    });
  });

  test('pages by points', async () => {
    const type = 'vpn.googleapis.com/tunnel_established';
    const first = await measure(projects.network.id, type, '&pageSize=112');
    expect(first.timeSeries).toHaveLength(4);
    const rest = await measure(
      projects.network.id,
      type,
      `&pageSize=112&pageToken=${encodeURIComponent(first.nextPageToken)}`,
    );
    expect(rest.timeSeries[0]).not.toEqual(first.timeSeries[0]);
  });

  test('aligns deltas to rates, and refuses an aligner that does not fit', async () => {
    const align = (aligner: string) => `&aggregation.alignmentPeriod=300s&aggregation.perSeriesAligner=${aligner}`;
    const sent = 'vpn.googleapis.com/network/sent_bytes_count';
    const rates = await measure(projects.network.id, sent, align('2'));
    expect(rates.timeSeries[0]?.points).toHaveLength(6);
    expect(rates.timeSeries[0]?.points[0]?.value.doubleValue).toBeLessThan(3e9 / 8);
    const refused = await ask(
      series(projects.network.id, 'kubernetes.io/node/accelerator/duty_cycle', align('ALIGN_RATE')),
    );
    expect(errorOf(refused)).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('wants one type, knows those it has, and keeps to the project', async () => {
    const asked = await ask(`/v3/projects/${projects.network.id}/timeSeries?interval.endTime=2026-11-21T12:00:00Z`);
    expect(asked.status).toBe(400);
    expect((await ask(series(projects.network.id, 'custom.googleapis.com/none'))).status).toBe(404);
    expect(await read(series(projects.serving.id, 'vpn.googleapis.com/tunnel_established'))).not.toHaveProperty(
      'timeSeries',
    );
    expect((await ask(series(projects.sovereign.id, 'router.googleapis.com/bgp/session_up'))).status).toBe(403);
  });
});
