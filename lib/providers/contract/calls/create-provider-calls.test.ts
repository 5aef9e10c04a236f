import { afterEach, describe, expect, it } from 'vitest';
import { ReceiveBudget } from '../egress/receive-budget';
import type { ProviderCall } from '../provider-calls';
import { ProviderError } from '../provider-error';
import type { CallLimits } from './call-limits';
import { createProviderCalls } from './create-provider-calls';

const quick: Partial<CallLimits> = {
  ratePerSecond: 10_000,
  concurrency: 50,
  backoffBaseMs: 1,
  backoffMaxMs: 2,
  attemptTimeoutMs: 50,
};

const call: ProviderCall = { operation: 'ec2:DescribeVpcs', bucket: 'a/b/ec2', priceMicroUsd: 5, place: 'b of a' };

class Refused extends Error {
  constructor(
    readonly kind: ProviderError['kind'],
    readonly retryAfterMs?: number,
  ) {
    super('refused');
  }
}

let controller = new AbortController();
afterEach(() => {
  controller.abort();
  controller = new AbortController();
});

function open(limits: Partial<CallLimits> = {}, now: () => Date = () => new Date(), received = new ReceiveBudget()) {
  return createProviderCalls({
    received,
    toProviderError: (error, { operation }) => {
      if (!(error instanceof Refused))
        return new ProviderError({ kind: 'response-unexpected', operation, message: 'Odd.' });
      return new ProviderError({ kind: error.kind, operation, message: 'Refused.', retryAfterMs: error.retryAfterMs });
    },
    limits: { ...quick, ...limits },
    signal: controller.signal,
    now,
  });
}

const fail = (kind: ProviderError['kind'], retryAfterMs?: number) => async (): Promise<never> => {
  throw new Refused(kind, retryAfterMs);
};

describe('provider calls', () => {
  it('return what the attempt gives, and count it with its price', async () => {
    const calls = open();
    expect(await calls.run(call, async () => 7)).toBe(7);
    expect(calls.counts()).toEqual([{ operation: call.operation, attempts: 1, failures: 0, costMicroUsd: 5 }]);
  });

  it('end when more came in than a session may receive, however the answer was wrapped', async () => {
    const received = new ReceiveBudget(10);
    const calls = open({}, undefined, received);
    expect(await calls.run(call, async () => received.receive(10))).toBeNull();
    const overflow = async () => {
      throw new Error('wrapped', { cause: received.receive(1) });
    };
    const fault = { kind: 'response-unexpected', code: 'ReceivedTooMuch', isRetryable: false };
    await expect(calls.run(call, overflow)).rejects.toMatchObject(fault);
    await expect(calls.run({ ...call, bucket: 'other' }, async () => 'well')).rejects.toMatchObject(fault);
    expect(calls.counts()[0]).toMatchObject({ attempts: 2, failures: 1 });
  });

  it('round the sum of fractional prices up, not each', async () => {
    const calls = open();
    for (let made = 0; made < 3; made += 1) await calls.run({ ...call, priceMicroUsd: 0.4 }, async () => null);
    expect(calls.counts()[0]?.costMicroUsd).toBe(2);
  });

  it('retry what may pass, and no more often than they may', async () => {
    const calls = open();
    let attempts = 0;
    const flaky = async () => {
      attempts += 1;
      if (attempts < 3) throw new Refused('unavailable');
      return 'well';
    };
    expect(await calls.run(call, flaky)).toBe('well');
    await expect(calls.run({ ...call, bucket: 'other' }, fail('unavailable'))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(calls.counts()[0]).toMatchObject({ attempts: 3 + 4, failures: 2 + 4 });
  });

  it.each([
    'permission-missing',
    'credentials-rejected',
    'response-unexpected',
    'capability-unsupported',
    'outcome-unknown',
  ] as const)('never retry %s', async (kind) => {
    const calls = open();
    await expect(calls.run(call, fail(kind))).rejects.toMatchObject({ kind });
    expect(calls.counts()[0]?.attempts).toBe(1);
  });

  it('cut off an attempt that hangs, even one that ignores its signal', async () => {
    const calls = open({ maxAttempts: 1 });
    await expect(calls.run(call, () => new Promise(() => {}))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'TimedOut',
    });
    let signalled = false;
    const listening = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          signalled = true;
          reject(signal.reason);
        });
      });
    await expect(calls.run(call, listening)).rejects.toMatchObject({ code: 'TimedOut' });
    expect(signalled).toBe(true);
  });

  it('wait as long as the provider asks, with all calls of the bucket', async () => {
    const calls = open();
    const startedAt = performance.now();
    const times: number[] = [];
    let refused = false;
    const once = async () => {
      times.push(performance.now() - startedAt);
      if (refused) return 'well';
      refused = true;
      throw new Refused('rate-limited', 150);
    };
    const first = calls.run(call, once);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all([first, calls.run(call, once), calls.run(call, once)]);
    expect(times.slice(1).every((time) => time >= 140)).toBe(true);
  });

  it('do not wait for longer than the cap, leave the bucket alone and say until when', async () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const calls = open({}, () => now);
    await expect(calls.run(call, fail('rate-limited', 3_600_000))).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    await expect(calls.run(call, async () => 'well')).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(await calls.run({ ...call, bucket: 'other' }, async () => 'well')).toBe('well');
    expect(calls.counts()[0]?.attempts).toBe(2);
    expect(calls.notBefore()).toEqual(new Date('2026-11-21T13:00:00Z'));
  });

  it('call the bucket again after that moment, and honour the next one', async () => {
    let now = new Date('2026-11-21T12:00:00Z');
    const calls = open({}, () => now);
    await calls.run(call, fail('rate-limited', 120_000)).catch(() => {});
    now = new Date('2026-11-21T12:03:00Z');
    await calls.run(call, fail('rate-limited', 120_000)).catch(() => {});
    await expect(calls.run(call, async () => 'well')).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(calls.counts()[0]?.attempts).toBe(2);
    expect(calls.notBefore()).toEqual(new Date('2026-11-21T12:05:00Z'));
  });

  it('know of no such moment before', () => {
    expect(open().notBefore()).toBeNull();
  });

  it.each([
    ['one bucket', () => 'a/b/ec2'],
    ['many buckets', (index: number) => `a/${index}/ec2`],
  ])('make no more than 1.2 attempts a call under constant throttling of %s', async (_, bucketOf) => {
    const calls = open();
    const made = Array.from({ length: 200 }, (_, index) =>
      calls.run({ ...call, bucket: bucketOf(index) }, fail('rate-limited')).catch((error: unknown) => error),
    );
    const outcomes = await Promise.all(made);
    expect(outcomes.every((outcome) => outcome instanceof ProviderError && outcome.kind === 'rate-limited')).toBe(true);
    expect(calls.counts()[0]?.attempts).toBeLessThanOrEqual(240);
  });

  it('stop calling a bucket that keeps failing, and try again later', async () => {
    const calls = open({ maxAttempts: 1, circuitFailures: 3, circuitOpenMs: 100 });
    for (let made = 0; made < 3; made += 1) await calls.run(call, fail('unavailable')).catch(() => {});
    let called = false;
    const well = async () => {
      called = true;
      return 'well';
    };
    await expect(calls.run(call, well)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(called).toBe(false);
    expect(await calls.run({ ...call, bucket: 'other' }, well)).toBe('well');
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await calls.run(call, well)).toBe('well');
  });

  it('keep the circuits of what fails by itself apart', async () => {
    const calls = open({ maxAttempts: 1, circuitFailures: 2 });
    const failing = { ...call, circuit: 'one' };
    for (let made = 0; made < 3; made += 1) await calls.run(failing, fail('unavailable')).catch(() => null);
    expect(calls.counts()[0]?.attempts).toBe(2);
    expect(await calls.run({ ...call, circuit: 'other' }, async () => 7)).toBe(7);
  });

  it('do not take a denied permission for a failing service', async () => {
    const calls = open({ circuitFailures: 2 });
    for (let made = 0; made < 5; made += 1) await calls.run(call, fail('permission-missing')).catch(() => {});
    expect(await calls.run(call, async () => 'well')).toBe('well');
  });

  it('keep to the rate of their bucket', async () => {
    const calls = open({ ratePerSecond: 100 });
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 11 }, () => calls.run(call, async () => null)));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('throw the reason when aborted: before, during and while waiting', async () => {
    const calls = open({ ratePerSecond: 1 });
    const reason = new Error('lease lost');
    const hanging = calls.run(call, () => new Promise(() => {}));
    const queued = calls.run(call, async () => null);
    const waiting = calls.run({ ...call, bucket: 'c' }, fail('rate-limited', 30_000));
    setTimeout(() => controller.abort(reason), 10);
    const outcomes = await Promise.allSettled([hanging, queued, waiting]);
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason })));
    await expect(calls.run(call, async () => null)).rejects.toBe(reason);
  });
});
