import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineFault } from './engine-fault';
import { openEngine } from './open-engine';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An engine that answers with these in turn, the last again and again; without any it never answers. */
async function serve(...answers: Answer[]) {
  const asked: { request: IncomingMessage; body: Buffer; at: number }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ request, body: Buffer.concat(chunks), at: Date.now() });
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) return;
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('No port.');
  const readUrl = `http://127.0.0.1:${address.port}`;
  const config = { readUrl, writeUrl: `${readUrl}/api/v1/push`, credentials: null, tenant: null, retentionMs: 1 };
  return { asked, config };
}

const success = (data: unknown, more: object = {}): Answer => ({
  body: JSON.stringify({ status: 'success', data, ...more }),
});
const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' };
const question = new URLSearchParams({ query: '1' });

async function faultOf(work: Promise<unknown>): Promise<EngineFault> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (fault instanceof EngineFault) return fault;
  throw new TypeError('There is no such fault.', { cause: fault });
}

describe('an engine', () => {
  it('is told who asks and for whom', async () => {
    const { asked, config } = await serve(success([]));
    await openEngine({ ...config, credentials: { token: 't' }, tenant: 'gpu' }).ask('series', question);
    await openEngine({ ...config, credentials: { username: 'ada', password: 'p:w' } }).write(new Uint8Array([1]));
    const [read, written] = asked.map(({ request }) => request);
    expect(read?.url).toBe('/api/v1/series');
    expect(read?.headers).toMatchObject({ authorization: 'Bearer t', 'x-scope-orgid': 'gpu' });
    expect(asked[0]?.body.toString()).toBe('query=1');
    expect(written?.url).toBe('/api/v1/push');
    expect(written?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('ada:p:w').toString('base64')}`,
      'content-encoding': 'snappy',
      'content-type': 'application/x-protobuf',
      'x-prometheus-remote-write-version': '0.1.0',
    });
    expect(written?.headers).not.toHaveProperty('x-scope-orgid');
    expect(asked[1]?.body).toEqual(Buffer.from([1]));
  });

  it.each([429, 500, 502, 503])('is asked again after %d, and then answers', async (status) => {
    const { asked, config } = await serve({ status }, success('here'));
    expect(await openEngine(config).ask('query', question)).toEqual({ data: 'here', lifted: [], gaps: [] });
    expect(asked).toHaveLength(2);
  });

  it('is not asked before it wants to be', async () => {
    const { asked, config } = await serve({ status: 429, headers: { 'retry-after': '1' } }, success(''));
    await openEngine(config).ask('query', question);
    const [first, second] = asked;
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(990);
  });

  it('that wants to be left alone for long is not waited for', async () => {
    const { asked, config } = await serve({ status: 503, headers: { 'retry-after': '3600' } });
    expect((await faultOf(openEngine(config).write(new Uint8Array()))).kind).toBe('unavailable');
    expect(asked).toHaveLength(1);
  });

  it('that stays away is given up after so many times', async () => {
    const { asked, config } = await serve({ status: 503, body: 'overloaded' });
    const fault = await faultOf(openEngine(config, { attempts: 3 }).ask('query', question));
    expect(fault).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(fault.message).toMatch(/answered with 503: overloaded\.$/);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [400, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'unexpected'],
    [302, 'unexpected'],
  ])('that answers %d is not asked again: %s', async (status, kind) => {
    const { asked, config } = await serve({
      status,
      headers: { location: 'http://127.0.0.1:1/' },
      body: '{"status":"error","errorType":"bad_data","error":"out of order sample"}',
    });
    const fault = await faultOf(openEngine(config).write(new Uint8Array()));
    expect(fault).toMatchObject({ kind, status });
    expect(fault.message).toMatch(/: out of order sample\.$/);
    expect(asked).toHaveLength(1);
  });

  it.each(['ask', 'write'] as const)('that shows a page with status 200 is none: %s', async (verb) => {
    const { asked, config } = await serve(page);
    const engine = openEngine(config);
    const fault = await faultOf(verb === 'ask' ? engine.ask('query', question) : engine.write(new Uint8Array()));
    expect(fault.kind).toBe('unexpected');
    expect(fault.message).not.toContain('<');
    expect(asked).toHaveLength(1);
  });

  it.each(['', '{}', '[]', 'null', '{"status":"success"}', '{"status":"error"}', '{"status":"succ'])(
    'that answers %j with status 200 is none',
    async (body) => {
      const { config } = await serve({ body });
      expect((await faultOf(openEngine(config).ask('query', question))).kind).toBe('unexpected');
    },
  );

  it('whose answer is larger than allowed is cut off', async () => {
    const { config } = await serve(success('x'.repeat(100_000)));
    const fault = await faultOf(openEngine(config, { maxAnswerBytes: 50_000 }).ask('query', question));
    expect(fault.kind).toBe('unexpected');
  });

  it('that says nothing is not waited for', async () => {
    const { asked, config } = await serve();
    const fault = await faultOf(openEngine(config, { timeoutMs: 50, attempts: 2 }).ask('query', question));
    expect(fault.message).toMatch(/did not answer within 0.05 s/);
    expect(asked).toHaveLength(2);
  });

  it('that is not there is a fault too', async () => {
    const { config } = await serve();
    const gone = { ...config, readUrl: 'http://127.0.0.1:1' };
    const fault = await faultOf(openEngine(gone, { attempts: 1 }).ask('query', question));
    expect(fault).toMatchObject({ kind: 'unavailable', status: null });
  });

  it('of which a part is away says so', async () => {
    const { config } = await serve(
      success([], { warnings: ['fetch from store-2: deadline exceeded'] }),
      success([], { isPartial: true }),
      success([], { warnings: [], isPartial: false }),
    );
    const engine = openEngine(config);
    expect((await engine.ask('query', question)).gaps).toEqual([expect.stringContaining('store-2')]);
    expect((await engine.ask('query', question)).gaps).toHaveLength(1);
    expect((await engine.ask('query', question)).gaps).toEqual([]);
  });
});
