import { CoreV1Api, CustomObjectsApi } from '@kubernetes/client-node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientOf } from '../kubernetes/client-of';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['coreweave'] });
  sandbox.clock.hold(new Date('2026-06-15T12:00:00Z'));
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

function connection() {
  const facts = sandbox.connections.find(({ provider }) => provider === 'coreweave');
  if (!facts) throw new Error('The face tells no connection.');
  return facts;
}

function metrics(path: string, token = connection().secret?.token) {
  const { metricsUrl, caCertificate } = connection().settings;
  const url = new URL(`${metricsUrl}/api/v1/${path}`);
  return ask({
    origin: url.origin,
    caCertificate: String(caCertificate),
    path: `${url.pathname}${url.search}`,
    headers: { authorization: `Bearer ${token}` },
  });
}

const vectorShape = z.object({
  data: z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()) })) }),
});

describe('the cluster', () => {
  test('has two racks, each an NVLink domain of eighteen trays with four devices', async () => {
    const { items } = await clientOf(connection())
      .makeApiClient(CoreV1Api)
      .listNode({ labelSelector: 'nvidia.com/gpu.clique' });
    const racks = Map.groupBy(items, ({ metadata }) => metadata?.labels?.['node.coreweave.cloud/rack']);
    expect([...racks.values()].map(({ length }) => length)).toEqual([18, 18]);
    for (const trays of racks.values()) {
      expect(new Set(trays.map(({ metadata }) => metadata?.labels?.['nvidia.com/gpu.clique'])).size).toBe(1);
    }
    for (const { metadata, status } of items) {
      expect(metadata?.labels).toMatchObject({
        'node.kubernetes.io/instance-type': 'gb200-4x',
        'topology.kubernetes.io/region': 'US-WEST-01A',
        'nvidia.com/gpu.product': 'NVIDIA-GB200',
      });
      expect(status?.capacity?.['nvidia.com/gpu']).toBe('4');
    }
  });

  test('has node pools, one of them short of its target', async () => {
    const custom = clientOf(connection()).makeApiClient(CustomObjectsApi);
    const group = { group: 'compute.coreweave.com', version: 'v1alpha1', plural: 'nodepools' };
    const { items } = await custom.listClusterCustomObject(group);
    const short = items.filter((each: { spec: { targetNodes: number }; status: { currentNodes: number } }) => {
      return each.status.currentNodes < each.spec.targetNodes;
    });
    expect(items).toHaveLength(3);
    expect(short).toMatchObject([
      {
        metadata: { name: 'gb200-serving' },
        spec: { instanceType: 'gb200-4x', targetNodes: 20, minNodes: 18, maxNodes: 24 },
        status: { currentNodes: 18 },
      },
    ]);
  });
});

describe('the metrics endpoint', () => {
  test('tells of every device of the trays that can be reached', async () => {
    const { status, text } = await metrics('query?query=DCGM_FI_PROF_GR_ENGINE_ACTIVE');
    expect(status).toBe(200);
    const { result } = vectorShape.parse(JSON.parse(text)).data;
    expect(result).toHaveLength(35 * 4);
    expect(result[0]?.metric).toMatchObject({ cluster: 'factory-gb200', modelName: 'NVIDIA GB200' });
    const { items } = await clientOf(connection()).makeApiClient(CoreV1Api).listNode();
    const nodes = new Set(items.map(({ metadata }) => metadata?.name));
    expect(result.every(({ metric }) => nodes.has(metric.Hostname))).toBe(true);
  });

  test('answers ranges and series', async () => {
    const end = sandbox.clock.now().getTime() / 1000;
    const range = await metrics(`query_range?query=DCGM_FI_DEV_GPU_UTIL&start=${end - 600}&end=${end}&step=60`);
    expect(JSON.parse(range.text).data.result[0].values).toHaveLength(11);
    const series = await metrics('series?match[]=DCGM_FI_DEV_GPU_TEMP');
    expect(JSON.parse(series.text).data).toHaveLength(140);
  });

  test('refuses strangers, and what a fault says, and leaves the cluster alone', async () => {
    expect((await metrics('query?query=up', 'forged')).status).toBe(401);
    sandbox.faults.set('coreweave', [
      { fault: { kind: 'throttle', retryAfterSeconds: 2 }, where: { service: 'metrics' } },
    ]);
    const throttled = await metrics('query?query=up');
    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '2']);
    expect((await clientOf(connection()).makeApiClient(CoreV1Api).listNamespace()).items.length).toBeGreaterThan(0);
  });
});

const usageShape = z.object({
  data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  next_page_token: z.string().optional(),
  data_as_of: z.string(),
});

function billing(query: Record<string, string>, token = connection().secret?.token) {
  const { server, caCertificate } = connection().settings;
  return ask({
    origin: String(server),
    caCertificate: String(caCertificate),
    path: `/v1/billing/focus?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${token}` },
  });
}

describe('the billing API', () => {
  const day = { start_time: '2026-06-14T00:00:00Z', end_time: '2026-06-15T00:00:00Z' };
  const usage = async (query: Record<string, string>) => usageShape.parse(JSON.parse((await billing(query)).text));
  const total = (rows: z.infer<typeof usageShape>['data'], sku: string) =>
    rows.filter(({ SkuId }) => SkuId === sku).reduce((sum, { PricingQuantity }) => sum + Number(PricingQuantity), 0);

  test('tells usage by the hour without money, the same in both views', async () => {
    const { data } = await usage({ ...day, group_by: 'location' });
    expect(data).toHaveLength(24 * 4);
    expect(Object.keys(data[0] ?? {}).filter((name) => name.includes('Cost'))).toEqual([]);
    expect(data[0]).toMatchObject({ x_ClusterName: 'factory-gb200', x_CapacityPlan: null, PricingUnit: 'GPU-hours' });
    const { data: byPlan } = await usage({ ...day, group_by: 'capacity_plan' });
    expect(byPlan[0]).toMatchObject({ x_ClusterName: null, AvailabilityZone: null, x_CapacityPlan: 'Reserved' });
    expect(total(byPlan, 'gb200-4x')).toBe(total(data, 'gb200-4x'));
    expect(total(data, 'gb200-4x')).toBeGreaterThan(24 * 130);
  });

  test('pages, and tells nothing of the hours it does not know yet', async () => {
    const query = { start_time: '2026-06-15T00:00:00Z', end_time: '2026-06-16T00:00:00Z', page_size: '10' };
    const rows = [];
    let token: string | undefined;
    do {
      const page = await usage(token === undefined ? query : { ...query, page_token: token });
      expect(page.data_as_of).toBe('2026-06-15T09:00:00.000Z');
      rows.push(...page.data);
      token = page.next_page_token;
    } while (token !== undefined);
    expect(rows).toHaveLength(9 * 4);
    expect(new Set(rows.map(({ ChargePeriodStart, SkuId }) => `${ChargePeriodStart} ${SkuId}`)).size).toBe(36);
  });

  test('writes CSV and narrows to a family', async () => {
    const { text, headers } = await billing({ ...day, format: 'csv', product_family: 'Storage' });
    expect(headers['content-type']).toContain('text/csv');
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(header).toContain('x_ProductFamily');
    expect(lines).toHaveLength(24);
  });

  test('refuses what is too long, strangers, and whoever it is not enabled for', async () => {
    const long = { start_time: '2026-01-01T00:00:00Z', end_time: '2026-06-01T00:00:00Z' };
    expect((await billing(long)).status).toBe(400);
    expect((await billing({ ...day, page_token: 'made-up' })).status).toBe(400);
    expect((await billing(day, 'forged')).status).toBe(401);
    sandbox.faults.set('coreweave', [{ fault: { kind: 'missing-permission' }, where: { service: 'billing' } }]);
    expect((await billing(day)).status).toBe(403);
  });
});
