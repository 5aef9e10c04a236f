import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { ConnectionReport, InventoryRead } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { slurmProvider } from './provider';

interface Answer {
  status?: number;
  body: unknown;
}
type ScopeRead = Extract<InventoryRead, { type: 'scope' }>;

const toToken = (exp: number) => ['{}', JSON.stringify({ exp, sun: 'millwright' }), 's'].map(encode).join('.');
const encode = (text: string) => Buffer.from(text).toString('base64url');
const token = toToken(4_000_000_000);

let server: Server;
let origin: string;
let caCertificate: string;
let served: string[];
let answers: Record<string, Answer>;
let asked: { path: string; user: unknown; token: unknown }[];

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  server = createServer({ key, cert: chain }, (request, response) => {
    const path = request.url ?? '';
    asked.push({ path, user: request.headers['x-slurm-user-name'], token: request.headers['x-slurm-user-token'] });
    const [, version = '', resource = ''] = /^\/slurm\/(v[\d.]+)\/(\w+)$/.exec(path) ?? [];
    const known = served.includes(version) ? (answers[resource] ?? { body: { [resource]: [], errors: [] } }) : null;
    const { status, body } = known ?? { status: 404, body: 'Unable to find requested URL' };
    response.writeHead(status ?? 200, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  served = ['v0.0.41', 'v0.0.40', 'v0.0.39'];
  answers = { ping: { body: { pings: [{ hostname: 'ctl', pinged: 'UP', mode: 'primary' }], errors: [] } } };
  asked = [];
});
afterAll(() => server.close());

function open(settings: object = { clusterName: 'hall' }, secret: unknown = { token }) {
  return openSession(slurmProvider, {
    settings: { endpoint: origin, user: 'millwright', caCertificate, ...settings },
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, maxAttempts: 1, circuitFailures: 1000 },
  });
}

async function read(settings?: object): Promise<InventoryRead[]> {
  const session = open(settings);
  const reads: InventoryRead[] = [];
  for await (const each of slurmProvider.inventory?.read(session) ?? []) reads.push(each);
  session.transport.close();
  return reads;
}

async function readKind(kind: string): Promise<ScopeRead> {
  const found = (await read()).find((each): each is ScopeRead => each.type === 'scope' && each.scope.kind === kind);
  if (found === undefined) throw new Error(`Nothing was read of ${kind}.`);
  return found;
}

async function report(settings?: object, secret?: unknown): Promise<ConnectionReport> {
  const session = open(settings, secret);
  try {
    return await slurmProvider.test(session);
  } finally {
    session.transport.close();
  }
}

describe('a version of the API', () => {
  it('is sought from the newest to the oldest, once a session, by what is not found', async () => {
    await read();
    const versions = asked.map(({ path }) => path.split('/')[2]);
    expect([...new Set(versions)]).toEqual(['v0.0.46', 'v0.0.45', 'v0.0.44', 'v0.0.43', 'v0.0.42', 'v0.0.41']);
    expect(versions.filter((version) => version !== 'v0.0.41')).toHaveLength(5);
    expect(asked.every(({ path }) => !path.includes('update_time'))).toBe(true);
    expect(new Set(asked.map((each) => `${each.user} ${each.token}`))).toEqual(new Set([`millwright ${token}`]));
  });

  it('may be the oldest we speak', async () => {
    served = ['v0.0.38'];
    answers.ping = { body: { pings: [{ hostname: 'ctl', ping: 'UP', status: 0, mode: 'primary' }], errors: [] } };
    answers.nodes = { body: { nodes: [{ name: 'n1', state: 'idle', state_flags: [] }], errors: [] } };
    expect((await readKind('cluster-node')).result).toMatchObject({
      items: [{ nativeId: 'hall/node/n1', status: 'active' }],
      completeness: { complete: true },
    });
  });

  it('that we do not speak is said in one sentence', async () => {
    served = ['v0.0.37'];
    const found = await readKind('cluster-node');
    expect(found).toMatchObject({ listed: false, result: { items: [] } });
    expect(found.result.completeness).toMatchObject({ gaps: [{ fault: 'response-unexpected', code: 'NoVersion' }] });
  });

  it('is known although its controller does not answer', async () => {
    answers.ping = { status: 500, body: { errors: [{ error_number: 1800, error: 'x' }] } };
    answers.nodes = { body: { nodes: [{ name: 'n1', state: ['IDLE'] }], errors: [] } };
    expect((await readKind('cluster-node')).result.completeness).toEqual({ complete: true });
    expect((await readKind('batch-cluster')).result.completeness).toMatchObject({
      gaps: [{ fault: 'unavailable', code: 'SLURMCTLD_COMMUNICATIONS_CONNECTION_ERROR' }],
    });
  });
});

describe('a cluster’s name', () => {
  const meta = { slurm: { release: '24.05.1', cluster: 'north' } };

  it('is its own where the connection gives none', async () => {
    answers.ping = { body: { pings: [{ pinged: 'UP' }], meta, errors: [] } };
    const reads = await read({});
    expect(reads.flatMap((each) => (each.type === 'scope' ? [each.scope.account] : []))).toEqual(
      Array(5).fill('north'),
    );
  });

  it('has to be given where the version does not tell it', async () => {
    served = ['v0.0.38'];
    const [only, ...rest] = await read({});
    expect(rest).toEqual([]);
    expect(only).toMatchObject({
      type: 'enumeration',
      scopes: [],
      completeness: { gaps: [{ code: 'NoClusterName', remedy: expect.stringContaining('cluster name') }] },
    });
  });
});

describe('an answer', () => {
  it.each([
    [
      { status: 500, body: { errors: [{ error_number: 1007 }] } },
      'credentials-rejected',
      'SLURM_PROTOCOL_AUTHENTICATION_ERROR',
    ],
    [{ status: 511, body: '' }, 'credentials-rejected', '511'],
    [{ status: 401, body: 'Authentication failure' }, 'credentials-rejected', '401'],
    [{ body: { jobs: [], errors: [{ errno: 2002, error: 'ok' }] } }, 'permission-missing', 'ESLURM_ACCESS_DENIED'],
    [{ status: 403, body: '' }, 'permission-missing', '403'],
    [{ status: 500, body: { errors: [{ error_code: 1804 }] } }, 'rate-limited', 'SLURMCTLD_COMMUNICATIONS_BACKOFF'],
    [{ status: 429, body: '' }, 'rate-limited', '429'],
    [{ body: { jobs: [], errors: [{ error_number: 1801 }] } }, 'unavailable', 'SLURMCTLD_COMMUNICATIONS_SEND_ERROR'],
    [{ status: 502, body: '<html>' }, 'unavailable', '502'],
    [{ status: 500, body: { errors: [{ error: 'Unspecified error', errno: -1 }] } }, 'unavailable', '-1'],
    [{ status: 500, body: { errors: [{ error: 'Access denied' }] } }, 'unavailable', '500'],
    [{ body: { jobs: [], errors: [{ error_number: 9201 }] } }, 'response-unexpected', '9201'],
    [{ body: { jobs: [], errors: [{ description: 'Protocol authentication error' }] } }, 'response-unexpected', '200'],
    [{ status: 304, body: '' }, 'response-unexpected', '304'],
    [{ status: 204, body: '' }, 'response-unexpected', '204'],
    [{ body: '<html>' }, 'response-unexpected', 'Unreadable'],
    [{ body: { errors: [] } }, 'response-unexpected', 'Unreadable'],
  ] as const)('%j is the gap %s, by number or status', async (answer, fault, code) => {
    answers.jobs = answer;
    const found = await readKind('batch-job');
    expect(found).toMatchObject({ listed: false, result: { items: [] } });
    expect(found.result.completeness).toMatchObject({ complete: false, gaps: [{ fault, code }] });
  });

  it('that is empty with a warning is empty, if it says when it last changed', async () => {
    const warnings = [{ description: 'x', source: '' }];
    const dated = { set: true, infinite: false, number: 1_758_612_568 };
    answers.jobs = { body: { jobs: [], last_update: dated, warnings, errors: [] } };
    expect(await readKind('batch-job')).toMatchObject({ listed: true, result: { completeness: { complete: true } } });
    answers.jobs = { body: { jobs: [], last_update: { ...dated, set: false }, warnings, errors: [] } };
    expect(await readKind('batch-job')).toMatchObject({ listed: false });
  });

  it.each([
    ['nodes', 2018, 'cluster-node'],
    ['partitions', 2000, 'queue'],
  ])('without %s is no empty cluster where Slurm says that it shows none', async (resource, errno, kind) => {
    answers[resource] = { status: 500, body: { [resource]: [], errors: [{ error: 'x', errno }] } };
    const { listed, result } = await readKind(kind);
    expect(listed).toBe(false);
    expect(result.completeness).toMatchObject({ gaps: [{ remedy: expect.stringContaining('PrivateData') }] });
  });

  it('with an entry that cannot be read keeps the others, and says so', async () => {
    answers.jobs = { body: { jobs: [{ job_id: 1, job_state: ['RUNNING'] }, { job_id: 'x' }], errors: [] } };
    const { listed, result } = await readKind('batch-job');
    expect(listed).toBe(false);
    expect(result.items).toHaveLength(1);
    expect(result.completeness).toMatchObject({ gaps: [{ code: 'UnreadableEntry' }] });
  });
});

it('reads 2,000 nodes with 16,000 devices and 5,000 jobs', { timeout: 30_000 }, async () => {
  const padding = 'x'.repeat(2000);
  const nodes = Array.from({ length: 2000 }, (_, index) => ({
    name: `n${index}`,
    state: ['MIXED'],
    gres: 'gpu:h100:8(S:0-1)',
    free_mem: { set: true, infinite: false, number: index },
    padding,
  }));
  const jobs = Array.from({ length: 5000 }, (_, index) => ({
    job_id: index + 1,
    job_state: ['RUNNING'],
    tres_alloc_str: 'cpu=28,gres/gpu=3,gres/gpu:h100=3',
    submit_time: { set: true, infinite: false, number: 1_700_000_000 },
    padding,
  }));
  answers.nodes = { body: JSON.stringify({ nodes, errors: [] }) };
  answers.jobs = { body: JSON.stringify({ jobs, errors: [] }) };
  const reads = await read();
  const items = reads.flatMap((each) => (each.type === 'scope' ? each.result.items : []));
  const devices = items
    .filter(({ kind }) => kind === 'cluster-node')
    .flatMap(({ accelerators }) => accelerators ?? [])
    .reduce((total, { count }) => total + count, 0);
  expect(devices).toBe(16_000);
  expect(items).toHaveLength(1 + 2000 + 5000);
});

describe('the test of a Slurm connection', () => {
  const failuresOf = ({ checks }: ConnectionReport) => checks.filter(({ outcome }) => outcome === 'failed');

  it('asks for each thing once', async () => {
    const found = await report();
    expect(failuresOf(found)).toEqual([]);
    expect(found.checks.map(({ permission }) => permission)).toEqual([
      'ping',
      'nodes',
      'partitions',
      'jobs',
      'reservations',
      'diag',
    ]);
    expect(found.accounts).toEqual([{ id: 'hall', name: null }]);
  });

  it('names what is refused', async () => {
    answers.reservations = { status: 500, body: { errors: [{ error_number: 2002 }] } };
    const [failure, ...rest] = failuresOf(await report());
    expect(rest).toEqual([]);
    expect(failure).toMatchObject({ permission: 'reservations', remedy: expect.stringContaining('adminlevel') });
  });

  it('says when the token ended', async () => {
    answers.ping = { status: 401, body: '' };
    const [failure] = failuresOf(await report(undefined, { token: toToken(1_700_000_000) }));
    expect(failure?.message).toContain('ended on 2023-11-14 22:13 UTC');
  });

  it('knows by the token’s own end what older versions do not say', async () => {
    answers.ping = { status: 500, body: { errors: [{ error: 'Unspecified error', errno: -1 }] } };
    const [failure] = failuresOf(await report(undefined, { token: toToken(1_700_000_000) }));
    expect(failure?.message).toContain('ended on 2023-11-14 22:13 UTC');
    const [other] = failuresOf(await report());
    expect(other?.remedy).toContain('Check the token');
  });

  it('without a token calls nobody', async () => {
    const [failure] = failuresOf(await report(undefined, null));
    expect(failure?.message).toMatch(/has no token/);
    expect(asked).toEqual([]);
  });
});

describe('the settings of a Slurm connection', () => {
  const parse = (settings: object) => slurmProvider.settingsSchema.safeParse({ user: 'u', ...settings }).success;

  it('take an address with a path, and no credentials or query in it', () => {
    expect(parse({ endpoint: 'https://slurm.example.net/rest/' })).toBe(true);
    expect(parse({ endpoint: 'http://10.0.0.1:6820' })).toBe(true);
    expect(parse({ endpoint: 'https://a:b@slurm.example.net' })).toBe(false);
    expect(parse({ endpoint: 'https://slurm.example.net/?x=1' })).toBe(false);
    expect(parse({ endpoint: 'unix:/run/slurm' })).toBe(false);
  });

  it('let plain http through only where a rule names the address', () => {
    const open = (endpoint: string, egressAllow: string[]) =>
      openSession(slurmProvider, {
        settings: { endpoint, user: 'u' },
        secret: { token },
        egressAllow,
        signal: new AbortController().signal,
        now: () => new Date(),
      }).transport.close();
    expect(() => open('http://10.0.0.1:6820', ['10.0.0.0/8'])).not.toThrow();
    expect(() => open('http://10.0.0.1:6820', [])).toThrow(/egress rules/);
    expect(() => open('http://8.8.8.8:6820', [])).toThrow(/Plain HTTP/);
  });

  it('take the token with what scontrol prints before it', () => {
    expect(slurmProvider.secretSchema.parse({ token: `SLURM_JWT=${token}\n` })).toEqual({ token });
    expect(slurmProvider.secretSchema.safeParse({ token: 'a b' }).success).toBe(false);
  });
});
