import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from '../faults/fault';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { subscriptions } from '../world/azure/geography';
import { askRaw, type FaceClient, faceClientOf, fetchToken, tokenForm } from './face-client';

let sandbox: RunningSandbox;
let client: FaceClient;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['azure'] });
  client = faceClientOf(sandbox);
  sandbox.clock.hold(new Date('2026-11-21T12:05:00Z'));
  token = await fetchToken(client);
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.stop());

const strike = (...rules: FaultRuleInput[]) => sandbox.faults.set('azure', rules);
const { training, serving } = subscriptions;
const graphPath = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
const machines = "resources | where type =~ 'microsoft.compute/virtualmachines' | project id | order by id asc";
const queryOf = (named: string[], options: object = {}) => ({ query: machines, subscriptions: named, options });
const calls = {
  login: () => askRaw(client, `/${client.tenantId}/oauth2/v2.0/token`, { body: tokenForm(client) }),
  subscriptions: () => askRaw(client, '/subscriptions?api-version=2022-12-01', { token }),
  resources: (named: string[] = [training.id]) => askRaw(client, graphPath, { token, body: queryOf(named) }),
  getBatch: () =>
    askRaw(
      client,
      `/subscriptions/${training.id}/metrics:getBatch?api-version=2024-02-01&metricnamespace=microsoft.compute/virtualmachines&metricnames=Percentage%20CPU`,
      { token, body: { resourceids: [machineId()] } },
    ),
};
type Speech = keyof typeof calls;
const machineId = () =>
  sandbox.truthOf('azure').resources.find(({ name }) => name === 'tokenizer-001')?.nativeId ?? 'none';

const errorSchema = z.object({ error: z.union([z.string(), z.object({ code: z.string() })]) });
const codeIn = (body: string) => {
  const { error } = errorSchema.parse(JSON.parse(body));
  return typeof error === 'string' ? error : error.code;
};

describe('the fault', () => {
  test.each<[Speech, string]>([
    ['login', 'temporarily_unavailable'],
    ['subscriptions', 'SubscriptionRequestsThrottled'],
    ['resources', 'RateLimiting'],
    ['getBatch', 'TooManyRequests'],
  ])('throttle is worded for %s as %s, with the time to come back', async (speech, code) => {
    strike({ fault: { kind: 'throttle', retryAfterSeconds: 7 }, times: 1 });
    const { status, headers, body } = await calls[speech]();
    expect({ status, code: codeIn(body), retryAfter: headers['retry-after'] }).toEqual({
      status: 429,
      code,
      retryAfter: '7',
    });
    expect((await calls[speech]()).status).toBe(200);
  });

  test.each<[Speech, number, string]>([
    ['login', 401, 'invalid_client'],
    ['subscriptions', 401, 'ExpiredAuthenticationToken'],
    ['resources', 401, 'ExpiredAuthenticationToken'],
    ['getBatch', 401, 'ExpiredAuthenticationToken'],
  ])('expired-credentials is worded for %s as %d %s', async (speech, status, code) => {
    strike({ fault: { kind: 'expired-credentials' } });
    const answer = await calls[speech]();
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code]);
  });

  test.each<[Speech, number, string]>([
    ['login', 400, 'access_denied'],
    ['subscriptions', 403, 'AuthorizationFailed'],
    ['resources', 403, 'AuthorizationFailed'],
    ['getBatch', 403, 'AuthorizationFailed'],
  ])('missing-permission is worded for %s as %d %s', async (speech, status, code) => {
    strike({ fault: { kind: 'missing-permission' } });
    const answer = await calls[speech]();
    expect([answer.status, codeIn(answer.body)]).toEqual([status, code]);
  });

  test.each<Speech>(['login', 'subscriptions', 'resources', 'getBatch'])(
    'server-error breaks %s with its status',
    async (speech) => {
      for (const status of [500, 503] as const) {
        strike({ fault: { kind: 'server-error', status } });
        expect((await calls[speech]()).status).toBe(status);
      }
    },
  );

  test('clock-skew finds a token issued now not valid yet', async () => {
    strike({ fault: { kind: 'clock-skew' } });
    const { status, headers, body } = await calls.resources();
    expect([status, codeIn(body)]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(Date.now() - Date.parse(String(headers.date))).toBeGreaterThan(30 * 60_000);
  });

  test('hang never answers', async () => {
    strike({ fault: { kind: 'hang' } });
    await expect(askRaw(client, graphPath, { token, body: queryOf([training.id]), timeoutMs: 200 })).rejects.toThrow();
  });

  test('garbage and half a page are no JSON, though their status is 200', async () => {
    for (const fault of [{ kind: 'garbage' }, { kind: 'truncated-page' }] as const) {
      strike({ fault });
      const { status, body } = await calls.resources();
      expect(status).toBe(200);
      expect(() => z.json().parse(JSON.parse(body))).toThrow(SyntaxError);
    }
  });

  test('empty-success leaves lists well formed and empty', async () => {
    strike({ fault: { kind: 'empty-success' } });
    expect(JSON.parse((await calls.resources()).body)).toMatchObject({ count: 0, totalRecords: 0, data: [] });
    expect(JSON.parse((await calls.subscriptions()).body)).toMatchObject({ value: [] });
    expect(JSON.parse((await calls.getBatch()).body)).toMatchObject({ values: [{ value: [{ timeseries: [] }] }] });
  });
});

const pageSchema = z.object({ data: z.array(z.object({ id: z.string() })), $skipToken: z.string().optional() });

async function pagesOf(limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let $skipToken: string | undefined;
  do {
    const body = queryOf([training.id], { $top: 40, ...($skipToken === undefined ? {} : { $skipToken }) });
    const page = pageSchema.parse(JSON.parse((await askRaw(client, graphPath, { token, body })).body));
    pages.push(page.data.map(({ id }) => id));
    $skipToken = page.$skipToken;
  } while ($skipToken !== undefined && pages.length < limit);
  return pages;
}

const linkSchema = z.object({
  value: z.array(z.object({ subscriptionId: z.string() })),
  nextLink: z.string().optional(),
});

async function subscriptionPages(limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let path: string | undefined = '/subscriptions?api-version=2022-12-01';
  while (path !== undefined && pages.length < limit) {
    const page = linkSchema.parse(JSON.parse((await askRaw(client, path, { token })).body));
    pages.push(page.value.map(({ subscriptionId }) => subscriptionId));
    path = page.nextLink?.replace(client.endpoint, '');
  }
  return pages;
}

describe.each([
  ['Resource Graph', pagesOf],
  ['the list of subscriptions', subscriptionPages],
])('the paging of %s', (_, read) => {
  test('comes to an end, each thing once', async () => {
    const pages = await read(20);
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  test('serves pages twice under duplicate-page, and then goes on to the end', async () => {
    const honest = await read(20);
    strike({ fault: { kind: 'duplicate-page' } });
    expect(await read(20)).toEqual(honest.flatMap((page) => [page, page]));
  });

  test('never ends under token-loop', async () => {
    strike({ fault: { kind: 'token-loop' } });
    const pages = await read(9);
    expect(pages).toHaveLength(9);
    expect(new Set(pages.map((page) => page.join())).size).toBe(1);
  });
});

describe('a fault aimed at one subscription', () => {
  test('strikes every query that covers it, also beside others, and no other', async () => {
    strike({ fault: { kind: 'missing-permission' }, where: { account: serving.id } });
    expect((await calls.resources([training.id])).status).toBe(200);
    expect((await calls.resources([training.id, serving.id])).status).toBe(403);
    expect((await calls.resources([])).status).toBe(403);
    expect(sandbox.faults.state().azure).toMatchObject([{ matched: 2, struck: 2 }]);
  });

  test('counts a query over several subscriptions once', async () => {
    strike({ fault: { kind: 'throttle' }, after: 1 });
    expect((await calls.resources([training.id, serving.id])).status).toBe(200);
    expect((await calls.resources([training.id, serving.id])).status).toBe(429);
  });

  test('knows the region of a batch of metrics by its resources', async () => {
    strike({ fault: { kind: 'throttle' }, where: { region: 'eastus', service: 'metrics', operation: 'getBatch' } });
    expect((await calls.getBatch()).status).toBe(429);
    expect((await calls.resources()).status).toBe(200);
  });
});
