import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { ConnectionReport, InventoryRead, MetricRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { prometheusProvider } from './provider';

interface Answer {
  status?: number;
  body: unknown;
}
type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;

const target = (health: string, labels: Record<string, string>, more: object = {}) => ({
  labels,
  discoveredLabels: { __meta_password: 'x' },
  health,
  lastError: health === 'down' ? 'connection refused' : '',
  lastScrape: '2026-11-21T12:00:00Z',
  scrapeUrl: 'http://n1:9100/metrics?token=hidden',
  ...more,
});
const success = (data: object, more: object = {}) => ({ status: 'success', data, ...more });
const matrix = (result: object[] = []) => success({ resultType: 'matrix', result });

let server: Server;
let origin: string;
let caCertificate: string;
let answers: Record<string, Answer>;
let asked: { method: string | undefined; path: string; tenant: unknown; authorization: unknown }[];

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  server = createServer({ key, cert: chain }, (request, response) => {
    const { pathname } = new URL(request.url ?? '', origin);
    const { authorization, 'x-scope-orgid': tenant } = request.headers;
    asked.push({ method: request.method, path: pathname, tenant, authorization });
    const { status = 200, body } = answers[pathname.split('/').at(-1) ?? ''] ?? { status: 404, body: 'not found' };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = {
    targets: { body: success({ activeTargets: [target('up', { job: 'node', instance: 'n1:9100' })] }) },
    query: { body: success({ resultType: 'vector', result: [] }) },
    query_range: { body: matrix() },
  };
  asked = [];
});
afterAll(() => server.close());

function open(settings: object = {}, secret: unknown = null) {
  return openSession(prometheusProvider, {
    settings: { endpoint: `${origin}/prometheus`, caCertificate, ...settings },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-21T12:10:00Z'),
    limits: { ratePerSecond: 1000, maxAttempts: 1, circuitFailures: 1000 },
  });
}

async function readTargets(settings?: object, secret?: unknown): Promise<ScopeRead> {
  const session = open(settings, secret);
  const reads: InventoryRead[] = [];
  for await (const each of prometheusProvider.inventory?.read(session) ?? []) reads.push(each);
  session.transport.close();
  const [scope] = reads;
  if (scope?.type !== 'scope') throw new Error('No scope was read.');
  return scope;
}

async function readMetrics(): Promise<MetricRead[]> {
  const session = open();
  const window = { from: new Date('2026-11-21T12:00:00Z'), to: new Date('2026-11-21T12:01:00Z') };
  const reads: MetricRead[] = [];
  for await (const each of prometheusProvider.metrics?.read(session, window) ?? []) reads.push(each);
  session.transport.close();
  return reads;
}

async function report(): Promise<ConnectionReport> {
  const session = open();
  try {
    return await prometheusProvider.test(session);
  } finally {
    session.transport.close();
  }
}

describe('scrape targets', () => {
  it('have health, last error and labels, and nothing that discovery found or an address hides', async () => {
    const { result } = await readTargets();
    expect(result.items).toMatchObject([
      { nativeId: 'node/n1:9100', name: 'n1:9100', status: 'active', nativeStatus: 'up', tags: { job: 'node' } },
    ]);
    const raw = JSON.stringify(result.items);
    expect(raw).not.toContain('hidden');
    expect(raw).not.toContain('__meta');
  });

  it('that share a job and an instance are one, and well only if all are', async () => {
    const labels = { job: 'node', instance: 'n1:9100' };
    const targets = [
      target('up', labels),
      target('down', { ...labels, path: '/b' }),
      target('unknown', { job: 'x', instance: 'y' }),
    ];
    answers.targets = { body: success({ activeTargets: targets }) };
    const { result } = await readTargets();
    expect(result.items.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['node/n1:9100', 'failed'],
      ['x/y', 'unknown'],
    ]);
    expect(JSON.parse(result.items[0]?.raw ?? '')).toMatchObject({
      targets: [{ health: 'up' }, { lastError: 'connection refused' }],
    });
  });

  it.each([
    { status: 404, body: '404 page not found' },
    { status: 400, body: { status: 'error', errorType: '400', error: 'unsupported path requested' } },
  ])('are told from the series up where the server keeps no list (%j), and it is said', async (answer) => {
    const up = (instance: string, value: string) => ({
      metric: { __name__: 'up', job: 'n', instance },
      value: [1, value],
    });
    answers.targets = answer;
    answers.query = { body: success({ resultType: 'vector', result: [up('a', '1'), up('b', '0'), up('c', 'NaN')] }) };
    const { listed, result } = await readTargets();
    expect(result.items.map(({ nativeId, status }) => [nativeId, status])).toEqual([
      ['n/a', 'active'],
      ['n/b', 'failed'],
      ['n/c', 'unknown'],
    ]);
    expect(listed).toBe(true);
    expect(result.source).toContain('series up');
    expect(result.completeness).toMatchObject({ gaps: [{ fault: 'capability-unsupported', detailOnly: true }] });
    expect(result.items[0]?.tags).toEqual({ job: 'n', instance: 'a' });
  });

  it('are not none because no series up is there', async () => {
    answers.targets = { status: 404, body: '' };
    expect(await readTargets()).toMatchObject({ listed: false, result: { items: [] } });
  });
});

describe('a call', () => {
  it.each([
    [null, undefined],
    [{ token: 'abc' }, 'Bearer abc'],
    [{ username: 'ann', password: 'b:c' }, `Basic ${Buffer.from('ann:b:c').toString('base64')}`],
  ])('with %j shows %s, names the tenant, and only reads', async (secret, authorization) => {
    await readTargets({ tenant: 'factory' }, secret);
    expect(asked).toEqual([{ method: 'GET', path: '/prometheus/api/v1/targets', tenant: 'factory', authorization }]);
  });

  it.each([
    [{ status: 401, body: 'no org id' }, 'credentials-rejected', '401'],
    [{ status: 403, body: '' }, 'permission-missing', '403'],
    [{ status: 429, body: { status: 'error', errorType: 'too_many_requests' } }, 'rate-limited', 'too_many_requests'],
    [{ status: 503, body: { status: 'error', errorType: 'timeout' } }, 'unavailable', 'timeout'],
    [{ status: 503, body: { status: 'error', errorType: 'canceled' } }, 'unavailable', 'canceled'],
    [{ status: 500, body: { status: 'error', errorType: 'internal' } }, 'unavailable', 'internal'],
    [{ status: 422, body: { status: 'error', errorType: 'execution' } }, 'response-unexpected', 'execution'],
    [{ status: 400, body: { status: 'error', errorType: 'bad_data' } }, 'response-unexpected', 'bad_data'],
    [{ body: { status: 'error', errorType: 'timeout' } }, 'unavailable', 'timeout'],
    [{ status: 502, body: '<html>' }, 'unavailable', '502'],
    [{ body: '<html>' }, 'response-unexpected', 'Unreadable'],
    [{ body: success({ resultType: 'vector', result: [] }) }, 'response-unexpected', 'Unreadable'],
    [{ body: { ...matrix(), warnings: ['x'] } }, 'response-unexpected', 'Warnings'],
    [{ body: { ...matrix(), infos: ['x'] } }, 'response-unexpected', 'Warnings'],
  ] as const)('answered with %j is the gap %s', async (answer, fault, code) => {
    answers.query_range = answer;
    for (const { result } of await readMetrics()) {
      expect(result.items).toEqual([]);
      expect(result.completeness).toMatchObject({ complete: false, gaps: [{ fault, code }] });
    }
  });

  it('answered in part with warnings keeps what came', async () => {
    const series = {
      metric: { __name__: 'probe_success', job: 'j', instance: 'i' },
      values: [[Date.parse('2026-11-21T12:00:00Z') / 1000, '1']],
    };
    answers.query_range = { body: { ...matrix([series]), warnings: ['a store did not answer'] } };
    const found = (await readMetrics()).find(({ group }) => group === 'blackbox exporter');
    expect(found?.result.items).toMatchObject([{ metric: 'probe.success' }]);
    expect(found?.result.completeness).toMatchObject({ complete: false });
  });
});

describe('the test of a Prometheus connection', () => {
  it('tries each path once', async () => {
    const { checks, accounts } = await report();
    expect(checks.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
    expect(accounts).toEqual([{ id: new URL(origin).host, name: null }]);
  });

  it('names the path that is refused, and skips targets where there are none', async () => {
    answers.query_range = { status: 403, body: '' };
    answers.targets = { status: 404, body: '' };
    const { checks } = await report();
    expect(checks.map(({ outcome, permission }) => [permission, outcome])).toEqual([
      ['GET /api/v1/query', 'passed'],
      ['GET /api/v1/query_range', 'failed'],
      ['GET /api/v1/targets', 'skipped'],
    ]);
  });
});

describe('the settings of a Prometheus connection', () => {
  const parse = (settings: object) => prometheusProvider.settingsSchema.safeParse(settings);

  it('take an address with its path, and drop the API’s own part', () => {
    expect(parse({ endpoint: 'https://m.example/prometheus/api/v1/' }).data?.endpoint).toBe(
      'https://m.example/prometheus',
    );
    expect(parse({ endpoint: 'https://a:b@m.example' }).success).toBe(false);
    expect(parse({ endpoint: 'https://m.example', tenant: 'a\nb: c' }).success).toBe(false);
    expect(parse({ endpoint: 'https://m.example', tenant: 'a|b' }).success).toBe(true);
  });

  it('send the secret to the endpoint alone, and take one way of signing in', () => {
    expect(prometheusProvider.secretDestinations({ endpoint: 'https://m.example/x' })).toEqual(['https://m.example/x']);
    const secret = (value: object) => prometheusProvider.secretSchema.safeParse(value).success;
    expect(secret({ token: 'a' })).toBe(true);
    expect(secret({ username: 'a', password: 'b' })).toBe(true);
    expect(secret({ username: 'a' })).toBe(false);
    expect(secret({ token: 'a', username: 'a', password: 'b' })).toBe(false);
    expect(secret({})).toBe(false);
  });
});
