import type { CallCount, ProviderCall } from '../provider-calls';

/** Counts attempts, failures and their price by operation. A price may be a fraction; sums are rounded up when asked for. */
export class CallMeter {
  readonly #counts = new Map<string, CallCount>();

  countAttempt(call: ProviderCall): void {
    const count = this.#of(call);
    count.attempts += 1;
    count.costMicroUsd += call.priceMicroUsd;
  }

  countFailure(call: ProviderCall): void {
    this.#of(call).failures += 1;
  }

  /** A copy, ordered by operation. */
  counts(): CallCount[] {
    return [...this.#counts.values()]
      .map((count) => ({ ...count, costMicroUsd: Math.ceil(count.costMicroUsd) }))
      .sort((a, b) => (a.operation < b.operation ? -1 : 1));
  }

  #of({ operation }: ProviderCall): CallCount {
    const known = this.#counts.get(operation);
    if (known) return known;
    const count = { operation, attempts: 0, failures: 0, costMicroUsd: 0 };
    this.#counts.set(operation, count);
    return count;
  }
}
