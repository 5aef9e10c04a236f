import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { ask } from '../wire/ask';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['kubernetes'] });
  sandbox.clock.hold(new Date('2026-06-15T12:00:00Z'));
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('kubernetes', rules);

function get(path: string) {
  const facts = sandbox.connections.find(({ provider }) => provider === 'kubernetes');
  const { server, caCertificate } = facts?.settings ?? {};
  const headers = { authorization: `Bearer ${facts?.secret?.token}` };
  return ask({ origin: String(server), caCertificate: String(caCertificate), path, headers });
}

const pageShape = z.object({
  metadata: z.object({ continue: z.string().optional(), resourceVersion: z.string() }),
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

async function pagesOf(most: number): Promise<{ names: string[]; token: string | undefined }[]> {
  const pages: { names: string[]; token: string | undefined }[] = [];
  let token: string | undefined;
  do {
    const suffix = token === undefined ? '' : `&continue=${encodeURIComponent(token)}`;
    const { metadata, items } = pageShape.parse(JSON.parse((await get(`/api/v1/nodes?limit=4${suffix}`)).text));
    token = metadata.continue;
    pages.push({ names: items.map((item) => item.metadata.name), token });
  } while (token !== undefined && pages.length < most);
  return pages;
}

describe('the fault', () => {
  test.each<[FaultRuleInput['fault'], number, string]>([
    [{ kind: 'throttle' }, 429, 'TooManyRequests'],
    [{ kind: 'expired-credentials' }, 401, 'Unauthorized'],
    [{ kind: 'missing-permission' }, 403, 'Forbidden'],
    [{ kind: 'server-error' }, 500, 'InternalError'],
    [{ kind: 'server-error', status: 503 }, 503, 'ServiceUnavailable'],
    [{ kind: 'server-error', status: 504 }, 504, 'Timeout'],
  ])('%o is a Status of %i %s', async (fault, status, reason) => {
    strike({ fault });
    const refused = await get('/api/v1/pods');
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.text)).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason,
      code: status,
    });
  });

  test('throttle says when to come back, in the header and in the details, if told to', async () => {
    strike({ fault: { kind: 'throttle', retryAfterSeconds: 7 } });
    const refused = await get('/api/v1/pods');
    expect(refused.headers['retry-after']).toBe('7');
    expect(JSON.parse(refused.text).details).toEqual({ retryAfterSeconds: 7 });
  });

  test('missing-permission names who, what and where', async () => {
    strike({ fault: { kind: 'missing-permission' } });
    const { text } = await get('/apis/kueue.x-k8s.io/v1beta1/namespaces/speech/localqueues');
    const { message, details } = JSON.parse(text);
    expect(message).toContain(
      'User "system:serviceaccount:millwright:millwright-reader" cannot list resource "localqueues"',
    );
    expect(message).toContain('in the namespace "speech"');
    expect(details).toEqual({ group: 'kueue.x-k8s.io', kind: 'localqueues' });
  });

  test('strikes by cluster, API and operation, and nothing else', async () => {
    strike({
      fault: { kind: 'server-error' },
      where: { account: 'hall-kubernetes', region: 'global', service: 'core/v1', operation: 'listPods' },
    });
    expect((await get('/api/v1/pods')).status).toBe(500);
    expect((await get('/api/v1/namespaces/speech/pods')).status).toBe(500);
    expect((await get('/api/v1/nodes')).status).toBe(200);
    strike({ fault: { kind: 'server-error' }, where: { service: 'discovery' } });
    expect((await get('/apis')).status).toBe(500);
    expect((await get('/version')).status).toBe(200);
    strike({ fault: { kind: 'server-error' }, where: { account: 'another' } });
    expect((await get('/api/v1/pods')).status).toBe(200);
  });

  test('duplicate-page serves every page twice and still comes to an end', async () => {
    const honest = await pagesOf(20);
    strike({ fault: { kind: 'duplicate-page' } });
    const doubled = await pagesOf(20);
    expect(doubled.map(({ names }) => names)).toEqual(honest.flatMap(({ names }) => [names, names]));
  });

  test('token-loop leads back to the page it comes from', async () => {
    strike({ fault: { kind: 'token-loop' }, after: 1 });
    const pages = await pagesOf(5);
    expect(pages).toHaveLength(5);
    expect(pages[2]?.names).toEqual(pages[1]?.names);
    expect(pages[3]?.token).toBe(pages[2]?.token);
  });

  test('empty-success is a list of nothing', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect(await pagesOf(5)).toEqual([{ names: [], token: undefined }]);
    expect(JSON.parse((await get('/apis')).text).groups).toEqual([]);
  });

  test('position-expired refuses the second page, and goes on with the token it gives', async () => {
    const [first] = await pagesOf(1);
    strike({ fault: { kind: 'position-expired' }, times: 1 });
    const refused = await get(`/api/v1/nodes?limit=4&continue=${first?.token}`);
    expect(refused.status).toBe(410);
    const { metadata } = JSON.parse(refused.text);
    const second = pageShape.parse(JSON.parse((await get(`/api/v1/nodes?limit=4&continue=${metadata.continue}`)).text));
    expect(second.items).toHaveLength(4);
  });

  test('clock-skew shows in the Date header alone, for a token has no time in it', async () => {
    strike({ fault: { kind: 'clock-skew', offsetMs: -3_600_000 } });
    const { status, headers } = await get('/api/v1/nodes');
    expect(status).toBe(200);
    expect(Date.parse(String(headers.date))).toBeLessThan(Date.now() - 3_500_000);
  });

  test('garbage and half a page come as they are', async () => {
    strike({ fault: { kind: 'garbage' } });
    expect((await get('/api/v1/nodes')).text).toContain('<html>');
    strike({ fault: { kind: 'truncated-page' } });
    const { text } = await get('/api/v1/nodes');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });
});
