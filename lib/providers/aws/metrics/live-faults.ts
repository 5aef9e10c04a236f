import { ProviderError } from '../../contract/provider-error';
import type { AwsPlace } from '../connect/region-context';

type Place = Pick<AwsPlace, 'account' | 'region'>;

/** The connection reads the account or the region no more: what CloudWatch has of it is not known. */
export function notReadFault({ account, region }: Place): ProviderError {
  return new ProviderError({
    kind: 'capability-unsupported',
    code: 'PlaceNotRead',
    operation: 'cloudwatch:GetMetricData',
    message: `The connection does not read ${region} of ${account} any more, so CloudWatch is not asked.`,
    remedy: 'Add the account and the region to the connection.',
  });
}

/** CloudWatch lists no such metric, which says nothing of a time before it would still be listed. */
export function notListedFault({ account, region }: Place): ProviderError {
  return new ProviderError({
    kind: 'capability-unsupported',
    code: 'NotListed',
    operation: 'cloudwatch:ListMetrics',
    message: `CloudWatch lists no such metric in ${region} of ${account}, and none whose last value is two weeks old.`,
    remedy: 'Look at a later range, or at the stored samples.',
  });
}
