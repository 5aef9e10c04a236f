import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';
import { clientIdentityOf } from './client-identity';
import { fitsLabelFilter } from './label-filter';

const at = new Date('2026-11-21T12:00:00Z');
let sandbox: RunningSandbox;
let facts: { origin: string; caCertificate: string; authorization: string };

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['f5-distributed-cloud'] });
  sandbox.clock.hold(at);
  const connection = sandbox.connections.find(({ provider }) => provider === 'f5-distributed-cloud');
  facts = {
    origin: String(connection?.settings.tenantUrl),
    caCertificate: String(connection?.settings.caCertificate),
    authorization: `APIToken ${connection?.secret?.apiToken}`,
  };
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('f5-distributed-cloud', rules);
const get = (path: string, headers: Record<string, string> = { authorization: facts.authorization }) =>
  ask({ ...facts, path, headers });
const post = (path: string, body: unknown) =>
  ask({ ...facts, path, method: 'POST', headers: { authorization: facts.authorization }, body: JSON.stringify(body) });
async function read(path: string) {
  const { status, text } = await get(path);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}
async function send(path: string, body: unknown) {
  const { status, text } = await post(path, body);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}
const sites = '/api/config/namespaces/system/sites';
const truthOf = (kind: string) =>
  sandbox.truthOf('f5-distributed-cloud').resources.filter((each) => each.kind === kind);
const namesOf = (items: { name: string }[]) => items.map(({ name }) => name).sort();

describe('the console API', () => {
  test('lists every site, with its spec and status only when they are asked for', async () => {
    const plain = await read(sites);
    expect(namesOf(plain.items)).toEqual(
      truthOf('edge-site')
        .map(({ shortId }) => shortId)
        .sort(),
    );
    expect(plain.items[0]).toMatchObject({ get_spec: null, status_set: [] });
    const { items } = await read(`${sites}?report_fields=get_spec&report_status_fields=volterra_software_status`);
    const munich = items.find(({ name }: { name: string }) => name === 'edge-munich');
    expect(munich.get_spec).toMatchObject({ site_type: 'CUSTOMER_EDGE', site_state: 'ONLINE' });
    expect(munich.owner_view.kind).toBe('securemesh_site_v2');
    const [status] = munich.status_set;
    expect(status.volterra_software_status.available_version).not.toBe(munich.get_spec.volterra_software_version);
    const states = new Set(items.map(({ get_spec }: { get_spec: { site_state: string } }) => get_spec.site_state));
    expect([...states]).toEqual(expect.arrayContaining(['ONLINE', 'PROVISIONING', 'STANDBY', 'FAILED']));
  });

  test('lists sites of a kind, and by their labels', async () => {
    for (const [kind, count] of [
      ['securemesh_site_v2', 4],
      ['aws_vpc_site', 1],
      ['azure_vnet_site', 1],
      ['gcp_vpc_site', 1],
      ['voltstack_site', 1],
    ] as const) {
      expect((await read(`/api/config/namespaces/system/${kind}s`)).items, kind).toHaveLength(count);
    }
    const filtered = await read(
      `${sites}?label_filter=${encodeURIComponent('site in (munich,frankfurt),ves.io/siteType=ves-io-ce')}`,
    );
    expect(namesOf(filtered.items)).toEqual(['edge-frankfurt', 'edge-munich']);
    expect((await read('/api/config/namespaces/default/sites')).items).toEqual([]);
  });

  test('lists registrations by state and by site', async () => {
    const online = await send('/api/register/namespaces/system/listregistrationsbystate', {
      namespace: 'system',
      state: 'ONLINE',
    });
    const expected = truthOf('edge-node').filter(({ nativeStatus }) => nativeStatus === 'ONLINE');
    expect(namesOf(online.items)).toEqual(expected.map(({ shortId }) => shortId).sort());
    const { items } = await read('/api/register/namespaces/system/registrations_by_site/edge-munich');
    expect(items).toHaveLength(3);
    expect(items[0].get_spec.infra).toMatchObject({
      hostname: 'edge-munich-node-0',
      hw_info: { memory: { size_mb: 32_768 } },
    });
    expect((await post('/api/register/namespaces/system/listregistrationsbystate', { state: 'WELL' })).status).toBe(
      400,
    );
  });

  test('draws the topology of a site with the metrics of its links', async () => {
    const seconds = at.getTime() / 1000;
    const answer = await send('/api/data/namespaces/system/topology/site/edge-munich', {
      metric_selector: {
        start_time: String(seconds - 600),
        end_time: String(seconds),
        step: '60s',
        node: [],
        edge: ['METRIC_TYPE_LATENCY_SECONDS', 'METRIC_TYPE_REACHABILITY_PERCENT'],
      },
    });
    expect(answer.step).toBe('60s');
    expect(answer.edges).toHaveLength(4);
    const degraded = answer.edges.find(({ status }: { status: string }) => status === 'LINK_STATUS_DEGRADED');
    const [latency, reachability] = [...degraded.links[0].metric].sort((a, b) => (a.type < b.type ? -1 : 1));
    expect(latency).toMatchObject({ type: 'METRIC_TYPE_LATENCY_SECONDS', unit: 'UNIT_SECONDS' });
    expect(Number(latency.data[0].values[0].value)).toBeGreaterThan(0.3);
    expect(reachability.data[0].values).toHaveLength(11);
    expect(reachability.data[0].values[0]).toMatchObject({ timestamp: seconds - 600, value: '95.8' });
    const links = truthOf('site-link').filter(({ shortId }) => shortId.includes('edge-munich'));
    expect(
      answer.edges.map((edge: { links: { info: { name: string } }[] }) => edge.links[0]?.info.name).sort(),
    ).toEqual(links.map(({ shortId }) => shortId).sort());
    expect((await post('/api/data/namespaces/system/topology/site/nowhere', {})).status).toBe(404);
    const groups = await read('/api/data/namespaces/system/topology/site_mesh_groups');
    expect(groups.nodes[0].site_mesh_group.summary.sites).toBe(3);
  });

  test('draws the connectivity graph, and one edge or node of it over time', async () => {
    const path = '/api/data/namespaces/system/graph/connectivity';
    const graph = await send(path, {
      field_selector: { edge: { metric: { types: ['EDGE_REACHABILITY', 'EDGE_IN_THROUGHPUT'] } } },
    });
    expect(graph.edges).toHaveLength(truthOf('site-link').length);
    expect(graph.edges[0].metric[0].value.raw).toHaveLength(1);
    const edge = await send(`${path}/edge`, {
      src_id: { site: 'edge-ashburn' },
      dst_id: { site: 'edge-munich' },
      field_selector: { metric: { types: ['EDGE_LATENCY'] } },
    });
    expect(edge.data.metric[0]).toMatchObject({ type: 'EDGE_LATENCY', unit: 'UNIT_SECONDS' });
    expect(edge.data.metric[0].value.raw.length).toBeGreaterThan(5);
    const node = await send(`${path}/node`, {
      id: { site: 'edge-munich' },
      field_selector: { metric: { types: ['NODE_DATA_PLANE_CONNECTION_STATUS'] } },
    });
    expect(node.data.metric[0].value.raw[0].value).toBe('1');
    const down = await send(`${path}/edge`, {
      src_id: { site: 'lab-columbus' },
      dst_id: { site: 'ves-io-dc12-ash' },
      field_selector: { metric: { types: ['EDGE_LATENCY'] } },
    });
    expect(down.data.metric[0].value.raw).toEqual([]);
    expect((await post(path, { field_selector: { edge: { metric: { types: ['EDGE_MOOD'] } } } })).status).toBe(400);
  });

  test('tells alerts as text within JSON', async () => {
    const { data } = await read('/api/data/namespaces/system/alerts');
    const alerts = JSON.parse(data);
    expect(alerts.map(({ fingerprint }: { fingerprint: string }) => fingerprint).sort()).toEqual(
      truthOf('alert')
        .map(({ shortId }) => shortId)
        .sort(),
    );
    const history = await read(
      `/api/data/namespaces/system/alerts/history?start_time=${at.getTime() / 1000 - 3 * 86_400}`,
    );
    expect(history.total_hits).toBe(String(history.alerts.length));
    expect(JSON.parse(history.alerts.at(-1)).status.state).toBe('resolved');
  });

  test('lists namespaces, and refuses what there is none of', async () => {
    expect(namesOf((await read('/api/web/namespaces')).items)).toContain('system');
    const missing = await get('/api/config/namespaces/nowhere/sites');
    expect([missing.status, JSON.parse(missing.text)]).toEqual([
      404,
      { code: 5, message: expect.any(String), details: [] },
    ]);
    expect((await get('/api/config/namespaces/system/nothing')).status).toBe(404);
    expect((await get('/api/data/namespaces/system/graph/connectivity')).status).toBe(501);
  });

  test('knows a caller by token or by certificate, and nobody else', async () => {
    const identity = await clientIdentityOf('test');
    const shown = await ask({ ...facts, path: sites, client: identity });
    expect(shown.status).toBe(200);
    const other = await clientIdentityOf('another');
    expect((await ask({ ...facts, path: sites, client: other })).status).toBe(401);
    const refused = await get(sites, { authorization: 'APIToken wrong' });
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([401, 16]);
  });
});

test.each([
  ['', true],
  ['site=munich', true],
  ['site!=munich', false],
  ['site notin (munich)', false],
  ['site, !owner', true],
  ['owner', false],
])('the label filter %j fits: %s', (filter, fits) => {
  expect(fitsLabelFilter(filter, { site: 'munich' })).toBe(fits);
});

describe('the fault', () => {
  test.each([
    ['throttle', { kind: 'throttle', retryAfterSeconds: 5 }, 429, 8],
    ['server-error', { kind: 'server-error', status: 503 }, 503, 14],
    ['expired-credentials', { kind: 'expired-credentials' }, 401, 16],
    ['missing-permission', { kind: 'missing-permission' }, 403, 7],
  ] as const)('%s refuses one endpoint and leaves the others alone', async (_, fault, status, code) => {
    strike({ fault, where: { account: 'millwright-qhbvxkyd', service: 'config', operation: 'sites' } });
    const refused = await get(sites);
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([status, code]);
    if (fault.kind === 'throttle') expect(refused.headers['retry-after']).toBe('5');
    expect((await get('/api/data/namespaces/system/alerts')).status).toBe(200);
  });

  test('empty-success empties lists; those of pages do nothing', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect((await read(sites)).items).toEqual([]);
    expect(JSON.parse((await read('/api/data/namespaces/system/alerts')).data)).toEqual([]);
    for (const kind of ['duplicate-page', 'token-loop'] as const) {
      strike({ fault: { kind } });
      expect((await read(sites)).items.length).toBeGreaterThan(10);
    }
  });
});
