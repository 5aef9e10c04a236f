import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { MetricRead, MetricWindow } from '../contract/provider';
import { openSession } from '../contract/session/open-session';
import { toQuery } from './metrics/read-metrics';
import { coreWeaveProvider } from './provider';

interface Answer {
  status?: number;
  body: unknown;
}
interface Asked {
  authorization: string | undefined;
  path: string | undefined;
  query: string;
  time: string | null;
}

const from = new Date('2026-11-21T12:00:00Z');
const window: MetricWindow = { from, to: new Date(from.getTime() + 60_000) };
const seconds = from.getTime() / 1000;
const labels = { __name__: 'DCGM_FI_DEV_GPU_UTIL', UUID: 'GPU-1', Hostname: 'g1', gpu: '0' };
const matrix = (values: [number, string][], warnings?: string[]) => ({
  status: 'success',
  data: { resultType: 'matrix', result: values.length === 0 ? [] : [{ metric: labels, values }] },
  ...(warnings === undefined ? {} : { warnings }),
});

let server: Server;
let origin: string;
let caCertificate: string;
let answerTo: (query: string) => Answer;
const asked: Asked[] = [];

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  server = createServer({ key, cert: chain }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const query = form.get('query') ?? '';
    asked.push({ authorization: request.headers.authorization, path: request.url, query, time: form.get('time') });
    const { status = 200, body } = answerTo(query);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  answerTo = (query) => ({
    body: matrix(query.includes('DEV_GPU_UTIL|') || query.includes('DEV_GPU_UTIL"') ? [[seconds + 15, '50']] : []),
  });
});
afterAll(() => server.close());

function open(metricsUrl: string | undefined = `${origin}/prometheus`) {
  return openSession(coreWeaveProvider, {
    settings: { server: 'https://127.0.0.1:9', clusterName: 'factory', caCertificate, metricsUrl },
    secret: { token: 'abc' },
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, maxAttempts: 1, circuitFailures: 1000 },
  });
}

async function read(stretch = window, metricsUrl?: string): Promise<MetricRead[]> {
  const session = open(metricsUrl);
  const reads: MetricRead[] = [];
  for await (const each of coreWeaveProvider.metrics?.read(session, stretch) ?? []) reads.push(each);
  session.transport.close();
  return reads;
}

describe('CoreWeave metrics', () => {
  it('are DCGM’s raw samples within the window, in canonical terms', async () => {
    answerTo = (query) => ({
      body: matrix(
        query.includes('DEV_GPU_UTIL"') || query.includes('DEV_GPU_UTIL|')
          ? [
              [seconds - 1, '10'],
              [seconds, '20'],
              [seconds + 30.5, '30'],
              [seconds + 45, '2147483632'],
              [seconds + 60, '40'],
            ]
          : [],
      ),
    });
    const [found, ...rest] = await read();
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ account: 'factory', region: 'global', group: 'DCGM' });
    expect(found?.result).toMatchObject({
      completeness: { complete: true },
      items: [
        {
          metric: 'hw.gpu.utilization',
          attributes: { 'gpu.uuid': 'GPU-1', 'host.name': 'g1' },
          points: [
            { at: from, value: 0.2 },
            { at: new Date(from.getTime() + 30_500), value: 0.3 },
          ],
        },
      ],
    });
    expect(asked[0]).toMatchObject({ authorization: 'Bearer abc', path: '/prometheus/api/v1/query' });
    expect(new Set(asked.map(({ time }) => time))).toEqual(new Set([(seconds + 60).toFixed(3)]));
  });

  it('are asked for as ranges, so that no sample is made up at even steps and none at the start is left out', () => {
    expect(toQuery(['a', 'b'], window)).toEqual({
      query: '{__name__=~"a|b"}[61s]',
      time: (seconds + 60).toFixed(3),
    });
  });

  it('of a long window come stretch by stretch, each moment in one of them', async () => {
    const reads = await read({ from, to: new Date(from.getTime() + 11 * 60_000) });
    expect(reads).toHaveLength(3);
    const points = reads.flatMap(({ result }) => result.items.flatMap((series) => series.points));
    expect(points).toHaveLength(1);
  });

  it('that are partly refused are a gap, and the others stand', async () => {
    const usual = answerTo;
    answerTo = (query) => (query.includes('XID') ? { status: 422, body: { status: 'error' } } : usual(query));
    const [found] = await read();
    expect(found?.result.items).toHaveLength(1);
    expect(found?.result.completeness).toMatchObject({
      complete: false,
      gaps: [{ fault: 'response-unexpected', account: 'factory', subject: 'DCGM', code: '422' }],
    });
  });

  it.each([
    [{ status: 401, body: '' }, 'credentials-rejected', '401'],
    [{ status: 403, body: '' }, 'permission-missing', '403'],
    [{ status: 429, body: '' }, 'rate-limited', '429'],
    [{ status: 503, body: '' }, 'unavailable', '503'],
    [{ body: '<html>' }, 'response-unexpected', 'Unreadable'],
    [{ body: { status: 'success', data: { resultType: 'vector', result: [] } } }, 'response-unexpected', 'Unreadable'],
    [{ body: matrix([], ['some shards did not answer']) }, 'response-unexpected', 'Warnings'],
  ] as const)('answered with %j are the gap %s', async (answer, fault, code) => {
    answerTo = () => answer;
    const [found] = await read();
    expect(found?.result.items).toEqual([]);
    expect(found?.result.completeness).toMatchObject({ complete: false, gaps: [{ fault, code }] });
  });

  it('that CoreWeave denies name the role of its console, not a ClusterRole', async () => {
    answerTo = () => ({ status: 403, body: '' });
    const [found] = await read();
    const completeness = found?.result.completeness;
    expect(completeness).toMatchObject({ gaps: [{ remedy: expect.stringContaining('Observability Viewer') }] });
  });

  it('are not read where the connection names no API, and the token goes to both where it does', async () => {
    const session = openSession(coreWeaveProvider, {
      settings: { server: 'https://127.0.0.1:9', clusterName: 'factory' },
      secret: { token: 'abc' },
      egressAllow: ['127.0.0.0/8'],
      signal: new AbortController().signal,
      now: () => new Date(),
    });
    const reads: MetricRead[] = [];
    for await (const each of coreWeaveProvider.metrics?.read(session, window) ?? []) reads.push(each);
    session.transport.close();
    expect(reads).toEqual([]);
    const settings = {
      server: 'https://a.example/x',
      clusterName: 'c',
      metricsUrl: 'https://m.example/p',
      rateCard: [],
    };
    expect(coreWeaveProvider.secretDestinations(settings)).toEqual(['https://a.example/x', 'https://m.example/p']);
  });
});
