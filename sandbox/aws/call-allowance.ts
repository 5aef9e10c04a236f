interface Allowance {
  /** Calls that may come at once. */
  burst: number;
  perSecond: number;
}

/**
 * What an account may ask in a region, by signing name, or by that and operation where each has its own, as AWS
 * publishes it: EC2 for calls that change nothing.
 */
const published: ReadonlyMap<string, Allowance> = new Map([
  ['ec2', { burst: 100, perSecond: 20 }],
  ['lambda', { burst: 15, perSecond: 15 }],
  ['monitoring:GetMetricData', { burst: 50, perSecond: 50 }],
  ['monitoring:ListMetrics', { burst: 25, perSecond: 25 }],
]);

/** Counts the calls of each account and region against what AWS publishes. Services without a number allow any. */
export class CallAllowance {
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  /** Whether one more call is allowed now; counts it when it is. */
  take(asked: { service: string; operation: string }, account: string, region: string, now: Date): boolean {
    const own = `${asked.service}:${asked.operation}`;
    const name = published.has(own) ? own : asked.service;
    const allowance = published.get(name);
    if (allowance === undefined) return true;
    const key = `${name} ${account} ${region}`;
    const atMs = now.getTime();
    const before = this.#buckets.get(key) ?? { left: allowance.burst, atMs };
    const refilled = before.left + ((atMs - before.atMs) / 1_000) * allowance.perSecond;
    const left = Math.min(allowance.burst, refilled);
    const isAllowed = left >= 1;
    this.#buckets.set(key, { left: isAllowed ? left - 1 : left, atMs });
    return isAllowed;
  }
}
