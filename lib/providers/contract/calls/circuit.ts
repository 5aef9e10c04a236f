import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import type { ProviderCall } from '../provider-calls';
import { ProviderError } from '../provider-error';
import type { CallLimits } from './call-limits';

/** Stops calling a bucket that keeps failing in ways that waiting may cure, and says so with the fault that opened it. */
export class Circuit {
  readonly #policy: CircuitBreakerPolicy;
  readonly #openMs: number;
  #lastFault: ProviderError | null = null;

  constructor({ circuitFailures, circuitOpenMs }: CallLimits) {
    this.#openMs = circuitOpenMs;
    this.#policy = circuitBreaker(
      handleWhen((error) => error instanceof ProviderError && error.isRetryable),
      { halfOpenAfter: circuitOpenMs, breaker: new ConsecutiveBreaker(circuitFailures) },
    );
  }

  /** `attempt` throws only `ProviderError`s, or the session's abort reason. */
  async run<T>(call: ProviderCall, attempt: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(attempt);
    } catch (error) {
      if (isBrokenCircuitError(error)) throw notCalled(call, this.#lastFault, this.#openMs);
      if (error instanceof ProviderError && error.isRetryable) this.#lastFault = error;
      throw error;
    }
  }
}

/** A call that was not made, because calls like it keep failing or the provider asked to be left alone. */
export class NotCalled extends ProviderError {}

/** `cause` is the fault that made us stop; `waitMs` how long until calls are let through again. */
export function notCalled({ operation, place }: ProviderCall, cause: ProviderError | null, waitMs: number): NotCalled {
  const where = place === undefined ? '' : ` in ${place}`;
  const why =
    cause?.kind === 'rate-limited' ? 'the provider is throttling calls like it' : 'calls like it kept failing';
  return new NotCalled({
    kind: cause?.kind ?? 'unavailable',
    code: cause?.code,
    operation,
    message: `${operation}${where} was not called because ${why}; it is left alone for ${Math.ceil(waitMs / 1000)} s.`,
    remedy: cause?.remedy ?? 'Wait for the next collection.',
    retryAfterMs: waitMs,
    cause,
  });
}
