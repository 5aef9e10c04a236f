import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';
import { pages } from './exposition';

const at = new Date('2026-11-21T12:00:00Z');
const seconds = at.getTime() / 1000;
let sandbox: RunningSandbox;
let facts: { origin: string; caCertificate: string; authorization: string };

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['prometheus'] });
  sandbox.clock.hold(at);
  const connection = sandbox.connections.find(({ provider }) => provider === 'prometheus');
  const { username, password } = connection?.secret ?? {};
  facts = {
    origin: String(connection?.settings.endpoint),
    caCertificate: String(connection?.settings.caCertificate),
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  };
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('prometheus', rules);
const get = (path: string, headers: Record<string, string> = { authorization: facts.authorization }) =>
  ask({ origin: facts.origin, caCertificate: facts.caCertificate, path, headers });
async function read(path: string, parameters: Record<string, string> = {}) {
  const { status, text } = await get(`/api/v1/${path}?${new URLSearchParams(parameters)}`);
  return { status, ...JSON.parse(text) };
}
const query = (text: string) => read('query', { query: text });

/** Reads the text format strictly: declared before use, unique series, values that are numbers. */
function parseExposition(text: string): Map<string, { labels: Record<string, string>; value: string }[]> {
  const families = new Map<string, { labels: Record<string, string>; value: string }[]>();
  const seen = new Set<string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.slice(0, -1).split('\n')) {
    const declared = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|untyped|histogram|summary)$/.exec(line)?.[1];
    if (declared !== undefined) {
      expect(families.has(declared), line).toBe(false);
      families.set(declared, []);
      continue;
    }
    if (/^# HELP [a-zA-Z_:][\w:]* .*$/.test(line)) continue;
    const sample =
      /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:\\[\\n"]|[^\\"\n])*",?)*)\})? (NaN|[+-]Inf|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    expect(sample, line).not.toBeNull();
    const [, name = '', inner = '', value = ''] = sample ?? [];
    const labels = Object.fromEntries(
      [...inner.matchAll(/([a-zA-Z_]\w*)="((?:\\.|[^\\"])*)"/g)].map(([, key, text]) => [key, text]),
    );
    const key = `${name}${JSON.stringify(labels)}`;
    expect(seen.has(key), key).toBe(false);
    seen.add(key);
    expect(families.has(name), line).toBe(true);
    families.get(name)?.push({ labels, value });
  }
  return families;
}

describe('the exporters', () => {
  test.each(Object.keys(pages))('%s writes a page a strict reader takes', async (page) => {
    const { status, text, headers } = await get(`/exporters/${page}`, {});
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('version=0.0.4')]);
    expect(parseExposition(text).size).toBeGreaterThan(3);
  });

  test('DCGM writes old names with Hostname, and those of 4.6 with hostname', async () => {
    const old = parseExposition((await get('/exporters/dcgm', {})).text);
    expect(old.get('DCGM_FI_DEV_GPU_UTIL')).toHaveLength(60);
    expect(old.get('DCGM_FI_DEV_GPU_UTIL')?.[0]?.labels.Hostname).toBe('dgx-k-0001');
    const renamed = parseExposition((await get('/exporters/dcgm-4.6', {})).text);
    expect(renamed.has('DCGM_FI_DEV_GPU_UTIL')).toBe(false);
    const known = renamed.get('DCGM_FI_DEV_GPU_UTIL_RATIO') ?? [];
    // One device leaves its series now and then.
    expect(known.filter(({ labels }) => labels.hostname !== 'dgx-s-0011' || labels.gpu !== '4')).toHaveLength(87);
    expect(renamed.get('DCGM_FI_PROF_SM_UTIL_RATIO')?.[0]?.labels.hostname).toBe('dgx-s-0001');
  });

  test('DCGM writes blanks as the numbers they are, and the event that stays', async () => {
    const families = parseExposition((await get('/exporters/dcgm-4.6', {})).text);
    const ofLost = (name: string) =>
      families.get(name)?.find(({ labels }) => labels.hostname === 'dgx-s-0003' && labels.gpu === '5');
    expect(ofLost('DCGM_FI_DEV_GPU_UTIL_RATIO')?.value).toBe('9223372036854775792');
    expect(ofLost('DCGM_FI_DEV_BOARD_POWER_WATTS')?.value).toBe('140737488355328');
    expect(ofLost('DCGM_FI_DEV_XID_ERROR')).toMatchObject({ value: '79', labels: { err_code: '79' } });
  });

  test('MirrorMaker has no average where nothing is written', async () => {
    const families = parseExposition((await get('/exporters/kafka', {})).text);
    const latencies = families.get('kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms') ?? [];
    expect(latencies.some(({ value }) => value === 'NaN')).toBe(true);
  });
});

describe('the HTTP API', () => {
  test('knows its targets, and which are down', async () => {
    const { data } = await read('targets', { state: 'active' });
    const truth = sandbox.truthOf('prometheus').resources;
    const ids = data.activeTargets.map(
      ({ labels }: { labels: Record<string, string> }) => `${labels.job}/${labels.instance}`,
    );
    expect(ids.sort()).toEqual(truth.map(({ shortId }) => shortId).sort());
    const down = data.activeTargets.filter(({ health }: { health: string }) => health === 'down');
    expect(down).toHaveLength(2);
    const { data: up } = await query('up');
    expect(up.result.filter(({ value }: { value: [number, string] }) => value[1] === '0')).toHaveLength(2);
  });

  test('evaluates selectors with every kind of matcher', async () => {
    const { data } = await query('DCGM_FI_DEV_GPU_TEMP{Hostname=~"dgx-k-000[12]",gpu!="0",UUID!~"none",job="dcgm"}');
    expect(data.resultType).toBe('vector');
    expect(data.result).toHaveLength(14);
    expect(data.result[0].value[0]).toBe(seconds);
    expect(typeof data.result[0].value[1]).toBe('string');
    const hot = await query('DCGM_FI_DEV_GPU_TEMP{Hostname="dgx-k-0002",gpu="3"}');
    expect(Number(hot.data.result[0].value[1])).toBeGreaterThan(84);
    expect((await query('DCGM_FI_DEV_GPU_TEMP_CELSIUS{hostname="dgx-s-0007"}')).data.result).toEqual([]);
  });

  test('computes rates and sums, and remarks on what is no counter', async () => {
    const { data } = await query('rate(node_network_receive_bytes_total{instance="dgx-k-0001:9100"}[5m])');
    expect(Number(data.result[0].value[1])).toBeGreaterThan(30e6);
    expect(data.result[0].metric.__name__).toBeUndefined();
    const summed = await query('sum by (consumergroup) (kafka_consumergroup_lag)');
    expect(summed.data.result).toHaveLength(3);
    const throttled = await query('increase(DCGM_FI_DEV_THERMAL_VIOLATION{Hostname="dgx-k-0002",gpu="3"}[10m])');
    expect(Number(throttled.data.result[0].value[1])).toBeGreaterThan(1e10);
    expect(throttled.infos[0]).toContain('might not be a counter');
    expect((await query('up[2m]')).data.resultType).toBe('matrix');
    expect((await query('1.5')).data).toEqual({ resultType: 'scalar', result: [seconds, '1.5'] });
  });

  test('keeps a device’s pod apart from the pod of its exporter, as a scrape without honor_labels does', async () => {
    const { data } = await query('DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_pod!=""}');
    expect(data.result.length).toBeGreaterThan(20);
    for (const { metric } of data.result) {
      expect(metric).toMatchObject({ namespace: 'gpu-operator', container: 'nvidia-dcgm-exporter' });
      expect(metric.pod).toMatch(/^nvidia-dcgm-exporter-/);
      expect(metric).toMatchObject({ exported_namespace: expect.any(String), exported_container: expect.any(String) });
    }
    const free = await query('DCGM_FI_PROF_GR_ENGINE_ACTIVE{exported_pod="",GPU_I_ID=""}');
    expect(free.data.result.length).toBeGreaterThan(0);
    const page = parseExposition((await get('/exporters/dcgm', {})).text).get('DCGM_FI_PROF_GR_ENGINE_ACTIVE') ?? [];
    const pods = page.flatMap(({ labels }) => labels.pod ?? []);
    expect(new Set(pods)).toEqual(
      new Set(data.result.map(({ metric }: { metric: Record<string, string> }) => metric.exported_pod)),
    );
  });

  test('has one series after another where one job comes after another', async () => {
    const selector = 'DCGM_FI_PROF_SM_UTIL_RATIO{hostname="dgx-s-0001",gpu="0"}';
    const range = { query: selector, start: String(seconds - 86_400), end: String(seconds), step: '300' };
    const { data } = await read('query_range', range);
    const jobs = data.result.map(({ metric }: { metric: Record<string, string> }) => metric.hpc_job);
    expect(jobs.length).toBeGreaterThan(2);
    expect(new Set(jobs).size).toBe(jobs.length);
    const times = data.result.flatMap(({ values }: { values: [number, string][] }) => values.map(([at]) => at));
    expect([times.length, new Set(times).size]).toEqual([289, 289]);
    const averages = await query(`avg_over_time(${selector}[1d])`);
    expect(averages.data.result).toHaveLength(jobs.length);
    const counted = await query(`sum(count_over_time(${selector}[1d]))`);
    expect(Number(counted.data.result[0].value[1])).toBe(2880);
  });

  test('lets the lag grow over a range', async () => {
    const range = {
      query: 'kafka_consumergroup_lag_sum{consumergroup="feature-store-sync"}',
      start: String(seconds - 3600),
      end: String(seconds),
      step: '300',
    };
    const { data } = await read('query_range', range);
    const values: [number, string][] = data.result[0].values;
    expect(values).toHaveLength(13);
    expect(Number(values.at(-1)?.[1])).toBeGreaterThan(Number(values[0]?.[1]));
  });

  test.each([
    [
      'query_range',
      { query: 'up', start: '0', end: '11001', step: '1' },
      'exceeded maximum resolution of 11,000 points',
    ],
    ['query_range', { query: 'up', start: '0', end: '10', step: '0' }, 'zero or negative'],
    ['query_range', { query: 'up', start: '10', end: '0', step: '1' }, 'must not be before'],
    ['query', { query: 'up{' }, 'parse error'],
    ['query', { query: 'up + up' }, 'parse error'],
    ['query', { query: 'histogram_quantile(0.9, up)' }, 'unknown function'],
    ['query', { query: '' }, 'no expression'],
    ['query', { query: 'up{job=~"("}' }, 'error parsing regexp'],
    ['query', { query: 'rate(up)' }, 'expected type range vector'],
    ['series', {}, 'no match[]'],
  ])('refuses %s of %o as bad data', async (path, parameters, words) => {
    const answer = await read(path, parameters);
    expect(answer).toMatchObject({ status: 'error', errorType: 'bad_data' });
    expect(answer.error).toContain(words);
  });

  test('lists series, labels, values and metadata, cut short with a warning', async () => {
    expect((await read('series', { 'match[]': 'lustre_capacity_kilobytes' })).data).toHaveLength(6);
    expect((await read('labels')).data).toContain('consumergroup');
    expect((await read('label/job/values')).data).toEqual([
      'amd-metrics',
      'beegfs',
      'blackbox',
      'dcgm',
      'dcgm-4.6',
      'kafka',
      'lustre',
      'node',
    ]);
    const cut = await read('label/__name__/values', { limit: '2' });
    expect([cut.data.length, cut.warnings]).toEqual([2, ['results truncated due to limit']]);
    expect((await read('metadata', { metric: 'probe_success' })).data.probe_success[0].type).toBe('gauge');
    expect((await read('status/buildinfo')).data.version).toMatch(/^\d/);
    expect((await read('status/tsdb')).data.headStats.numSeries).toBeGreaterThan(1000);
  });

  test('takes a form, and refuses who is not known', async () => {
    const form = await ask({
      ...facts,
      path: '/api/v1/query',
      method: 'POST',
      headers: { authorization: facts.authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'query=probe_success',
    });
    expect(JSON.parse(form.text).data.result).toHaveLength(5);
    expect((await get('/api/v1/query?query=up', {})).status).toBe(401);
    expect((await get('/api/v1/query?query=up', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get('/-/ready')).status).toBe(200);
    expect((await get('/api/v1/nothing')).status).toBe(404);
  });
});

describe('the fault', () => {
  test.each([
    ['throttle', { kind: 'throttle', retryAfterSeconds: 2 }, 429],
    ['server-error', { kind: 'server-error', status: 503 }, 503],
    ['expired-credentials', { kind: 'expired-credentials' }, 401],
    ['missing-permission', { kind: 'missing-permission' }, 403],
  ] as const)('%s refuses', async (_, fault, status) => {
    strike({ fault, where: { service: 'api', operation: 'query' } });
    expect((await get('/api/v1/query?query=up')).status).toBe(status);
    expect((await get('/api/v1/labels')).status).toBe(200);
  });

  test('a timeout is named as one', async () => {
    strike({ fault: { kind: 'server-error', status: 503 } });
    expect(JSON.parse((await get('/api/v1/query?query=up')).text).errorType).toBe('timeout');
  });

  test('empty-success has nothing in it; those of pages do nothing', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect((await query('up')).data.result).toEqual([]);
    expect((await read('targets')).data.activeTargets).toEqual([]);
    for (const kind of ['duplicate-page', 'token-loop'] as const) {
      strike({ fault: { kind } });
      expect((await query('up')).data.result.length).toBeGreaterThan(10);
    }
  });
});
