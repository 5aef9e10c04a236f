import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';
import { jobFields, nodeFields, partitionFields, reservationFields } from './published-fields';
import { issueToken } from './token';
import { dataParserVersions } from './versions';

const at = new Date('2026-11-21T12:00:00Z');
let sandbox: RunningSandbox;
let facts: { endpoint: string; caCertificate: string; token: string };

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['slurm'] });
  sandbox.clock.hold(at);
  const connection = sandbox.connections.find(({ provider }) => provider === 'slurm');
  facts = {
    endpoint: String(connection?.settings.endpoint),
    caCertificate: String(connection?.settings.caCertificate),
    token: String(connection?.secret?.token),
  };
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('slurm', rules);
const get = (path: string, headers: Record<string, string> = { 'x-slurm-user-token': facts.token }) =>
  ask({ origin: facts.endpoint, caCertificate: facts.caCertificate, path, headers });
async function read(path: string) {
  const { status, text } = await get(path);
  expect(status).toBe(200);
  return JSON.parse(text);
}
const idsOf = (type: string) =>
  sandbox
    .truthOf('slurm')
    .resources.filter(({ nativeId }) => nativeId.startsWith(`munich/${type}/`))
    .map(({ shortId }) => shortId)
    .sort();

/** What a field is on the wire, in the words of the published tables. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.keys(value).join() === 'set,infinite,number' ? 'struct' : 'object';
}

describe('slurmrestd', () => {
  test.each([38, 46])('lists everything there is in v0.0.%i', async (version) => {
    const base = `/slurm/v0.0.${version}`;
    const names = (list: { name: string }[]) => list.map(({ name }) => name).sort();
    expect(names((await read(`${base}/nodes`)).nodes)).toEqual(idsOf('node'));
    expect(names((await read(`${base}/partitions/`)).partitions)).toEqual(idsOf('partition'));
    expect(names((await read(`${base}/reservations/`)).reservations)).toEqual(idsOf('reservation'));
    const { jobs, errors } = await read(`${base}/jobs/`);
    expect(jobs.map((job: { job_id: number }) => String(job.job_id)).sort()).toEqual(idsOf('job'));
    expect(errors).toEqual([]);
    expect((await read(`/slurmdb/v0.0.${version}/jobs`)).jobs).toHaveLength(jobs.length);
  });

  test.each([
    ['nodes', nodeFields],
    ['jobs', jobFields],
    ['partitions', partitionFields],
    ['reservations', reservationFields],
  ] as const)('writes %s with exactly the fields that are published', async (list, fields) => {
    for (const [version, published] of Object.entries(fields)) {
      const answer = await read(`/slurm/${version}/${list}`);
      for (const thing of answer[list].slice(0, 40)) {
        const kinds = Object.fromEntries(Object.entries(thing).map(([name, value]) => [name, kindOf(value)]));
        const wanted = { ...published, ...(kinds.job_resources === 'null' && { job_resources: 'null' }) };
        expect(kinds, version).toEqual(wanted);
      }
    }
  });

  test('writes what changed between versions as each version did', async () => {
    const [first] = (await read('/slurm/v0.0.38/node/dgx-s-0003')).nodes;
    expect(first).toMatchObject({ state: 'idle', state_flags: ['DRAIN'], gres: 'gpu:h100:8(S:0-1)' });
    expect(typeof first.boot_time).toBe('number');
    const [second] = (await read('/slurm/v0.0.39/node/dgx-s-0003')).nodes;
    expect(second).toMatchObject({ state: ['IDLE', 'DRAIN'], boot_time: first.boot_time });
    const [later] = (await read('/slurm/v0.0.44/node/dgx-s-0003')).nodes;
    expect(later).toMatchObject({ state: ['IDLE', 'DRAIN'], boot_time: { set: true, number: first.boot_time } });
    expect((await read('/slurm/v0.0.38/ping')).pings[0]).toMatchObject({ ping: 'UP' });
    expect((await read('/slurm/v0.0.41/ping/')).pings[0]).toMatchObject({ pinged: 'UP', mode: 'primary' });
    expect((await read('/slurm/v0.0.46/ping/')).pings[0]).toMatchObject({ responding: true, primary: true });
    const running = (await read('/slurm/v0.0.39/jobs')).jobs.find((job: { nodes: string }) => job.nodes !== '');
    expect(running.job_state).toMatch(/^[A-Z_]+$/);
    expect(running.time_limit).toMatchObject({ set: true });
    expect(running.start_time).toBeTypeOf('number');
  });

  test('shows one array as its tasks, and its waiting tasks as one record', async () => {
    const { jobs } = await read('/slurm/v0.0.44/jobs');
    const waiting = jobs.filter((job: { array_task_string: string }) => job.array_task_string !== '');
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting[0]).toMatchObject({
      job_state: ['PENDING'],
      array_task_id: { set: false },
      array_task_string: '0-9%4',
    });
  });

  test('answers an update time with everything, with nothing, or not at all', async () => {
    const now = at.getTime() / 1000;
    expect((await get(`/slurm/v0.0.44/nodes?update_time=${now}`)).status).toBe(304);
    expect((await read(`/slurm/v0.0.44/nodes?update_time=${now - 60}`)).nodes).toHaveLength(32);
    const jobs = await read(`/slurm/v0.0.44/jobs?update_time=${now}`);
    expect(jobs.jobs).toEqual([]);
    expect(jobs.warnings).toHaveLength(1);
  });

  test('names its versions, and knows no others', async () => {
    const { paths, info } = await read('/openapi/v3');
    for (const version of dataParserVersions) expect(paths).toHaveProperty(`/slurm/v0.0.${version}/nodes`);
    expect(info['x-slurm'].data_parsers.at(-1)).toEqual({ plugin: 'v0.0.46', flags: ['NONE'] });
    for (const path of ['/slurm/v0.0.47/nodes', '/slurm/v0.0.37/nodes', '/slurm/v0.0.39/shares', '/slurm/nodes', '/']) {
      expect((await get(path)).status, path).toBe(404);
    }
  });

  test('answers the rest of what a console asks', async () => {
    expect((await read('/slurm/v0.0.45/diag/')).statistics.jobs_running).toBeGreaterThan(0);
    expect((await read('/slurm/v0.0.45/licenses/')).licenses).toHaveLength(2);
    expect((await read('/slurm/v0.0.45/shares')).shares.shares.length).toBeGreaterThan(6);
    expect((await read('/slurmdb/v0.0.45/qos/')).qos[0].name).toBe('normal');
    expect((await read('/slurmdb/v0.0.45/associations/')).associations[0].account).toBe('root');
    expect((await read('/slurmdb/v0.0.45/accounts/')).accounts[0].name).toBe('root');
    expect((await read('/slurmdb/v0.0.45/clusters/')).clusters[0].name).toBe('munich');
    const { text, status } = await get('/slurm/v0.0.45/job/1');
    expect([status, JSON.parse(text).errors[0].error_number]).toEqual([404, 2017]);
    expect((await read('/slurm/v0.0.45/node/nowhere')).errors).toHaveLength(1);
  });

  test('takes only a token the controller signed, that has not run out, of the user it names', async () => {
    const path = '/slurm/v0.0.44/nodes';
    const status = async (headers: Record<string, string>) => (await get(path, headers)).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Bearer ${facts.token}` })).toBe(200);
    expect(await status({ 'x-slurm-user-token': facts.token, 'x-slurm-user-name': 'millwright' })).toBe(200);
    expect(await status({ 'x-slurm-user-token': facts.token, 'x-slurm-user-name': 'root' })).toBe(511);
    const forged = issueToken(Buffer.alloc(32), { sun: 'millwright', iat: 0, exp: 4_000_000_000 });
    expect(await status({ 'x-slurm-user-token': forged })).toBe(511);
    expect((await read('/openapi/v3')).openapi).toBe('3.0.3');
    const silent = JSON.parse((await get('/slurm/v0.0.46/ping', { 'x-slurm-user-token': forged })).text);
    expect(silent.pings[0].responding).toBe(false);
  });
});

describe('the fault', () => {
  const path = '/slurm/v0.0.44/nodes';

  test('throttle is the proxy’s, server-error the controller’s', async () => {
    strike(
      { fault: { kind: 'throttle', retryAfterSeconds: 3 }, times: 1 },
      { fault: { kind: 'server-error', status: 502 } },
    );
    const throttled = await get(path);
    expect([throttled.status, throttled.headers['retry-after']]).toEqual([429, '3']);
    const broken = await get(path);
    expect([broken.status, JSON.parse(broken.text).errors[0].error_number]).toEqual([502, 1800]);
  });

  test('expired-credentials, clock-skew past the end of the token and missing-permission refuse', async () => {
    strike({ fault: { kind: 'expired-credentials' } });
    const expired = await get(path);
    expect([expired.status, JSON.parse(expired.text).errors[0].error_number]).toEqual([511, 1007]);
    strike({ fault: { kind: 'clock-skew', offsetMs: 20 * 365 * 86_400_000 } });
    expect((await get(path)).status).toBe(511);
    strike({ fault: { kind: 'missing-permission' } });
    const denied = await get(path);
    expect([denied.status, JSON.parse(denied.text).errors[0].error_number]).toEqual([500, 2002]);
    expect((await get('/slurm/v0.0.45/nodes')).status).toBe(422);
  });

  test('empty-success empties lists, and is narrowed by service and operation', async () => {
    strike({ fault: { kind: 'empty-success' }, where: { account: 'munich', service: 'slurm', operation: 'jobs' } });
    expect((await read('/slurm/v0.0.44/jobs')).jobs).toEqual([]);
    expect((await read('/slurm/v0.0.44/nodes')).nodes).toHaveLength(32);
    expect((await read('/slurmdb/v0.0.44/jobs')).jobs.length).toBeGreaterThan(100);
  });

  test('garbage and truncated-page spoil the answer; those of pages do nothing', async () => {
    strike({ fault: { kind: 'garbage' } });
    expect((await get(path)).headers['content-type']).toContain('text/html');
    strike({ fault: { kind: 'truncated-page' } });
    const half = await get(path);
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError);
    for (const kind of ['duplicate-page', 'token-loop'] as const) {
      strike({ fault: { kind } });
      expect((await read(path)).nodes).toHaveLength(32);
    }
  });
});
