import type { CallLimits } from '../../contract/calls/call-limits';

type Rates = Pick<CallLimits, 'ratePerSecond' | 'concurrency'>;

/**
 * Attempts a second, below what Azure allows, so that the tenant's own tools keep their share. Resource Graph allows an
 * identity 15 queries in 5 seconds, Resource Manager refills 25 reads a second of each subscription and principal, the
 * metrics data plane allows 360,000 calls an hour of a subscription and region, a storage account 20,000 requests a second.
 */
const ratesByService = new Map<string, Rates>([
  ['entra', { ratePerSecond: 2, concurrency: 2 }],
  ['resource-manager', { ratePerSecond: 5, concurrency: 2 }],
  ['resource-graph', { ratePerSecond: 2.5, concurrency: 4 }],
  ['monitor-metrics', { ratePerSecond: 20, concurrency: 6 }],
  ['retail-prices', { ratePerSecond: 2, concurrency: 1 }],
  ['cost-management', { ratePerSecond: 0.2, concurrency: 1 }],
  ['blob-storage', { ratePerSecond: 20, concurrency: 4 }],
]);

/** `bucket` ends in the service's name. */
export function ratesOfBucket(bucket: string): Partial<Rates> {
  return ratesByService.get(bucket.slice(bucket.lastIndexOf('/') + 1)) ?? {};
}
