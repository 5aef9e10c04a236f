import type { CallLimits } from '../../contract/calls/call-limits';

type Rates = Pick<CallLimits, 'ratePerSecond' | 'concurrency'>;

/**
 * Attempts a second in one account and region, well below what AWS refills, so that the account's own tools keep
 * their share: EC2 refills 20 describe calls a second, the Lambda control plane 15, KMS and S3 hundreds. CloudWatch's
 * quotas ("CloudWatch service quotas" of its user guide): 25 ListMetrics and 50 GetMetricData calls a second, 180,000
 * points a second, 90,000 where the window starts more than three hours ago; `pointsPerCall` fits them.
 */
const ratesByService = new Map<string, Rates>([
  ['ec2', { ratePerSecond: 15, concurrency: 6 }],
  ['kms', { ratePerSecond: 40, concurrency: 8 }],
  ['s3', { ratePerSecond: 40, concurrency: 8 }],
  ['sagemaker', { ratePerSecond: 20, concurrency: 6 }],
  ['fsx', { ratePerSecond: 5, concurrency: 2 }],
  ['directconnect', { ratePerSecond: 5, concurrency: 2 }],
  ['cloudwatch', { ratePerSecond: 8, concurrency: 4 }],
  ['iam', { ratePerSecond: 5, concurrency: 2 }],
  ['pricing', { ratePerSecond: 5, concurrency: 4 }],
  ['savingsplans', { ratePerSecond: 2, concurrency: 1 }],
  ['ce', { ratePerSecond: 1, concurrency: 1 }],
  ['bcm-data-exports', { ratePerSecond: 2, concurrency: 1 }],
]);

/** `bucket` ends in the service's name, as `callAws` writes it. */
export function ratesOfBucket(bucket: string): Partial<Rates> {
  return ratesByService.get(bucket.slice(bucket.lastIndexOf('/') + 1)) ?? {};
}
