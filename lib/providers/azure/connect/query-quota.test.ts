import { describe, expect, it, vi } from 'vitest';
import { QueryQuota, readQuota } from './query-quota';

const never = new AbortController().signal;
const headers = (remaining: number, resetsAfter = '00:00:05') => ({
  'x-ms-user-quota-remaining': String(remaining),
  'x-ms-user-quota-resets-after': resetsAfter,
});
const soon = () => new Promise((resolve) => setTimeout(resolve, 120));

describe('the quota of queries', () => {
  it('reads what answers say of it', () => {
    expect(readQuota(headers(10, '00:00:03'))).toEqual({ remaining: 10, resetsAfterMs: 3000 });
    expect(readQuota(headers(0, '01:02:03.5'))).toEqual({ remaining: 0, resetsAfterMs: 3_723_500 });
    expect(readQuota({})).toBeNull();
    expect(readQuota({ ...headers(1), 'x-ms-user-quota-resets-after': 'soon' })).toBeNull();
  });

  it('sends one query to learn how many may follow, and then no more than those', async () => {
    let nowMs = 0;
    const quota = new QueryQuota(() => nowMs);
    const first = await quota.take(never);
    let taken = 0;
    const waiting = Array.from({ length: 5 }, () => quota.take(never).then(() => (taken += 1)));
    await soon();
    expect(taken).toBe(0);
    first(headers(3));
    await soon();
    expect(taken).toBe(3);
    nowMs = 5001;
    await Promise.all(waiting);
    expect(taken).toBe(5);
  });

  it('counts queries that are under way against what an answer says is left', async () => {
    const quota = new QueryQuota(() => 0);
    (await quota.take(never))(headers(2));
    const second = await quota.take(never);
    await quota.take(never);
    second(headers(1));
    let taken = false;
    const stop = new AbortController();
    const third = quota.take(stop.signal).then(() => (taken = true));
    await soon();
    expect(taken).toBe(false);
    stop.abort(new Error('enough'));
    await expect(third).rejects.toThrow('enough');
  });

  it('keeps to the published number where answers say nothing', async () => {
    let nowMs = 0;
    const quota = new QueryQuota(() => nowMs);
    (await quota.take(never))({});
    let taken = 1;
    const waiting = Array.from({ length: 20 }, () =>
      quota.take(never).then((end) => {
        taken += 1;
        end({});
      }),
    );
    await soon();
    expect(taken).toBe(15);
    nowMs = 5001;
    await Promise.all(waiting);
  });

  it('lets the others go on when one is aborted while it waits', async () => {
    let nowMs = 0;
    const quota = new QueryQuota(() => nowMs);
    await quota.take(never);
    const stop = new AbortController();
    const aborted = quota.take(stop.signal);
    const other = quota.take(never);
    stop.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    nowMs = 6000;
    await other;
  });

  it('waits as time goes by, not by the time of day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    try {
      const quota = new QueryQuota();
      (await quota.take(never))(headers(0, '00:00:00.2'));
      await quota.take(never);
      expect(Date.now()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
