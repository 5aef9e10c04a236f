import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliActor } from '@/lib/access/actor';
import { createTestPerson, createTestToken } from '@/lib/access/test-people';
import { neededPermissions } from '@/lib/api/server/needed-permissions';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { call, createTestDeployment, type TestRequest } from '@/lib/api/server/test-requests';
import { createProbeAgent } from '@/lib/commands/probes/probe-agents';
import { putSite } from '@/lib/commands/sites/put-site';
import { roles } from '@/lib/domain/access';
import * as openApi from './openapi.json/route';
import { apiRoutes } from './routes';

const every = { ...apiRoutes, 'openapi.json': async () => openApi };
/** Who may call an operation: the roles, `signed-in` for whoever is, `anybody`. Written by hand, on purpose. */
interface Expectation {
  may: string;
  /** The permission counts only when it is held over everything. */
  everywhere?: true;
  body?: unknown;
  /** The body is bytes, and this is what the query says of them. */
  bytes?: string;
}

const anyRole = 'viewer operator model-owner finance security admin';
const id = '0190c0de-0000-7000-8000-00000000dead';
const scope = { kind: 'all' };
const site = { title: 'x', country: null, latitude: null, longitude: null, aliases: [] };
const rateCard = {
  site: 'x',
  gpuModel: null,
  validFrom: '2026-11-01',
  currency: 'EUR',
  purchase: null,
  powerPrice: null,
  pue: '1',
  ratedWatts: null,
  hostWatts: null,
  rackPrice: null,
  nodesPerRack: 1,
  staffPrice: null,
  overheadPrice: null,
};
const rules = { attribution: [], pools: [], idle: 'separate' };
const invoice = {
  provider: 'x',
  invoiceNumber: 'x',
  billingAccount: 'x',
  month: '2020-01',
  currency: 'USD',
  amount: '1',
};
const remainder = { month: '2020-01', provider: 'x', billingAccount: 'x', invoiceNumber: null, currency: 'USD' };
const declaredLink = { name: 'x', medium: 'mpls', near: { site: 'x' }, far: { site: 'y' } };
const probeTarget = { from: 'x', to: 'y', kind: 'icmp', address: '10.0.0.1' };
const agentProcess = { instance: id, host: 'x', version: '1', clock: '2026-11-22T12:00:00Z' };
const measured = { target: id, minute: '2026-11-22T12:00:00Z', sent: 1, lost: 1, failed: 0, fault: null };
const minutes = [{ ...measured, jitterSumNs: 0, jitterPairs: 0, sketch: null }];
const connection = { provider: 'aws', settings: { endpoint: 'https://127.0.0.1:9' }, secret: null };

const expectations: Record<string, Expectation> = {
  'GET /api/v1/activity': { may: 'operator security admin', everywhere: true },
  'GET /api/v1/activity/verification': { may: 'operator security admin', everywhere: true },
  'GET /api/v1/connections': { may: anyRole },
  'POST /api/v1/connections': { may: 'operator admin', everywhere: true, body: { ...connection, name: 'x' } },
  'GET /api/v1/connections/{id}': { may: anyRole },
  'PATCH /api/v1/connections/{id}': { may: 'operator admin', everywhere: true, body: { version: 1 } },
  'DELETE /api/v1/connections/{id}': { may: 'operator admin', everywhere: true },
  'PUT /api/v1/connections/{id}/pause': { may: 'operator admin', everywhere: true, body: { paused: true } },
  'GET /api/v1/connections/{id}/runs': { may: anyRole },
  'PUT /api/v1/connections/{id}/secret': { may: 'operator admin', everywhere: true, body: { secret: {} } },
  'POST /api/v1/connections/{id}/sync': { may: 'operator admin', everywhere: true },
  'POST /api/v1/connections/{id}/test': { may: 'operator admin', everywhere: true },
  'POST /api/v1/connections/test': { may: 'operator admin', everywhere: true, body: connection },
  'GET /api/v1/cost': { may: 'finance admin' },
  'GET /api/v1/cost/export': { may: 'finance admin' },
  'GET /api/v1/cost/tag-keys': { may: 'finance admin' },
  'GET /api/v1/cost/anomalies': { may: 'finance admin' },
  'GET /api/v1/cost/anomalies/{id}': { may: 'finance admin' },
  'POST /api/v1/cost/anomalies/{id}/feedback': {
    may: 'finance admin',
    everywhere: true,
    body: { verdict: 'acknowledged' },
  },
  'GET /api/v1/cost/estimates': { may: 'finance admin', everywhere: true },
  'POST /api/v1/cost/estimates': {
    may: 'finance admin',
    everywhere: true,
    body: { connectionId: id, from: '2026-11-01', to: '2026-11-02', atMostMicroUsd: 0 },
  },
  'PUT /api/v1/cost/estimates/{id}/consent': { may: 'operator admin', everywhere: true, body: { dailyMicroUsd: null } },
  'GET /api/v1/cost/prices': { may: 'finance admin' },
  'GET /api/v1/cost/prices/history': { may: 'finance admin' },
  'GET /api/v1/cost/rate-cards': { may: 'finance admin' },
  'POST /api/v1/cost/rate-cards': { may: 'finance admin', everywhere: true, body: { ...rateCard, basedOn: null } },
  'PUT /api/v1/cost/rate-cards/own-schemes/{scheme}': { may: 'finance admin', everywhere: true },
  'DELETE /api/v1/cost/rate-cards/own-schemes/{scheme}': { may: 'finance admin', everywhere: true },
  'POST /api/v1/cost/rate-cards/preview': { may: 'finance admin', everywhere: true, body: rateCard },
  // Whoever holds it for a part is refused too, once the days are named: see lib/views/cost/cost-sums.test.ts.
  'GET /api/v1/cost/commitments': { may: 'finance admin' },
  'GET /api/v1/cost/budgets': { may: 'finance admin' },
  'POST /api/v1/cost/budgets': {
    may: 'finance admin',
    everywhere: true,
    body: { name: 'x', currency: 'USD', amount: '1' },
  },
  'GET /api/v1/cost/budgets/{id}': { may: 'finance admin' },
  'PATCH /api/v1/cost/budgets/{id}': { may: 'finance admin', everywhere: true, body: { version: 1, archived: true } },
  'PUT /api/v1/cost/budgets/alerts/{id}/acknowledgement': { may: 'finance admin', everywhere: true },
  'GET /api/v1/cost/forecast': { may: 'finance admin' },
  'GET /api/v1/cost/closes': { may: 'finance admin' },
  'POST /api/v1/cost/closes': {
    may: 'finance admin',
    everywhere: true,
    body: { month: '2020-01', confirm: '2020-01' },
  },
  'GET /api/v1/cost/closes/{month}': { may: 'finance admin' },
  'GET /api/v1/cost/closes/{month}/changes': { may: 'finance admin' },
  'POST /api/v1/cost/closes/{month}/reopening': { may: 'finance admin', everywhere: true, body: { reason: 'x' } },
  'GET /api/v1/cost/invoices': { may: 'finance admin', everywhere: true },
  'POST /api/v1/cost/invoices': { may: 'finance admin', everywhere: true, body: invoice },
  'PUT /api/v1/cost/invoices/{id}': { may: 'finance admin', everywhere: true, body: invoice },
  'POST /api/v1/cost/invoices/{id}/withdrawal': { may: 'finance admin', everywhere: true, body: { comment: 'x' } },
  'POST /api/v1/cost/invoices/explanations': {
    may: 'finance admin',
    everywhere: true,
    body: { ...remainder, remainder: '1', explanation: 'x' },
  },
  'GET /api/v1/cost/gpu-waste': { may: 'finance admin' },
  'GET /api/v1/cost/rows': { may: 'finance admin' },
  'GET /api/v1/cost/deliveries': { may: 'finance admin' },
  'POST /api/v1/cost/deliveries': { may: 'finance admin', everywhere: true, body: { files: [id] } },
  'GET /api/v1/cost/deliveries/{id}': { may: 'finance admin' },
  'POST /api/v1/cost/deliveries/{id}/choose': { may: 'finance admin', everywhere: true, body: { instead: [] } },
  'POST /api/v1/cost/deliveries/{id}/recheck': { may: 'finance admin', everywhere: true },
  'POST /api/v1/cost/deliveries/{id}/dismissal': { may: 'finance admin', everywhere: true, body: { reason: 'x' } },
  'DELETE /api/v1/cost/deliveries/{id}/dismissal': { may: 'finance admin', everywhere: true },
  'GET /api/v1/cost/exchange-rates': { may: 'finance admin' },
  'POST /api/v1/cost/exchange-rates': { may: 'finance admin', everywhere: true, body: { file: id } },
  'POST /api/v1/cost/uploads': { may: 'finance admin', everywhere: true, body: 'x', bytes: 'name=bill.csv' },
  'DELETE /api/v1/cost/uploads/{id}': { may: 'finance admin', everywhere: true },
  'GET /api/v1/cost/transfer': { may: 'finance admin' },
  'GET /api/v1/cost/transfer/names': { may: 'finance admin' },
  'GET /api/v1/cost/rules': { may: 'finance admin', everywhere: true },
  'POST /api/v1/cost/rules': { may: 'finance admin', everywhere: true, body: { standsOn: null, comment: 'x', rules } },
  'POST /api/v1/cost/rules/preview': { may: 'finance admin', everywhere: true, body: { month: '2026-10', rules } },
  'GET /api/v1/cost/showback': { may: 'finance admin' },
  'GET /api/v1/gpus': { may: anyRole },
  'GET /api/v1/gpus/idle': { may: anyRole },
  'GET /api/v1/gpus/nodes/{id}': { may: anyRole },
  'GET /api/v1/gpus/nodes/{id}/devices/{slot}/history': { may: anyRole },
  'GET /api/v1/gpus/nodes/{id}/devices/{slot}/samples': { may: anyRole },
  'GET /api/v1/gpus/placement': { may: anyRole },
  'GET /api/v1/gpus/timeline': { may: anyRole },
  'GET /api/v1/inventory': { may: anyRole },
  'GET /api/v1/inventory/{id}': { may: anyRole },
  'PUT /api/v1/inventory/{id}/site': { may: 'admin', everywhere: true, body: { site: 'x', reason: 'x' } },
  'DELETE /api/v1/inventory/{id}/site': { may: 'admin', everywhere: true },
  'GET /api/v1/inventory/export': { may: anyRole },
  'GET /api/v1/inventory/facets': { may: anyRole },
  'POST /api/v1/invitations': { may: 'admin', everywhere: true, body: { email: 'a@b.example', role: 'viewer', scope } },
  'DELETE /api/v1/invitations/{id}': { may: 'admin', everywhere: true },
  'GET /api/v1/me': { may: 'signed-in' },
  'GET /api/v1/openapi.json': { may: 'anybody' },
  'GET /api/v1/overview': { may: anyRole },
  'GET /api/v1/paths': { may: anyRole },
  'GET /api/v1/paths/usual': { may: anyRole },
  'GET /api/v1/paths/{from}/{to}': { may: anyRole },
  'GET /api/v1/people': { may: 'security admin', everywhere: true },
  'GET /api/v1/people/{id}': { may: 'security admin', everywhere: true },
  'PATCH /api/v1/people/{id}': { may: 'admin', everywhere: true, body: { disabled: true } },
  'POST /api/v1/people/{id}/roles': { may: 'admin', everywhere: true, body: { role: 'viewer', scope } },
  'DELETE /api/v1/people/{id}/roles/{bindingId}': { may: 'admin', everywhere: true },
  'GET /api/v1/preferences': { may: 'signed-in' },
  'PUT /api/v1/preferences/{key}': { may: anyRole, body: { value: 'dark' } },
  'GET /api/v1/probes/agents': { may: 'admin', everywhere: true },
  'POST /api/v1/probes/agents': { may: 'admin', everywhere: true, body: { name: 'x', site: 'x' } },
  'DELETE /api/v1/probes/agents/{id}': { may: 'admin', everywhere: true },
  'POST /api/v1/probes/agents/{id}/token': { may: 'admin', everywhere: true },
  'GET /api/v1/probes/plan': { may: 'probe-agent' },
  'POST /api/v1/probes/results': { may: 'probe-agent', body: { ...agentProcess, dropped: 0, minutes } },
  'GET /api/v1/probes/targets': { may: 'admin', everywhere: true },
  'POST /api/v1/probes/targets': { may: 'admin', everywhere: true, body: probeTarget },
  'PUT /api/v1/probes/targets/{id}': { may: 'admin', everywhere: true, body: probeTarget },
  'DELETE /api/v1/probes/targets/{id}': { may: 'admin', everywhere: true },
  'GET /api/v1/providers': { may: anyRole },
  'GET /api/v1/saved-views': { may: anyRole },
  'POST /api/v1/saved-views': { may: anyRole, body: { page: 'inventory', name: 'x', query: '', shared: false } },
  'DELETE /api/v1/saved-views/{id}': { may: anyRole },
  'GET /api/v1/site-rules': { may: 'admin', everywhere: true },
  'PUT /api/v1/site-rules': { may: 'admin', everywhere: true, body: { revision: '', rules: [] } },
  'GET /api/v1/site-page': { may: anyRole },
  'GET /api/v1/site-page/costs': { may: 'finance admin' },
  'GET /api/v1/site-page/timeline': { may: anyRole },
  'GET /api/v1/site-standings': { may: anyRole },
  'GET /api/v1/site-standings/costs': { may: 'finance admin' },
  'GET /api/v1/site-watches': { may: anyRole },
  'PUT /api/v1/site-watches': { may: anyRole, body: { site: 'oslo', parts: ['gpus'], statuses: ['critical'] } },
  'DELETE /api/v1/site-watches/{id}': { may: anyRole },
  'GET /api/v1/sites': { may: anyRole },
  'PUT /api/v1/sites/{name}': { may: 'admin', everywhere: true, body: site },
  'DELETE /api/v1/sites/{name}': { may: 'admin', everywhere: true },
  'GET /api/v1/sources': { may: anyRole },
  'GET /api/v1/tokens': { may: anyRole },
  'POST /api/v1/tokens': { may: anyRole, body: { name: 'x', permissions: ['inventory:read'], expiresInDays: 1 } },
  'DELETE /api/v1/tokens/{id}': { may: anyRole },
  'GET /api/v1/declared-links': { may: anyRole },
  'POST /api/v1/declared-links': { may: 'operator admin', everywhere: true, body: declaredLink },
  'PUT /api/v1/declared-links/{id}': {
    may: 'operator admin',
    everywhere: true,
    body: { ...declaredLink, basedOn: 1, reason: 'x' },
  },
  'DELETE /api/v1/declared-links/{id}': { may: 'operator admin', everywhere: true, body: { reason: 'x' } },
  'GET /api/v1/link-watches': { may: anyRole },
  'POST /api/v1/link-watches': { may: anyRole, body: { subject: 'all' } },
  'DELETE /api/v1/link-watches/{id}': { may: anyRole },
  'GET /api/v1/links': { may: anyRole },
  'GET /api/v1/links/{id}': { may: anyRole },
  'GET /api/v1/links/{id}/samples': { may: anyRole },
  'GET /api/v1/links/{id}/series': { may: anyRole },
  'GET /api/v1/links/{id}/cost': { may: 'finance admin' },
  'GET /api/v1/links/between': { may: anyRole },
  'GET /api/v1/links/topology': { may: anyRole },
  'GET /api/v1/links/ways': { may: anyRole },
  'GET /api/v1/workloads': { may: anyRole },
  'GET /api/v1/workloads/{id}': { may: anyRole },
};

/** What is sent to an operation. */
function toSent(operation: string): Pick<TestRequest, 'body' | 'headers' | 'path'> {
  const { body, bytes } = expectations[operation] ?? {};
  if (bytes === undefined) return { body };
  const path = `${operation.slice(operation.indexOf(' ') + 1)}?${bytes}`;
  return { body, path, headers: { 'content-type': 'application/octet-stream' } };
}

const handlers = new Map<string, RouteHandler>();
for (const load of Object.values(every))
  for (const handler of Object.values(await load())) handlers.set(handler.description.operation, handler);

let database: Awaited<ReturnType<typeof createTestDeployment>>;
/** Everybody who calls, and how they say who they are. */
const callers = new Map<string, Pick<TestRequest, 'cookie' | 'token'>>([['anonymous', {}]]);

beforeAll(async () => {
  database = await createTestDeployment();
  // Somebody stays administrator whatever the matrix does.
  await createTestPerson(database, 'admin');
  for (const role of roles) {
    const { id: personId, cookie } = await createTestPerson(database, role);
    callers.set(role, { cookie });
    callers.set(`token of ${role}`, { token: await createTestToken(database, personId) });
    callers.set(`empty token of ${role}`, { token: await createTestToken(database, personId, []) });
    const local = await createTestPerson(database, role, { scope: { kind: 'site', site: 'oslo' } });
    callers.set(`${role} of a site`, { cookie: local.cookie });
  }
  callers.set('nobody', { cookie: (await createTestPerson(database, null)).cookie });
  const context = { actor: cliActor('test'), database, now: new Date(), requestId: 'test' };
  await putSite(context, 'oslo', site);
  callers.set('probe agent', { token: (await createProbeAgent(context, { name: 'oslo-1', site: 'oslo' })).value });
  const disabled = await createTestPerson(database, 'admin');
  callers.set('disabled', { cookie: disabled.cookie });
  callers.set('token of disabled', { token: await createTestToken(database, disabled.id) });
  await database.prisma.person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
});
afterAll(() => database.close());

type Verdict = 'let through' | 'refused' | 'asked to sign in';

function expectVerdict(caller: string, { may, everywhere }: Expectation): Verdict {
  if (may === 'anybody') return caller === 'token of disabled' ? 'asked to sign in' : 'let through';
  if (['anonymous', 'disabled', 'token of disabled'].includes(caller)) return 'asked to sign in';
  if (caller === 'probe agent') return may === 'probe-agent' ? 'let through' : 'refused';
  if (may === 'signed-in') return 'let through';
  if (caller === 'nobody' || caller.startsWith('empty token')) return 'refused';
  if (caller.endsWith('of a site') && everywhere) return 'refused';
  const role = caller.replace('token of ', '').replace(' of a site', '');
  return may.split(' ').includes(role) ? 'let through' : 'refused';
}

const toVerdict = (status: number): Verdict =>
  status === 401 ? 'asked to sign in' : status === 403 ? 'refused' : 'let through';
const countDenials = () => database.prisma.auditEntry.count({ where: { outcome: 'denied' } });

it('expects something of every operation, and of nothing else', () => {
  expect([...handlers.keys()].toSorted()).toEqual(Object.keys(expectations).toSorted());
});

describe.each([...handlers].filter(([, { description }]) => !description.operation.startsWith('GET')))(
  '%s',
  (operation, handler) => {
    const { access } = handler.description;
    const allowed = neededPermissions(access).filter((permission) => permission.endsWith(':write'));

    it('is never refused to a writing token after it changed something', async () => {
      const person = await createTestPerson(database, 'admin');
      const token = await createTestToken(database, person.id, allowed);
      const subject = await createTestPerson(database, 'viewer');
      const before = await database.prisma.auditEntry.count({ where: { outcome: 'done' } });
      const needed = Object.fromEntries(
        Object.entries({
          id: subject.id,
          bindingId: id,
          key: 'theme',
          name: 'oslo',
          month: '2020-01',
          scheme: 'rackd',
        }).filter(([name]) => operation.includes(`{${name}}`)),
      );
      const response = await call(handler, { token, params: needed, ...toSent(operation) });
      await response.body?.cancel();
      const changed = (await database.prisma.auditEntry.count({ where: { outcome: 'done' } })) - before;
      expect([response.status === 403, changed > 0]).not.toEqual([true, true]);
    });
  },
);

describe.each([...handlers])('%s', (operation, handler) => {
  it('lets through exactly those who may, and records each refused change', async () => {
    const expectation = expectations[operation];
    if (expectation === undefined) throw new RangeError(`${operation} is not in the table`);
    const verdicts = new Map<string, Verdict>();
    const expected = new Map<string, Verdict>();
    for (const [caller, credential] of callers) {
      const before = await countDenials();
      const params = { id, bindingId: id, key: 'theme', name: 'oslo', month: '2020-01', slot: '0', scheme: 'rackd' };
      const needed = Object.fromEntries(Object.entries(params).filter(([name]) => operation.includes(`{${name}}`)));
      const response = await call(handler, { ...credential, params: needed, ...toSent(operation) });
      await response.body?.cancel();
      verdicts.set(caller, toVerdict(response.status));
      expected.set(caller, expectVerdict(caller, expectation));
      const isRecorded = (await countDenials()) - before === 1;
      const isChange = !operation.startsWith('GET');
      if (isChange && response.status === 403) expect([caller, isRecorded]).toEqual([caller, true]);
      expect([caller, response.status >= 500]).toEqual([caller, false]);
    }
    expect(verdicts).toEqual(expected);
  });
});
