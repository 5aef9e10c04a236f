import type { CallLimits } from '../../contract/calls/call-limits';

type Rates = Pick<CallLimits, 'ratePerSecond' | 'concurrency'>;

/**
 * Attempts a second, below what Google grants the project that the credentials belong to: Cloud Asset Inventory lists
 * 100 times a minute, Resource Manager reads 600 times a minute, Monitoring answers 6,000 queries a minute,
 * Compute Engine lists 1,500 times a minute, BigQuery lists 1,000 pages of rows a second.
 */
const ratesByBucket = new Map<string, Rates>([
  ['cloudasset.list', { ratePerSecond: 1.5, concurrency: 6 }],
  ['cloudresourcemanager', { ratePerSecond: 5, concurrency: 2 }],
  ['compute', { ratePerSecond: 10, concurrency: 2 }],
  ['monitoring', { ratePerSecond: 40, concurrency: 8 }],
  ['bigquery', { ratePerSecond: 20, concurrency: 8 }],
  ['cloudbilling', { ratePerSecond: 1, concurrency: 1 }],
  ['token', { ratePerSecond: 5, concurrency: 2 }],
]);

export function ratesOfBucket(bucket: string): Partial<Rates> {
  return ratesByBucket.get(bucket) ?? {};
}
