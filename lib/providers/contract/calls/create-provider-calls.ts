import Bottleneck from 'bottleneck';
import type { ReceiveBudget } from '../egress/receive-budget';
import { toTransportFault } from '../egress/to-transport-fault';
import type { ProviderCall, ProviderCalls } from '../provider-calls';
import { ProviderError } from '../provider-error';
import { attemptWithin } from './attempt-within';
import { type CallLimits, defaultCallLimits } from './call-limits';
import { CallMeter } from './call-meter';
import { Circuit, NotCalled, notCalled } from './circuit';
import { RetryBudget } from './retry-budget';
import { sleep } from './sleep';

/** How a provider's calls are made and its errors read. */
export interface CallRules {
  /** Classifies whatever an attempt threw, by code, status or type. */
  toProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError;
  /** Rates of single buckets, where they differ from the limits'. */
  ratesOf?(bucket: string): Partial<Pick<CallLimits, 'ratePerSecond' | 'concurrency'>>;
  limits?: Partial<CallLimits>;
}

export interface ProviderCallsOptions extends CallRules {
  /** What the answers may hold together; once they hold more, no call is made. */
  received: ReceiveBudget;
  signal: AbortSignal;
  now: () => Date;
  /** From 0 up to 1, for jitter. */
  random?: () => number;
}

interface Bucket {
  limiter: Bottleneck;
  /** By what fails by itself within the bucket. */
  circuits: Map<string, Circuit>;
  /** Milliseconds since the epoch; attempts wait for it. */
  pausedUntilMs: number;
  /** Set when the provider asked for a wait too long to sit out: calls are refused until then. */
  refused: { untilMs: number; fault: ProviderError } | null;
}

export function createProviderCalls(options: ProviderCallsOptions): ProviderCalls {
  const { toProviderError, ratesOf, received, signal, now, random = Math.random } = options;
  const limits: CallLimits = { ...defaultCallLimits, ...options.limits };
  const meter = new CallMeter();
  const budget = new RetryBudget(limits.retryReserve, limits.retryRatio);
  const buckets = new Map<string, Bucket>();
  let notBeforeMs: number | null = null;
  const dropWaiting = () => {
    for (const { limiter } of buckets.values()) void limiter.stop({ dropWaitingJobs: true });
  };
  signal.addEventListener('abort', dropWaiting, { once: true });

  const bucketOf = (name: string): Bucket => {
    const known = buckets.get(name);
    if (known) return known;
    const { ratePerSecond, concurrency } = { ...limits, ...ratesOf?.(name) };
    const limiter = new Bottleneck({ minTime: 1000 / ratePerSecond, maxConcurrent: concurrency });
    const bucket: Bucket = { limiter, circuits: new Map(), pausedUntilMs: 0, refused: null };
    buckets.set(name, bucket);
    return bucket;
  };

  const circuitOf = ({ circuits }: Bucket, { circuit: name = '' }: ProviderCall): Circuit => {
    const known = circuits.get(name);
    if (known) return known;
    const circuit = new Circuit(limits);
    circuits.set(name, circuit);
    return circuit;
  };

  const classify = (error: unknown, call: ProviderCall): ProviderError =>
    // Asked first: what cut an answer off comes wrapped by whoever was reading it.
    (received.isExceeded ? received.toFault(call) : toTransportFault(error, call)) ??
    (error instanceof ProviderError ? error : toProviderError(error, call, now()));

  const attemptOnce = <T>(call: ProviderCall, bucket: Bucket, attempt: (signal: AbortSignal) => Promise<T>) =>
    bucket.limiter.schedule(async () => {
      if (received.isExceeded) throw received.toFault(call);
      const pauseMs = bucket.pausedUntilMs - now().getTime();
      if (pauseMs > 0) await sleep(pauseMs, signal);
      const refusedMs = bucket.refused === null ? 0 : bucket.refused.untilMs - now().getTime();
      if (bucket.refused !== null && refusedMs > 0) throw notCalled(call, bucket.refused.fault, refusedMs);
      return circuitOf(bucket, call).run(call, async () => {
        meter.countAttempt(call);
        try {
          return await attemptWithin(call, limits.attemptTimeoutMs, signal, attempt);
        } catch (error) {
          signal.throwIfAborted();
          meter.countFailure(call);
          throw classify(error, call);
        }
      });
    });

  /** How long to wait before the next attempt, in milliseconds; null when there must be none. */
  const toRetryDelay = (fault: ProviderError, attempts: number, bucket: Bucket): number | null => {
    if (!fault.isRetryable || fault instanceof NotCalled) return null;
    const askedMs = fault.retryAfterMs;
    if (askedMs !== undefined && askedMs > limits.retryAfterCapMs) {
      const untilMs = now().getTime() + askedMs;
      notBeforeMs = notBeforeMs === null ? untilMs : Math.max(notBeforeMs, untilMs);
      bucket.refused = { untilMs, fault };
      return null;
    }
    if (attempts >= limits.maxAttempts || !budget.spend()) return null;
    if (askedMs !== undefined) bucket.pausedUntilMs = Math.max(bucket.pausedUntilMs, now().getTime() + askedMs);
    const backoffMs = Math.min(limits.backoffMaxMs, limits.backoffBaseMs * 2 ** (attempts - 1));
    const jitteredMs = random() * backoffMs;
    return askedMs === undefined ? jitteredMs : askedMs + jitteredMs;
  };

  return {
    async run(call, attempt) {
      const bucket = bucketOf(call.bucket);
      budget.earn();
      for (let attempts = 1; ; attempts += 1) {
        signal.throwIfAborted();
        if (received.isExceeded) throw received.toFault(call);
        try {
          return await attemptOnce(call, bucket, attempt);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof ProviderError)) throw error;
          const delayMs = toRetryDelay(error, attempts, bucket);
          if (delayMs === null) throw error;
          await sleep(delayMs, signal);
        }
      }
    },
    counts: () => meter.counts(),
    notBefore: () => (notBeforeMs === null ? null : new Date(notBeforeMs)),
  };
}
