import type { WireRequest } from '../../wire/wire';
import { AwsError } from '../aws-error';
import type { Endpoint, Operation } from '../endpoint';
import { pathMatcher } from '../rest-endpoint';
import {
  getBucketEncryption,
  getBucketLocation,
  getBucketTagging,
  getBucketVersioning,
  headBucket,
} from './bucket-operations';
import { listBuckets } from './list-buckets';

/** Sub-resources of a bucket that are served, by the query parameter that names them. */
const subResources: Readonly<Record<string, Operation>> = {
  encryption: getBucketEncryption,
  location: getBucketLocation,
  tagging: getBucketTagging,
  versioning: getBucketVersioning,
};

const bucketPath = pathMatcher('/{bucket}');

/** S3 with path-style addresses. */
export const s3Endpoint: Endpoint = {
  signingName: 's3',
  dialect: { protocol: 'rest-xml', namespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  resolve(request) {
    const operation = operationOf(request);
    return operation ? { operation, input: { ...request.query, ...bucketPath(request.path) } } : null;
  },
  unknownOperation: () =>
    new AwsError(
      'NotImplemented',
      'A header or query you provided implies functionality that is not implemented.',
      501,
    ),
  throttled: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  broken: (status) =>
    status === 503
      ? new AwsError('ServiceUnavailable', 'Service is unable to handle request.', status)
      : new AwsError('InternalError', 'We encountered an internal error. Please try again.', status),
};

function operationOf(request: WireRequest): Operation | null {
  if (request.path === '/') return request.method === 'GET' ? listBuckets : null;
  if (!bucketPath(request.path)) return null;
  if (request.method === 'HEAD') return headBucket;
  if (request.method !== 'GET') return null;
  const name = Object.keys(request.query).find((parameter) => parameter in subResources);
  return name === undefined ? null : (subResources[name] ?? null);
}
