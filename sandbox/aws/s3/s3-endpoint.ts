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
import { getObject, headObject, listObjects } from './objects';

/** Sub-resources of a bucket that are served, by the query parameter that names them. */
const subResources: Readonly<Record<string, Operation>> = {
  encryption: getBucketEncryption,
  location: getBucketLocation,
  tagging: getBucketTagging,
  versioning: getBucketVersioning,
};

const bucketPath = pathMatcher('/{bucket}');
const objectPath = /^\/([^/]+)\/(.+)$/;

/** S3 with path-style addresses. */
export const s3Endpoint: Endpoint = {
  signingName: 's3',
  dialect: { protocol: 'rest-xml', namespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  resolve(request) {
    const operation = operationOf(request);
    if (!operation) return null;
    return { operation, input: { ...request.query, ...conditionsOf(request), ...targetOf(request.path) } };
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

/** What a path names: a bucket, or an object of one. */
function targetOf(path: string): Record<string, string> {
  const bucket = bucketPath(path);
  if (bucket) return bucket;
  const [, name = '', key = ''] = objectPath.exec(path) ?? [];
  return { bucket: decodePath(name), key: decodePath(key) };
}

/** A broken escape names nothing there is, so it may stay as it came. */
function decodePath(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

function conditionsOf({ headers }: WireRequest): Record<string, string | undefined> {
  return { range: headers.range, ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

function operationOf(request: WireRequest): Operation | null {
  if (request.path === '/') return request.method === 'GET' ? listBuckets : null;
  if (objectPath.test(request.path)) {
    return request.method === 'GET' ? getObject : request.method === 'HEAD' ? headObject : null;
  }
  if (!bucketPath(request.path)) return null;
  if (request.method === 'HEAD') return headBucket;
  if (request.method !== 'GET') return null;
  if (request.query['list-type'] === '2') return listObjects;
  const name = Object.keys(request.query).find((parameter) => parameter in subResources);
  return name === undefined ? null : (subResources[name] ?? null);
}
