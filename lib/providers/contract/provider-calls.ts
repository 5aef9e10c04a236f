/** One kind of call to a provider's API, for limiting, breaking and metering. */
export interface ProviderCall {
  /** `service:Operation`, e.g. `ec2:DescribeInstances`. */
  operation: string;
  /** What shares one rate limit and one circuit at the provider, e.g. `111122223333/us-east-1/ec2`. */
  bucket: string;
  /**
   * What fails by itself within the bucket, e.g. one project under a quota that all projects share: it has a circuit of
   * its own, so that its failures stop no other's calls. Absent: the whole bucket has one circuit.
   */
  circuit?: string;
  /** What one attempt costs in millionths of a US dollar, fractions included; 0 for a call known to be free. */
  priceMicroUsd: number;
  /** Where the call goes, in words for messages, e.g. `us-east-1 of 111122223333`. */
  place?: string;
}

export interface CallCount {
  operation: string;
  /** Attempts made, retries included. */
  attempts: number;
  failures: number;
  /** Whole millionths of a US dollar, rounded up. */
  costMicroUsd: number;
}

/** Runs calls under the rate limit, retries (full jitter, honouring Retry-After) and circuit of their bucket, and counts them. */
export interface ProviderCalls {
  /**
   * Resolves with the attempt's value or throws a `ProviderError`. Never retries a fault that is not retryable.
   * Throws the session signal's reason when that is aborted.
   */
  run<T>(call: ProviderCall, attempt: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** What has been called so far, one row an operation. */
  counts(): CallCount[];
  /**
   * The latest moment before which a provider asked not to be called again, when that was too far off to wait for
   * within the run; null when it never did. The next run should not start earlier.
   */
  notBefore(): Date | null;
}
