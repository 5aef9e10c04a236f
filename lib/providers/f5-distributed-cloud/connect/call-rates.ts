import type { CallLimits } from '../../contract/calls/call-limits';

type Rates = Partial<Pick<CallLimits, 'ratePerSecond' | 'concurrency'>>;

/** Asked for once a site, by the inventory and by the metrics, so each keeps to half of the endpoint's quota. */
export const topologyOperation = 'data:topology/site';

/** F5 counts calls by endpoint, and the quotas it shows begin at 60 a minute. */
export const endpointRates = { ratePerSecond: 0.9, concurrency: 2 } satisfies Rates;
const topologyRates = { ratePerSecond: 0.45, concurrency: 2 } satisfies Rates;

/** The bucket of an endpoint: F5 throttles each by itself. */
export function toBucket(host: string, operation: string): string {
  return `${host} ${operation}`;
}

export function ratesOf(bucket: string): Rates {
  return bucket.endsWith(` ${topologyOperation}`) ? topologyRates : endpointRates;
}
