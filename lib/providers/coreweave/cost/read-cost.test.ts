import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import { expectHonestCost, readBytes, readWholeCost } from '../../contract/conformance/honest-cost-conformance';
import { gapsOf } from '../../contract/conformance/honest-read-conformance';
import { openSession } from '../../contract/session/open-session';
import { coreWeaveProvider } from '../provider';

let server: Server;
let origin: string;
let caCertificate: string;
let answerTo: (facts: URLSearchParams) => { status?: number; body: string };
const asked: { path: string; authorization: string | undefined; facts: URLSearchParams }[] = [];

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  server = createServer({ key, cert: chain }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    asked.push({ path: pathname, authorization: request.headers.authorization, facts: searchParams });
    const { status = 200, body } = answerTo(searchParams);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => server.close());

const now = new Date('2026-11-02T10:30:00Z');
/** Numbers stand as CoreWeave writes them, more exact than a number of JavaScript. */
const row = (hour: string, sku = 'gd-8xh100ib-i128', quantity = '8.000000000000000000001') =>
  `{"BillingAccountId":"org-1","SkuId":"${sku}","PricingUnit":"GPU-hours","PricingQuantity":${quantity},"ChargePeriodStart":"2026-11-01T${hour}:00:00Z","ChargeClass":null,"x_ClusterName":"c1"}`;
const page = (rows: string[], next?: string) =>
  `{"data":[${rows.join(',')}],"next_page_token":${next === undefined ? 'null' : `"${next}"`}}`;

async function read(settings: object = {}) {
  const session = openSession(coreWeaveProvider, {
    settings: {
      server: origin,
      clusterName: 'c1',
      caCertificate,
      billingUrl: origin,
      rateCard: ['gd-8xh100ib-i128, GPU-hours, 2, USD, 2026-01-01'],
      ...settings,
    },
    secret: { token: 'CWTOKEN' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => now,
    limits: { ratePerSecond: 1000, maxAttempts: 1 },
  });
  try {
    const whole = await readWholeCost(coreWeaveProvider, session, ['2025-12', '2026-11', '2026-12']);
    expectHonestCost(whole);
    return { deliveries: whole.deliveries, gaps: gapsOf(whole.ends[0]?.completeness) };
  } finally {
    session.transport.close();
  }
}

describe('the usage of a CoreWeave organisation', () => {
  it('is read page by page up to the running hour, and priced as an estimate of our own', async () => {
    answerTo = (facts) => ({ body: facts.has('page_token') ? page([row('01')]) : page([row('00')], 'more') });
    const { deliveries, gaps } = await read();
    expect(gaps).toEqual([]);
    expect(deliveries.map(({ source, scope, billingMonth, basis }) => [source, scope, billingMonth, basis])).toEqual([
      ['coreweave-usage', 'org-1', '2026-11', 'own-estimate'],
    ]);
    const [file] = deliveries[0]?.files ?? [];
    if (file === undefined) throw new Error('There is no file.');
    const bytes = await readBytes(file);
    expect(bytes.length).toBe(file.bytes);
    const rows = bytes.toString('utf8').trimEnd().split('\n');
    expect(rows.map((line) => JSON.parse(line))).toMatchObject([
      {
        BilledCost: '16.000000000000000000002',
        BillingPeriodStart: '2026-11-01T00:00:00.000Z',
        PricingQuantity: '8.000000000000000000001',
        ProviderName: 'CoreWeave',
        x_ClusterName: 'c1',
      },
      { ChargePeriodStart: '2026-11-01T01:00:00Z' },
    ]);
    expect(asked.map(({ path, authorization }) => [path, authorization])).toEqual(
      Array(2).fill(['/v1/billing/focus', 'Bearer CWTOKEN']),
    );
    expect(Object.fromEntries(asked[0]?.facts ?? [])).toEqual({
      start_time: '2026-11-01T00:00:00Z',
      end_time: '2026-11-02T10:00:00Z',
      group_by: 'location',
      format: 'json',
      page_size: '1000',
    });
  });

  it('has the same version until usage or a rate changes', async () => {
    answerTo = () => ({ body: page([row('00')]) });
    const versionOf = async (settings?: object) => (await read(settings)).deliveries[0]?.version;
    const first = await versionOf();
    expect(await versionOf()).toBe(first);
    expect(await versionOf({ rateCard: ['gd-8xh100ib-i128, GPU-hours, 3, USD, 2026-01-01'] })).not.toBe(first);
  });

  it('has no cost where there is no rate, which is told', async () => {
    answerTo = () => ({ body: page([row('00', 'object-storage')]) });
    const { deliveries, gaps } = await read();
    const [file] = deliveries[0]?.files ?? [];
    if (file === undefined) throw new Error('There is no file.');
    expect(JSON.parse((await readBytes(file)).toString('utf8'))).not.toHaveProperty('BilledCost');
    expect(gaps).toMatchObject([{ subject: 'object-storage', detailOnly: true, code: 'NoRate' }]);
  });

  it('is not enabled for an organisation that is refused', async () => {
    answerTo = () => ({ status: 403, body: '{}' });
    const { deliveries, gaps } = await read();
    expect(deliveries).toEqual([]);
    expect(gaps).toMatchObject([{ fault: 'capability-unsupported', code: 'FocusExportNotEnabled' }]);
    expect(gaps[0]?.remedy).toContain('support');
  });

  it.each([
    ['response-unexpected', { body: page([row('00')], 'again') }],
    ['response-unexpected', { body: '{"data":' }],
    ['credentials-rejected', { status: 401, body: '{}' }],
    ['rate-limited', { status: 429, body: '{}' }],
    ['unavailable', { status: 503, body: '{}' }],
  ])('is a gap, and no part of a month, under a fault that is %s', async (fault, answer) => {
    answerTo = () => answer;
    const { deliveries, gaps } = await read();
    expect(deliveries).toEqual([]);
    expect(gaps.map((gap) => gap.fault)).toEqual([fault]);
  });

  it('is not asked for where the connection names no billing API', async () => {
    answerTo = () => ({ status: 500, body: '' });
    expect(await read({ billingUrl: '' })).toEqual({ deliveries: [], gaps: [] });
    expect(asked).toEqual([]);
  });
});
