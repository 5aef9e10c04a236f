import { ProviderError } from '../../contract/provider-error';
import type { AwsPlace } from '../connect/region-context';

const operation = 'cloudwatch:GetMetricData';
const wait = 'What was measured is kept; wait for the next collection.';

/** A fault of an answer that came, by CloudWatch's code or ours. */
export function answerFault({ region, account }: AwsPlace, code: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `${operation} in ${region} of ${account} ${wordsOf.get(code) ?? `answered with the remark ${code}`}.`,
    remedy: remedyOf.get(code) ?? wait,
  });
}

const wordsOf = new Map([
  ['PointsMismatch', 'gave more times than values, or fewer, so which belong together is not known'],
  ['ResultMissing', 'did not answer for a metric that was asked for'],
  ['PartialData', 'ended without all the points of a metric'],
  ['OutOfRange', 'gave a share of less than none or more than the whole'],
  ['AmbiguousDimensions', 'gave two values for one moment of one thing'],
  [
    'DimensionsUnknown',
    'has many metrics of one thing that only an unknown dimension tells apart, so they are left out',
  ],
  ['TooManyMetrics', 'has more metrics than are read of one region, so some are left out'],
]);
const remedyOf = new Map([
  ['OutOfRange', 'Such values are left out; check the unit that the agent was configured to publish.'],
  ['AmbiguousDimensions', 'Such values are left out; check which dimensions the agent was configured to append.'],
  [
    'TooManyMetrics',
    'Check which dimensions the agent was configured to append, or read fewer regions by a connection.',
  ],
]);

/** What a result's status says is wrong; null for one that is complete. `isTold`: there was a result at all. */
export function toStatusFault(place: AwsPlace, isTold: boolean, status: string | undefined): ProviderError | null {
  if (!isTold) return answerFault(place, 'ResultMissing');
  if (status === undefined || status === 'Complete') return null;
  const { region, account } = place;
  if (status === 'Forbidden')
    return new ProviderError({
      kind: 'permission-missing',
      code: status,
      operation,
      message: `AWS denied ${operation} in ${region} of ${account} for some of the metrics.`,
      remedy: `Allow ${operation} for them in the policy of the identity.`,
    });
  if (status === 'InternalError')
    return new ProviderError({
      kind: 'unavailable',
      code: status,
      operation,
      message: `CloudWatch failed to read some of the metrics in ${region} of ${account}.`,
      remedy: wait,
    });
  return answerFault(place, status);
}
