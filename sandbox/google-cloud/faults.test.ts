import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../faults/fault';
import { projects } from '../world/google-cloud/geography';
import { errorOf, faultOf, now, search, TestFace } from './test-face';

let google: TestFace;
beforeAll(async () => {
  google = await TestFace.create();
});
beforeEach(() => google.calm());

describe('the token endpoint', () => {
  const late = Math.floor(now.getTime() / 1000) - 7200;
  test.each<[string, Record<string, unknown>, string]>([
    ['out of time', { iat: late, exp: late + 3600 }, 'short-lived token'],
    ['good for too long', { exp: Math.floor(now.getTime() / 1000) + 7200 }, 'short-lived token'],
    ['of the future', { iat: late + 14_400, exp: late + 18_000 }, 'short-lived token'],
    ['of somebody else', { iss: 'nobody@example.iam.gserviceaccount.com' }, 'account not found'],
    ['for another', { aud: 'https://example.com' }, 'audience'],
  ])('refuses a grant %s', async (_, claims, description) => {
    const answer = await google.post('/token', google.assertion(claims));
    expect(answer).toMatchObject({ error: 'invalid_grant', error_description: expect.stringContaining(description) });
  });

  test('refuses a grant that was altered', async () => {
    const grant = google.assertion();
    const [header, , signature] = (grant.assertion ?? '').split('.');
    const claims = (google.assertion({ scope: 'more' }).assertion ?? '').split('.')[1];
    const answer = await google.post('/token', { ...grant, assertion: [header, claims, signature].join('.') });
    expect(answer).toEqual({ error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
  });

  test('gives tokens that end after an hour', async () => {
    google.realNow = new Date(now.getTime() + 3_600_000);
    expect(errorOf(await google.ask(search('')))).toMatchObject({
      code: 401,
      status: 'UNAUTHENTICATED',
      details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }],
    });
  });

  test.each<[FaultKind, number, string]>([
    ['throttle', 429, 'rate_limit_exceeded'],
    ['server-error', 500, 'internal_failure'],
    ['expired-credentials', 400, 'invalid_grant'],
    ['missing-permission', 401, 'unauthorized_client'],
    ['clock-skew', 400, 'invalid_grant'],
  ])('words %s as OAuth does', async (kind, status, error) => {
    google.strike({ fault: faultOf(kind), where: { service: 'oauth2' } });
    const response = await google.ask('/token', {
      method: 'POST',
      body: new URLSearchParams(google.assertion()).toString(),
    });
    expect(response.status).toBe(status);
    expect(errorOf(response)).toBe(error);
  });
});

describe('the fault', () => {
  test.each<[FaultKind, number, string, string]>([
    ['throttle', 429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'],
    ['expired-credentials', 401, 'UNAUTHENTICATED', 'ACCESS_TOKEN_EXPIRED'],
    ['missing-permission', 403, 'PERMISSION_DENIED', 'IAM_PERMISSION_DENIED'],
  ])('%s is worded as Google does', async (kind, code, status, reason) => {
    google.strike({ fault: faultOf(kind), where: { account: projects.training.id } });
    expect(errorOf(await google.ask(search('', `projects/${projects.training.id}`)))).toMatchObject({
      code,
      status,
      details: [{ reason }],
    });
    expect((await google.ask(search('', `projects/${projects.serving.id}`))).status).toBe(200);
  });

  test('throttle says when to come back, if told to', async () => {
    google.strike({ fault: { kind: 'throttle', retryAfterSeconds: 4 } });
    expect((await google.ask(search(''))).headers['retry-after']).toBe('4');
  });

  test.each([
    [500, 'INTERNAL'],
    [503, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
  ] as const)('server-error %i is %s', async (status, word) => {
    google.strike({ fault: { kind: 'server-error', status } });
    expect(errorOf(await google.ask(search('')))).toMatchObject({ code: status, status: word });
  });

  test('server-error 502 is a page of what stands before the servers', async () => {
    google.strike({ fault: { kind: 'server-error', status: 502 } });
    expect((await google.ask(search(''))).headers['content-type']).toContain('text/html');
  });

  test('duplicate-page serves each page twice', async () => {
    google.strike({ fault: { kind: 'duplicate-page' } });
    const pages = await google.pagesOf('assetTypes=compute.googleapis.com/VpnTunnel&pageSize=10');
    expect(pages).toHaveLength(4);
    expect(pages[0]).toEqual(pages[1]);
    expect(pages[2]).toEqual(pages[3]);
  });

  test('token-loop never leaves the first page', async () => {
    google.strike({ fault: { kind: 'token-loop' } });
    const pages = await google.pagesOf('assetTypes=compute.googleapis.com/VpnTunnel&pageSize=10', 5);
    expect(pages).toHaveLength(5);
    expect(new Set(pages.map((page) => page.join())).size).toBe(1);
  });

  test('empty-success finds nothing', async () => {
    google.strike({ fault: { kind: 'empty-success' } });
    expect(await google.read(search(''))).toEqual({});
  });
});
