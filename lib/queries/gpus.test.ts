import { focusManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gpuSourceSamplesQuery } from './gpus';
import { makeQueryClient } from './make-query-client';

const series = { metric: 'hw.power' as const, definition: 'power', connection: 'one', attribute: [] };
const of = { nodeId: 'node', slot: 0, series, span: 'now-1h' as const };
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  fetched.mockReset();
  fetched.mockImplementation(async () => new Response('{}', { status: 503 }));
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  focusManager.setFocused(undefined);
});

describe('samples of the source', () => {
  it('are not asked for before somebody does', async () => {
    const observer = new QueryObserver(makeQueryClient(), gpuSourceSamplesQuery(of, null));
    const stop = observer.subscribe(() => undefined);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([fetched.mock.calls.length, observer.getCurrentResult().isFetching]).toEqual([0, false]);
    stop();
  });

  it('are asked for once, however it ends, and again where somebody asks again', async () => {
    const client = makeQueryClient();
    client.mount();
    const observer = new QueryObserver(client, gpuSourceSamplesQuery(of, '2026-11-12T08:00:00.000Z'));
    const stop = observer.subscribe(() => undefined);
    await expect.poll(() => observer.getCurrentResult().status).toBe('error');
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(fetched).toHaveBeenCalledTimes(1);
    observer.setOptions(gpuSourceSamplesQuery(of, '2026-11-12T08:01:00.000Z'));
    await expect.poll(() => fetched.mock.calls.length).toBe(2);
    stop();
    client.unmount();
  });
});
