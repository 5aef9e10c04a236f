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

  test('tells which devices of each node a running job has, as the node and the truth do', async () => {
    const { jobs } = await read('/slurm/v0.0.44/jobs');
    const { nodes } = await read('/slurm/v0.0.44/nodes');
    const devicesOf = (text: string) => {
      const ranges = /\(IDX:([\d,-]+)\)$/.exec(text)?.[1] ?? '';
      return ranges.split(',').flatMap((range) => {
        const [from = Number.NaN, to = from] = range.split('-').map(Number);
        return Number.isNaN(from) || range === ''
          ? []
          : Array.from({ length: to - from + 1 }, (_, place) => from + place);
      });
    };
    const held = new Map<string, string[]>();
    const running = jobs.filter(
      ({ job_state: state, gres_detail: gres }: { job_state: string[]; gres_detail: string[] }) =>
        (state.includes('RUNNING') || state.includes('COMPLETING')) && gres.length > 0,
    );
    expect(running.length).toBeGreaterThan(10);
    for (const { job_id: id, gres_detail: gres, job_resources: resources } of running) {
      const names: string[] = resources.nodes.allocation.map(({ name }: { name: string }) => name);
      expect(gres).toHaveLength(names.length);
      for (const [place, name] of names.entries()) {
        expect(gres[place]).toMatch(/^gpu:(h100|mi300x):\d\(IDX:[\d,-]+\)$/);
        for (const device of devicesOf(gres[place])) held.set(`${name} ${device}`, [String(id)]);
      }
    }
    const down = new Set(
      nodes
        .filter(({ state }: { state: string[] }) => state.includes('DOWN'))
        .map(({ name }: { name: string }) => name),
    );
    const told = [...held].filter(([place]) => !down.has(place.split(' ')[0]));
    const used = nodes.flatMap(({ name, gres_used: gres }: { name: string; gres_used: string }) =>
      devicesOf(gres).map((device) => `${name} ${device}`),
    );
    expect(told.map(([place]) => place).sort()).toEqual(used.sort());
    const truth = sandbox
      .gpus(at)
      .devices.filter(({ face, allocatedTo }) => face === 'slurm' && allocatedTo.length > 0);
    expect(new Map(told)).toEqual(
      new Map(
        truth.map(({ machine, index, allocatedTo }) => [
          `${machine.name} ${index}`,
          allocatedTo.map(({ holder }) => holder.name),
        ]),
      ),
    );
  });

  test('tells why a job waits, from when it could start and when it should', async () => {
    const { jobs } = await read('/slurm/v0.0.44/jobs');
    const waiting = jobs.filter(({ job_state: state }: { job_state: string[] }) => state.includes('PENDING'));
    const of = (reason: string) =>
      waiting.filter(({ state_reason: word }: { state_reason: string }) => word === reason);
    const [top] = of('Resources').filter(({ partition }: { partition: string }) => partition === 'h100');
    expect(top).toMatchObject({ tres_req_str: expect.stringContaining('gres/gpu:h100=64'), hold: false, nodes: '' });
    expect(top.start_time.number).toBeGreaterThan(at.getTime() / 1000);
    expect(top.scheduled_nodes).toMatch(/^dgx-s-/);
    for (const { start_time: start, eligible_time: eligible } of of('BeginTime')) expect(start).toEqual(eligible);
    for (const { start_time: start, eligible_time: eligible, priority } of of('JobHeldUser'))
      expect([start.number, eligible.number, priority.number]).toEqual([0, 0, 0]);
    expect(of('ReqNodeNotAvail').map(({ state_description: words }: { state_description: string }) => words)).toEqual([
      'ReqNodeNotAvail, UnavailableNodes:dgx-s-0003',
      'ReqNodeNotAvail, Reserved for maintenance',
    ]);
    expect(of('Licenses')[0]).toMatchObject({ licenses: 'nsight-cloud:4' });
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
