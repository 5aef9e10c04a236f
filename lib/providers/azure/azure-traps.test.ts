import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  createAuthority,
  issueLoopbackIdentity,
  type ServerIdentity,
} from '@/sandbox/authority/authority';
import { readWholeInventory } from '../contract/conformance/read-whole-inventory';
import type { MetricRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { azureProvider } from './provider';

const tenantId = '99999999-8888-7777-6666-555555555555';
const subscription = '11111111-2222-3333-4444-555555555555';
const other = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

interface Asked {
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  body: string;
}
interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}
type Route = (asked: Asked) => Answer | undefined;

let authority: Authority;
let identity: ServerIdentity;
const servers: Server[] = [];

beforeAll(async () => {
  authority = await createAuthority(new Date());
  identity = await issueLoopbackIdentity(authority, new Date());
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** An Azure of the test's own: what `route` does not answer is answered as an empty tenant would. */
async function serve(route: Route): Promise<{ origin: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer({ key: identity.key, cert: identity.chain }, async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const { authorization } = request.headers;
    const call = { path: url.pathname, query: url.searchParams, authorization, body: await readBody(request) };
    asked.push(call);
    const { status = 200, headers = {}, body = {} } = route(call) ?? answerPlainly(origin, call);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, asked };
}

function answerPlainly(origin: string, { path, body }: Asked): Answer {
  if (path.endsWith('/openid-configuration')) {
    const base = `${origin}/${tenantId}`;
    return {
      body: {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      },
    };
  }
  if (path.endsWith('/token')) return { body: { token_type: 'Bearer', expires_in: 3600, access_token: 'the-token' } };
  if (path === '/subscriptions') return { body: { value: [{ subscriptionId: subscription, state: 'Enabled' }] } };
  return body.includes('resourcecontainers') ? rows([{ id: `/subscriptions/${subscription}` }]) : rows([]);
}

function rows(data: object[], more: object = {}): Answer {
  return {
    body: { totalRecords: data.length, count: data.length, data, facets: [], resultTruncated: 'false', ...more },
  };
}

const disk = (name: string, properties: object = {}, of = subscription) => ({
  id: `/subscriptions/${of}/resourceGroups/rg/providers/Microsoft.Compute/disks/${name}`,
  name,
  type: 'microsoft.compute/disks',
  location: 'westeurope',
  properties: { provisioningState: 'Succeeded', diskState: 'Attached', ...properties },
});
/** Answers the query that lists disks. */
const ofDisks =
  (answer: (asked: Asked) => Answer): Route =>
  (asked) =>
    asked.body.includes('microsoft.compute/disks') ? answer(asked) : undefined;

function open(origin: string, settings: object = {}, now = () => new Date()) {
  return openSession(azureProvider, {
    settings: { tenantId, clientId: other, endpoint: origin, caCertificate: authority.certificate, ...settings },
    secret: { clientSecret: 'hunter2' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now,
    limits: { ratePerSecond: 1000, concurrency: 16, maxAttempts: 1 },
  });
}

async function read(route: Route, settings: object = {}) {
  const { origin, asked } = await serve(route);
  const session = open(origin, settings);
  const whole = await readWholeInventory(azureProvider, session);
  session.transport.close();
  const completeness = whole.enumerations[0]?.completeness;
  const gaps = completeness === undefined || completeness.complete ? [] : completeness.gaps;
  return { whole, gaps, asked, items: whole.scopes.flatMap(({ result }) => result.items), session };
}

describe('reading Azure', () => {
  it('goes through pages by their token, with the same query, 1,000 rows at a time', async () => {
    const { items, asked, whole } = await read(
      ofDisks(({ body }) =>
        body.includes('"page-2"')
          ? rows([disk('b')], { totalRecords: 2 })
          : rows([disk('a')], { totalRecords: 2, $skipToken: 'page-2' }),
      ),
    );
    expect(items.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(whole.enumerations[0]?.completeness).toEqual({ complete: true });
    const [first, second] = asked.map(({ body }) => body).filter((body) => body.includes('microsoft.compute/disks'));
    expect(JSON.parse(first ?? '')).toMatchObject({ subscriptions: [subscription], options: { $top: 1000 } });
    expect(JSON.parse(second ?? '')).toMatchObject({
      query: JSON.parse(first ?? '').query,
      options: { $skipToken: 'page-2', $top: 1000 },
    });
  });

  it.each([
    ['ResultTruncated', { resultTruncated: 'true' }],
    ['RowsMissing', { totalRecords: 3 }],
    ['RowsMissing', { data: undefined }],
    ['RowsMissing', { totalRecords: undefined }],
  ])('takes a result for cut short (%s) when it says so: %j', async (code, more) => {
    const { whole, gaps } = await read(ofDisks(() => rows([disk('a')], more)));
    expect(new Set(gaps.map((gap) => gap.code))).toEqual(new Set([code]));
    expect(new Set(gaps.map(({ subject }) => subject))).toEqual(new Set(['volume', 'storage-account', 'file-system']));
    expect(whole.scopes.every(({ listed }) => !listed)).toBe(true);
  });

  it('knows the ends of a connection also where its gateways come on a later page', async () => {
    const resource = (type: string, name: string, properties: object) => ({
      ...disk(name, properties),
      id: `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/${type}/${name}`,
      type: `microsoft.network/${type.toLowerCase()}`,
    });
    const localNetworkGateway2 = { id: resource('localNetworkGateways', 'hall', {}).id };
    const connection = resource('connections', 'cn', { connectionType: 'IPsec', localNetworkGateway2 });
    const gateway = resource('localNetworkGateways', 'hall', { gatewayIpAddress: '203.0.113.17' });
    const { items } = await read(({ body }) => {
      if (!body.includes('microsoft.network/connections')) return undefined;
      return body.includes('"page-2"')
        ? rows([gateway], { totalRecords: 2 })
        : rows([connection], { totalRecords: 2, $skipToken: 'page-2' });
    });
    expect(items).toMatchObject([
      { kind: 'vpn-connection', links: [{ far: { address: '203.0.113.17', place: 'hall' } }] },
    ]);
  });

  it('keeps every digit of integers that a double cannot hold', async () => {
    const page = JSON.stringify(rows([disk('a', { diskSizeBytes: 0 })]).body).replace(
      '"diskSizeBytes":0',
      '"diskSizeBytes":9007199254740993',
    );
    const { items } = await read(ofDisks(() => ({ body: page })));
    expect(items[0]?.raw).toContain('9007199254740993');
  });

  it('leaves out a row of another subscription, and says so', async () => {
    const { items, gaps } = await read(ofDisks(() => rows([disk('a'), disk('b', {}, other)])));
    expect(items.map(({ name }) => name)).toEqual(['a']);
    expect(new Set(gaps.map(({ code }) => code))).toEqual(new Set(['ForeignRow']));
  });

  it('tells a subscription that may not be read from one that is empty', async () => {
    expect((await read(() => undefined)).whole.enumerations).toEqual([
      { scopes: [], completeness: { complete: true }, settledAccounts: [subscription] },
    ]);
    const { gaps } = await read(({ body }) => (body.includes('resourcecontainers') ? rows([]) : undefined));
    expect(gaps).toMatchObject([{ fault: 'permission-missing', code: 'NothingShown', account: subscription }]);
    expect(gaps[0]?.remedy).toContain('Reader');
  });

  it('knows which subscriptions were read whole when others were not', async () => {
    const { whole, gaps } = await read(({ path, body }) => {
      if (path === '/subscriptions')
        return { body: { value: [subscription, other].map((subscriptionId) => ({ subscriptionId })) } };
      return body.includes(`"${other}"`) ? { status: 503 } : undefined;
    });
    expect(gaps).toMatchObject([{ fault: 'unavailable', account: other }]);
    expect(whole.enumerations[0]?.settledAccounts).toEqual([subscription]);
  });

  it('says of a subscription that is named but not listed, and of a list without any, what is missing', async () => {
    const named = await read(
      ofDisks(() => rows([disk('a')])),
      { subscriptions: [subscription, other] },
    );
    expect(named.gaps).toMatchObject([{ fault: 'permission-missing', code: 'SubscriptionNotListed', account: other }]);
    expect(named.items).toHaveLength(1);
    const none = await read(({ path }) => (path === '/subscriptions' ? { body: { value: [] } } : undefined));
    expect(none.gaps).toMatchObject([{ fault: 'permission-missing', code: 'SubscriptionNotListed' }]);
  });

  it('goes through all pages of subscriptions, but follows no link to another place', async () => {
    const elsewhere = await serve(() => undefined);
    const { gaps } = await read(({ path }) =>
      path === '/subscriptions'
        ? { body: { value: [], nextLink: `${elsewhere.origin}/subscriptions?page=2` } }
        : undefined,
    );
    expect(gaps).toMatchObject([{ fault: 'response-unexpected' }]);
    expect(elsewhere.asked).toEqual([]);
  });

  it('sends the secret to no place that the sign-in document names', async () => {
    const elsewhere = await serve(() => undefined);
    const { gaps } = await read((asked) => {
      if (!asked.path.endsWith('/openid-configuration')) return undefined;
      const plain = answerPlainly('https://127.0.0.1', asked).body as object;
      return { body: { ...plain, issuer: undefined, token_endpoint: `${elsewhere.origin}/${tenantId}/token` } };
    });
    expect(gaps[0]).toMatchObject({ operation: 'entra:IssueToken' });
    expect(elsewhere.asked).toEqual([]);
  });

  it.each([
    [500, 3],
    [307, 3],
    // A throttled subscription is not asked for the groups that follow.
    [429, 2],
  ])('makes each call once and follows no redirect (%i)', async (status, attempts) => {
    const elsewhere = await serve(() => undefined);
    const headers = { location: `${elsewhere.origin}/x` };
    const { asked, gaps, session } = await read(ofDisks(() => ({ status, headers, body: { error: { code: 'X' } } })));
    expect(asked.filter(({ body }) => body.includes('microsoft.compute/disks'))).toHaveLength(1);
    expect(session.calls.counts().find(({ operation }) => operation === 'resource-graph:Resources')?.attempts).toBe(
      attempts,
    );
    expect(gaps).not.toEqual([]);
    expect(elsewhere.asked).toEqual([]);
  });

  it('asks for one token and keeps to it', async () => {
    const { asked } = await read(ofDisks(() => rows([disk('a')])));
    expect(asked.filter(({ path }) => path.endsWith('/token'))).toHaveLength(1);
    const calls = asked.filter(({ path }) => path.startsWith('/providers') || path === '/subscriptions');
    expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer the-token']));
  });
});

describe('reading Azure’s metrics', () => {
  const gateway = (index: number) => ({
    id: `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/gw-${index}`,
    name: `gw-${index}`,
    type: 'microsoft.network/virtualnetworkgateways',
    location: 'westeurope',
    properties: { gatewayType: 'Vpn' },
  });
  const window = { from: new Date('2026-11-21T12:00:00Z'), to: new Date('2026-11-21T12:10:00Z') };

  async function readMetrics(route: Route, count = 60): Promise<{ reads: MetricRead[]; batches: Asked[] }> {
    const { origin, asked } = await serve(
      (call) =>
        route(call) ??
        (call.body.includes('virtualnetworkgateways')
          ? rows(Array.from({ length: count }, (_, index) => gateway(index)))
          : undefined),
    );
    const session = open(origin);
    const reads: MetricRead[] = [];
    for await (const each of azureProvider.metrics?.read(session, window) ?? []) reads.push(each);
    session.transport.close();
    return { reads, batches: asked.filter(({ path }) => path.endsWith('metrics:getBatch')) };
  }
  const isBatch = ({ path }: Asked) => path.endsWith('metrics:getBatch');

  it('names at most 50 resources a call, and asks for more series than the ten Azure gives', async () => {
    const { batches } = await readMetrics((call) => (isBatch(call) ? { body: { values: [] } } : undefined), 120);
    expect(batches).toHaveLength(9);
    for (const { query, body } of batches) {
      expect(JSON.parse(body).resourceids.length).toBeLessThanOrEqual(50);
      expect(query.get('interval')).toBe('PT5M');
      expect(query.get('filter')).toContain("eq '*'");
      expect(Number(query.get('top'))).toBeGreaterThan(10);
    }
  });

  const namesOf = ({ query }: Asked): string[] => query.get('metricnames')?.split(',') ?? [];
  const resourcesOf = ({ body }: Asked): string[] => JSON.parse(body).resourceids;
  const refused = { status: 400, body: { error: { code: 'BadRequest' } } };
  const isGateway = ({ group }: MetricRead) => group === 'Microsoft.Network/virtualNetworkGateways';

  /** Every metric that is asked for, of every resource, once. */
  function measureAll(call: Asked): Answer {
    const values = resourcesOf(call).map((resourceid) => ({
      starttime: window.from,
      endtime: window.to,
      namespace: 'n',
      resourceregion: 'westeurope',
      resourceid,
      interval: 'PT5M',
      value: namesOf(call).map((name) => ({
        id: `${resourceid}/providers/Microsoft.Insights/metrics/${name}`,
        type: 'Microsoft.Insights/metrics',
        name: { value: name, localizedValue: 'In another language' },
        unit: name.endsWith('Bytes') ? 'Bytes' : name.endsWith('Bandwidth') ? 'BytesPerSecond' : 'Count',
        errorCode: 'Success',
        timeseries: [{ metadatavalues: [], data: [{ timeStamp: window.from.toISOString(), average: 1, total: 300 }] }],
      })),
    }));
    return { body: { values } };
  }

  /** How many series there are of each resource that has any. */
  const countByResource = (reads: MetricRead[]) =>
    new Map(
      [...Map.groupBy(reads.find(isGateway)?.result.items ?? [], ({ attributes }) => attributes.resource)].map(
        ([resource, series]) => [resource?.slice(resource.lastIndexOf('/') + 1), series.length],
      ),
    );

  it.each([[['gw-17']], [['gw-0', 'gw-3']], [['gw-49', 'gw-50']]])(
    'loses %j, which are gone, and nothing of others in their batches',
    async (gone) => {
      const isGone = (id: string) => gone.some((name) => id.toLowerCase().endsWith(`/${name}`));
      const { reads, batches } = await readMetrics((call) =>
        isBatch(call) ? (resourcesOf(call).some(isGone) ? refused : measureAll(call)) : undefined,
      );
      const counts = countByResource(reads);
      expect(counts.size).toBe(60 - gone.length);
      expect(new Set(counts.values())).toEqual(new Set([6]));
      const completeness = reads.find(isGateway)?.result.completeness;
      const gaps = completeness === undefined || completeness.complete ? [] : completeness.gaps;
      expect(gaps.map(({ subject }) => subject?.slice(subject.lastIndexOf('/') + 1)).sort()).toEqual([...gone].sort());
      expect(gaps[0]).toMatchObject({ fault: 'response-unexpected', code: 'BadRequest', account: subscription });
      // Six without any; at most twelve to find one of fifty, and a few to ask for its metrics.
      expect(batches.length).toBeLessThanOrEqual(6 + 20 * gone.length);
    },
  );

  it('reads of a resource what is taken of it, where only some of its metrics are refused', async () => {
    const { reads } = await readMetrics((call) => {
      if (!isBatch(call)) return undefined;
      const isSpoilt = resourcesOf(call).some((id) => id.toLowerCase().endsWith('/gw-17'));
      return isSpoilt && namesOf(call).includes('TunnelAverageBandwidth') ? refused : measureAll(call);
    });
    const counts = countByResource(reads);
    expect(counts.get('gw-17')).toBe(5);
    expect([...counts.values()].filter((count) => count === 6)).toHaveLength(59);
  });

  const gapsOf = (reads: MetricRead[]) => {
    const completeness = reads.find(isGateway)?.result.completeness;
    return completeness === undefined || completeness.complete ? [] : completeness.gaps;
  };
  /** Refuses a call for a metric where it names one of the resources that do not have it. */
  const refusing = (lacking: Record<string, string[]>) => (call: Asked) => {
    if (!isBatch(call)) return undefined;
    const lacks = namesOf(call).flatMap((name) => lacking[name] ?? []);
    const isRefused = resourcesOf(call).some((id) => lacks.some((name) => id.toLowerCase().endsWith(`/${name}`)));
    return isRefused ? refused : measureAll(call);
  };

  it('reads a metric that two in different halves of a batch refuse of all others, and names those two', async () => {
    const { reads, batches } = await readMetrics(refusing({ TunnelEgressBytes: ['gw-3', 'gw-40'] }));
    const counts = countByResource(reads);
    expect([counts.get('gw-3'), counts.get('gw-40')]).toEqual([5, 5]);
    expect([...counts.values()].filter((count) => count === 6)).toHaveLength(58);
    const [gap, ...others] = gapsOf(reads);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ code: 'BadRequest', subject: 'Microsoft.Network/virtualNetworkGateways' });
    expect(gap?.message).toMatch(/TunnelEgressBytes of gw-3, gw-40\b/);
    expect(batches.length).toBeLessThanOrEqual(6 + 40 + 1);
  });

  it('reads it of the rest of a later batch of which one resource is gone', async () => {
    const lacking = refusing({ TunnelEgressBytes: ['gw-3', 'gw-40'] });
    const { reads } = await readMetrics((call) =>
      isBatch(call) && resourcesOf(call).some((id) => id.toLowerCase().endsWith('/gw-55')) ? refused : lacking(call),
    );
    expect([...countByResource(reads).values()].filter((count) => count === 6)).toHaveLength(57);
    expect(gapsOf(reads).map(({ message }) => message.match(/gw-\d+/g))).toEqual([['gw-3', 'gw-40'], ['gw-55']]);
  });

  it('looks for those who refuse it in each batch, and for several metrics at once', async () => {
    const ofBatches = await readMetrics(refusing({ TunnelEgressBytes: ['gw-3', 'gw-40', 'gw-50', 'gw-59'] }));
    expect([...countByResource(ofBatches.reads).values()].filter((count) => count === 6)).toHaveLength(56);
    const lacking = { TunnelEgressBytes: Array.from({ length: 60 }, (_, index) => `gw-${index}`) };
    const { reads } = await readMetrics(refusing({ ...lacking, TunnelIngressBytes: ['gw-0', 'gw-49'] }));
    expect(countByResource(reads).get('gw-0')).toBe(4);
    // One is taken of none, so that not all calls are left for the other: what stands near those two is lost with it.
    const whole = [...countByResource(reads).values()].filter((count) => count === 5);
    expect(whole.length).toBeGreaterThanOrEqual(40);
    expect(gapsOf(reads).map(({ message }) => message.match(/Tunnel\w+/)?.[0])).toEqual([
      'TunnelEgressBytes',
      'TunnelIngressBytes',
    ]);
  });

  it('blames no resource where nothing of a kind is taken, and reads the other kinds', async () => {
    const { reads } = await readMetrics((call) =>
      isBatch(call) ? (namesOf(call).includes('BgpPeerStatus') ? refused : measureAll(call)) : undefined,
    );
    expect([...countByResource(reads).values()]).toEqual(Array.from({ length: 60 }, () => 5));
    const subject = 'Microsoft.Network/virtualNetworkGateways';
    expect(reads.find(isGateway)?.result.completeness).toMatchObject({ gaps: [{ code: 'BadRequest', subject }] });
  });

  it('gives up within a bounded number of calls where everything is refused', async () => {
    const { reads, batches } = await readMetrics((call) => (isBatch(call) ? refused : undefined), 50);
    expect(reads.find(isGateway)?.result).toMatchObject({ items: [], completeness: { complete: false } });
    expect(batches.length).toBeLessThanOrEqual(3 * 41);
  });

  it('does not look for a culprit where Azure could not answer', async () => {
    const { batches } = await readMetrics((call) => (isBatch(call) ? { body: '<html>' } : undefined));
    expect(batches).toHaveLength(6);
  });

  it('loses one metric and no other when Azure does not take it', async () => {
    const { reads, batches } = await readMetrics((call) =>
      isBatch(call) ? (namesOf(call).includes('TunnelEgressBytes') ? refused : measureAll(call)) : undefined,
    );
    expect(new Set(countByResource(reads).values())).toEqual(new Set([5]));
    // One batch is asked for again, in halves and by metric, as often as it may; in the other the metric is by itself.
    expect(batches.length).toBe(6 + 40 + 1);
    const read = reads.find(isGateway);
    expect(new Set(read?.result.items.map(({ definition }) => definition))).toEqual(
      new Set([
        'BgpPeerStatus',
        'TunnelAverageBandwidth',
        'TunnelEgressPacketDropCount',
        'TunnelIngressBytes',
        'TunnelIngressPacketDropCount',
      ]),
    );
    expect(read?.result.completeness).toMatchObject({ complete: false, gaps: [{ code: 'BadRequest' }] });
  });
});
