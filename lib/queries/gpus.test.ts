import { environmentManager, focusManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { gpuHistoryQuery, gpuSourceSamplesQuery } from './gpus';
import type { GpuSpan } from './gpus-url';
import { problemSchema } from './lazy-contracts';
import { makeQueryClient } from './make-query-client';

const series = { metric: 'hw.power' as const, definition: 'power', connection: 'one', attribute: [] };
const of = { path: '/gpus/nodes/node/devices/0', series, span: 'now-1h' as const };
const fetched = vi.fn<typeof fetch>();

beforeAll(async () => {
  // As in a browser: without a window nothing is asked for again.
  environmentManager.setIsServer(() => false);
  // Fake clocks do not wait for a file to be read.
  await problemSchema();
});
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

describe('a device over time', () => {
  const now = new Date('2026-11-12T12:00:00.000Z');
  const history = { at: '', startsAt: [], stepMs: 60_000, series: [], events: [], xidMeasured: false, gaps: [] };

  /** How often a span is asked for again within ten minutes, while the page is looked at and comes to the front once. */
  async function countAsked(span: GpuSpan, isAnswered: boolean) {
    vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    const client = makeQueryClient();
    client.mount();
    const query = gpuHistoryQuery('node', 0, span);
    if (isAnswered) client.setQueryData<unknown>(query.queryKey, history);
    const stop = new QueryObserver(client, query).subscribe(() => undefined);
    const before = fetched.mock.calls.length;
    await vi.advanceTimersByTimeAsync(30_000);
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await vi.advanceTimersByTimeAsync(600_000);
    stop();
    client.unmount();
    vi.useRealTimers();
    return fetched.mock.calls.length - before;
  }

  it('is asked for again while something may still be measured in it', async () => {
    expect(await countAsked('now-1h', true)).toBeGreaterThan(5);
    expect(
      await countAsked({ from: '2026-11-12T10:00:00.000Z', to: '2026-11-12T11:30:00.000Z' }, true),
    ).toBeGreaterThan(5);
  });

  it('is not asked for again once it is well past, but where nothing came yet', async () => {
    const past = { from: '2026-11-11T10:00:00.000Z', to: '2026-11-12T09:00:00.000Z' };
    expect(await countAsked(past, true)).toBe(0);
    expect(await countAsked(past, false)).toBeGreaterThan(1);
  });
});
