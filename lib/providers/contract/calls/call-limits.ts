/** How calls to a provider are limited, retried and given up. Durations in milliseconds. */
export interface CallLimits {
  /** Attempts a second in one bucket, retries included. */
  ratePerSecond: number;
  /** Attempts at a time in one bucket. */
  concurrency: number;
  /** One attempt, from sending to the last byte of the answer. */
  attemptTimeoutMs: number;
  /** Attempts of one call, the first included. */
  maxAttempts: number;
  /** The first backoff is drawn from 0 to this, each next one from 0 to twice as much. */
  backoffBaseMs: number;
  backoffMaxMs: number;
  /** A provider that asks for a longer wait than this is not waited for. */
  retryAfterCapMs: number;
  /** Retries all calls together may make before any has been earned. */
  retryReserve: number;
  /** Retries earned by each call. */
  retryRatio: number;
  /** Retryable failures in a row that open a bucket's circuit. */
  circuitFailures: number;
  /** How long an open circuit refuses calls before it lets one try. */
  circuitOpenMs: number;
}

/** With these, the attempts of a read of 100 calls or more never exceed 1.2 times its calls. */
export const defaultCallLimits: CallLimits = {
  ratePerSecond: 10,
  concurrency: 4,
  attemptTimeoutMs: 30_000,
  maxAttempts: 4,
  backoffBaseMs: 250,
  backoffMaxMs: 10_000,
  retryAfterCapMs: 60_000,
  retryReserve: 10,
  retryRatio: 0.1,
  circuitFailures: 5,
  circuitOpenMs: 30_000,
};
