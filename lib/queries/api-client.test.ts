import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { readApi, sendApi, toApiUrl, writeApi } from './api-client';
import { ApiProblem } from './api-problem';

const contract = async () => z.object({ name: z.string() });

function answer(body: string, init: ResponseInit = {}) {
  const fetched = vi.fn(async (_url: string, _init?: RequestInit) => new Response(body, init));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

async function problemOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const fault = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(fault instanceof ApiProblem)) throw new Error('expected an ApiProblem');
  return fault;
}

afterEach(() => vi.unstubAllGlobals());

describe('the address of a resource', () => {
  test('repeats the key of a list and leaves out what is not set', () => {
    expect(toApiUrl('/inventory', { kind: ['volume', 'bucket'], q: undefined, cursor: null, limit: 50 })).toBe(
      '/api/v1/inventory?kind=volume&kind=bucket&limit=50',
    );
  });

  test('keeps an empty value, which stands for none', () => {
    expect(toApiUrl('/inventory', { owner: [''] })).toBe('/api/v1/inventory?owner=');
  });
});

describe('a read', () => {
  test('returns what the contract names and nothing else', async () => {
    answer('{"name":"a","more":1}');
    expect(await readApi('/thing', contract)).toEqual({ name: 'a' });
  });

  test('tells a refusal with its sentence, its reference and its field faults', async () => {
    answer(
      JSON.stringify({
        type: 'about:blank',
        title: 'Not allowed',
        status: 403,
        detail: 'This needs cost:read.',
        requestId: 'r-1',
        errors: [{ path: 'name', message: 'Too long' }],
      }),
      { status: 403 },
    );
    const problem = await problemOf(readApi('/thing', contract));
    expect(problem).toMatchObject({
      kind: 'refused',
      status: 403,
      message: 'This needs cost:read.',
      requestId: 'r-1',
      errors: [{ path: 'name', message: 'Too long' }],
      isDenied: true,
      isPassing: false,
    });
  });

  test('is unexpected when the answer is not JSON or breaks the contract', async () => {
    answer('<html>');
    expect(await problemOf(readApi('/thing', contract))).toMatchObject({ kind: 'unexpected', status: 200 });
    answer('{"name":1}');
    expect(await problemOf(readApi('/thing', contract))).toMatchObject({ kind: 'unexpected', status: 200 });
  });

  test('keeps the reference of a failure that is not told as a problem', async () => {
    answer('Bad gateway', { status: 502, headers: { 'x-request-id': 'r-2' } });
    expect(await problemOf(readApi('/thing', contract))).toMatchObject({
      status: 502,
      requestId: 'r-2',
      isPassing: true,
    });
  });

  test('is unreachable when no answer comes, and passes an abort through as it is', async () => {
    const fault = new TypeError('fetch failed');
    vi.stubGlobal('fetch', async () => Promise.reject(fault));
    expect(await problemOf(readApi('/thing', contract))).toMatchObject({ kind: 'unreachable', isPassing: true });
    const aborted = AbortSignal.abort();
    await expect(readApi('/thing', contract, { signal: aborted })).rejects.toBe(fault);
  });
});

test('a mutation is sent as JSON, and one without a body without a content type', async () => {
  const fetched = answer('{"name":"a"}');
  await writeApi('/thing', contract, { method: 'POST', body: { name: 'a' }, idempotencyKey: 'k' });
  await sendApi('/thing', { method: 'DELETE' });
  const [created, deleted] = fetched.mock.calls.map(([, init]) => init);
  expect(created).toMatchObject({
    method: 'POST',
    body: '{"name":"a"}',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
  });
  expect(deleted?.headers).not.toHaveProperty('content-type');
});
