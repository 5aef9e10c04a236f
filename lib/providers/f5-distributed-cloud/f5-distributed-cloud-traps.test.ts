import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ResourceKind } from '@/lib/domain/resource';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { InventoryRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { endpointRates } from './connect/call-rates';
import { distributedCloudProvider } from './provider';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}
interface Asked {
  path: string;
  authorization: string | undefined;
  /** Subject of the certificate the caller showed. */
  shown: string | undefined;
  body: string;
}
type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;

const system = '/api/config/namespaces/system';
const register = '/api/register/namespaces/system/listregistrationsbystate';
const graph = '/api/data/namespaces/system/graph/connectivity';
const groups = '/api/data/namespaces/system/topology/site_mesh_groups';
const alerts = '/api/data/namespaces/system/alerts';
const listed = (name: string, more: object = {}) => ({ tenant: 'acme-xyz', namespace: 'system', name, ...more });
const site = (name: string) => listed(name, { get_spec: { site_state: 'ONLINE' } });

let server: Server;
let origin: string;
let caCertificate: string;
let identity: { clientCertificate: string; clientKey: string };
let answers: Record<string, Answer | ((body: string) => Answer)>;
const asked: Asked[] = [];

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  identity = { clientCertificate: authority.certificate, clientKey: authority.privateKey };
  const options = { key, cert: chain, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
  server = createServer(options, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const path = request.url?.split('?')[0] ?? '';
    const shown = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
    asked.push({ path, authorization: request.headers.authorization, shown: shown?.toString(), body });
    const answer = answers[path] ?? { status: 404, body: { code: 5, message: '', details: [] } };
    const { status = 200, headers, body: text } = typeof answer === 'function' ? answer(body) : answer;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof text === 'string' ? text : JSON.stringify(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  answers = {
    '/api/web/namespaces': { body: { items: [listed('system')] } },
    [`${system}/sites`]: { body: { items: [site('munich'), site('ashburn')], errors: [] } },
    [register]: { body: { items: [] } },
    [graph]: { body: { nodes: [], edges: [] } },
    [groups]: { body: { nodes: [], edges: [] } },
    [alerts]: { body: { data: '[]' } },
  };
});
afterAll(() => server.close());

async function read(secret: unknown = { apiToken: 'abc' }, receiveLimitBytes?: number) {
  const session = openSession(distributedCloudProvider, {
    settings: { tenantUrl: origin, caCertificate },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, maxAttempts: 1 },
    ...(receiveLimitBytes === undefined ? {} : { receiveLimitBytes }),
  });
  const scopes = new Map<ResourceKind, ScopeRead>();
  let enumeration: InventoryRead | null = null;
  for await (const each of distributedCloudProvider.inventory?.read(session) ?? []) {
    if (each.type === 'scope') scopes.set(each.scope.kind, each);
    else enumeration = each;
  }
  session.transport.close();
  return { scopes, enumeration };
}

const gapsOf = (scope: ScopeRead | undefined) =>
  scope === undefined || scope.result.completeness.complete ? [] : scope.result.completeness.gaps;

describe('an F5 tenant', () => {
  it('gets the token in its header, and with a certificate no header at all', async () => {
    await read();
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['APIToken abc']));
    expect(new Set(asked.map(({ shown }) => shown))).toEqual(new Set([undefined]));
    asked.length = 0;
    const { scopes } = await read(identity);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set([undefined]));
    expect(new Set(asked.map(({ shown }) => shown))).toEqual(new Set(['Millwright sandbox authority']));
    expect(scopes.get('edge-site')?.result.items).toHaveLength(2);
  });

  it('that leaves objects out of its list says so beside it, and nothing is taken for gone', async () => {
    answers[`${system}/sites`] = { body: { items: [site('munich')], errors: [{ code: 'EINTERNAL', message: 'x' }] } };
    const sites = (await read()).scopes.get('edge-site');
    expect(sites).toMatchObject({ listed: false, result: { items: [{ name: 'munich' }] } });
    expect(gapsOf(sites)).toMatchObject([
      { fault: 'response-unexpected', code: 'EINTERNAL', operation: 'config:sites' },
    ]);
  });

  it('that lists one object unlike the others loses only that, and nothing is taken for gone', async () => {
    answers[`${system}/sites`] = { body: { items: [site('munich'), listed('ashburn')], errors: [] } };
    const sites = (await read()).scopes.get('edge-site');
    expect(sites).toMatchObject({ listed: false, result: { items: [{ name: 'munich' }] } });
    expect(gapsOf(sites)).toMatchObject([{ code: 'UnreadableObject' }]);
  });

  it('that cuts an answer off has not answered', async () => {
    answers[`${system}/sites`] = { body: '{"items":[{"tenant":"acme-xyz","name":"mun' };
    answers[alerts] = { body: { data: '[{"fingerprint":"f1","labels":{' } };
    const { scopes } = await read();
    for (const kind of ['edge-site', 'alert'] as const) {
      expect(scopes.get(kind)).toMatchObject({ listed: false, result: { items: [] } });
      expect(gapsOf(scopes.get(kind))).toMatchObject([{ fault: 'response-unexpected', code: 'Unreadable' }]);
    }
    expect(scopes.get('site-link')).toMatchObject({ listed: true });
  });

  it('that throttles one endpoint is read through the others', async () => {
    answers[`${system}/sites`] = { status: 429, headers: { 'retry-after': '3600' }, body: { code: 8, message: 'x' } };
    const { scopes } = await read();
    expect(gapsOf(scopes.get('edge-site'))).toMatchObject([{ fault: 'rate-limited' }]);
    for (const kind of ['edge-node', 'site-link', 'alert'] as const) expect(scopes.get(kind)?.listed).toBe(true);
    expect(endpointRates.ratePerSecond * 60).toBeLessThan(60);
  });

  it('of an older release has nothing in the youngest state of a registration', async () => {
    const refused: Answer = { status: 400, body: { code: 3, message: '', details: [] } };
    answers[register] = (body) => (body.includes('FAILED_INACTIVE') ? refused : { body: { items: [] } });
    expect((await read()).scopes.get('edge-node')).toMatchObject({ listed: true });
    answers[register] = (body) => (body.includes('"PENDING"') ? refused : { body: { items: [] } });
    expect((await read()).scopes.get('edge-node')).toMatchObject({ listed: false });
  });

  it('whose node went on to the next state in the meantime has it once, in the later one', async () => {
    const node = listed('r-1', { get_spec: { infra: { hostname: 'node-0' } } });
    answers[register] = (body) => ({ body: { items: /"(PENDING|ONLINE)"/.test(body) ? [node] : [] } });
    const nodes = (await read()).scopes.get('edge-node');
    expect(nodes?.result.items).toMatchObject([{ name: 'node-0', nativeStatus: 'ONLINE' }]);
  });

  it('whose node fell back behind the listing has it once, and nothing is taken for gone', async () => {
    const node = listed('r-1', { get_spec: { infra: { hostname: 'node-0' } } });
    let state = 'ONLINE';
    answers[register] = (body) => {
      const isThere = body.includes(`"${state}"`);
      // It falls back as soon as its new state has been listed without it.
      if (body.includes('"PENDING"')) state = 'PENDING';
      return { body: { items: isThere ? [node] : [] } };
    };
    const nodes = (await read()).scopes.get('edge-node');
    expect(nodes).toMatchObject({ listed: true, result: { completeness: { complete: true } } });
    expect(nodes?.result.items).toMatchObject([{ name: 'node-0', nativeStatus: 'PENDING' }]);
  });

  it('whose nodes never stand still while they are listed says so, and nothing is taken for gone', async () => {
    let lists = 0;
    answers[register] = (body) => {
      const items = body.includes('"NEW"') ? [listed(`r-${lists++}`, { get_spec: {} })] : [];
      return { body: { items } };
    };
    const nodes = (await read()).scopes.get('edge-node');
    expect(nodes).toMatchObject({ listed: false });
    expect(nodes?.result.items).toHaveLength(lists);
    expect(gapsOf(nodes)).toMatchObject([{ fault: 'response-unexpected', code: 'ListUnsettled' }]);
  });

  it('without its mesh groups has every way between sites, with less told of each', async () => {
    const report = { src_id: { site: 'munich' }, dst_id: { site: 'ashburn' }, metric: [] };
    answers[graph] = { body: { edges: [report] } };
    answers[groups] = { status: 503, body: { code: 14, message: '' } };
    const links = (await read()).scopes.get('site-link');
    expect(links).toMatchObject({ listed: true, result: { items: [{ name: 'ashburn--munich', detailed: false }] } });
    expect(gapsOf(links)).toMatchObject([{ fault: 'unavailable', operation: 'data:topology/site_mesh_groups' }]);
  });

  it('that answers more than a run may receive is read no further, and nothing is taken for gone', async () => {
    answers[`${system}/sites`] = { body: { items: [site('munich'), { filling: 'x'.repeat(20_000) }] } };
    answers[register] = () => {
      const items = [listed('r-1', { get_spec: { infra: { hostname: 'x'.repeat(2000) } } })];
      return { body: { items } };
    };
    const { scopes } = await read(undefined, 10_000);
    for (const kind of ['edge-site', 'edge-node'] as const) {
      expect(scopes.get(kind)).toMatchObject({ listed: false });
      expect(gapsOf(scopes.get(kind))).toMatchObject([
        { fault: 'response-unexpected', code: 'ReceivedTooMuch', message: expect.stringContaining('10000 bytes') },
      ]);
    }
    const calls = asked.length;
    expect((await read()).scopes.get('edge-node')).toMatchObject({ listed: true });
    expect(asked.length - calls).toBeGreaterThan(calls);
  });

  it('that shows no namespace is not taken for empty', async () => {
    answers['/api/web/namespaces'] = { body: { items: [] } };
    const { scopes, enumeration } = await read();
    expect(scopes.size).toBe(0);
    expect(enumeration).toMatchObject({
      scopes: [],
      completeness: { complete: false, gaps: [{ fault: 'permission-missing', operation: 'web:namespaces' }] },
    });
  });

  it('that sends its caller elsewhere is not followed', async () => {
    answers[`${system}/sites`] = { status: 302, headers: { location: `${origin}/login` }, body: '' };
    expect(gapsOf((await read()).scopes.get('edge-site'))).toMatchObject([
      { fault: 'response-unexpected', code: '302' },
    ]);
    expect(asked.map(({ path }) => path)).not.toContain('/login');
  });
});
