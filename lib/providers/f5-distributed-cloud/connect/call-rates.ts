import type { CallLimits } from '../../contract/calls/call-limits';

/** F5 counts calls by endpoint, and the quotas it shows begin at 60 a minute. */
export const endpointRates = { ratePerSecond: 0.9, concurrency: 2 } satisfies Partial<CallLimits>;

/** The bucket of an endpoint: F5 throttles each by itself. */
export function toBucket(host: string, operation: string): string {
  return `${host} ${operation}`;
}
