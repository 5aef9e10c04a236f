import { z } from 'zod';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation, wireInteger } from '../endpoint';
import { destination } from '../exports/definitions';
import type { StoredObject } from '../exports/export-content';
import { pageOf } from '../paging/page';
import { NamedList, type WireDocument } from '../protocol/wire-value';
import type { Reply } from '../protocol/write-response';
import { demandBucket } from './bucket-operations';
import { invalidArgument } from './list-buckets';
import { readRange } from './range';

const bucketKeyInput = z.object({
  bucket: z.string(),
  key: z.string(),
  range: z.string().optional(),
  ifMatch: z.string().optional(),
  ifNoneMatch: z.string().optional(),
});
type ObjectInput = z.infer<typeof bucketKeyInput>;

export const getObject = defineOperation({
  name: 'GetObject',
  action: 's3:GetObject',
  input: bucketKeyInput,
  invalid: invalidArgument,
  run: (call, input) => objectReply(call, input, true),
});

export const headObject = defineOperation({
  name: 'HeadObject',
  action: 's3:GetObject',
  input: bucketKeyInput,
  invalid: invalidArgument,
  run: (call, input) => objectReply(call, input, false),
});

/** Objects and what they roll up to, in the order of their keys. */
export const listObjects = defineOperation({
  name: 'ListObjectsV2',
  action: 's3:ListBucket',
  input: z.object({
    bucket: z.string(),
    prefix: z.string().default(''),
    delimiter: z.string().default(''),
    'max-keys': wireInteger.pipe(z.number().min(0)).default(1000),
    'continuation-token': z.string().optional(),
    'start-after': z.string().default(''),
    'encoding-type': z.literal('url').optional(),
  }),
  invalid: invalidArgument,
  run(call, input) {
    const { bucket, prefix, delimiter, 'start-after': startAfter, 'continuation-token': token } = input;
    demandBucket(call, bucket, 's3:ListBucket');
    const size = Math.min(input['max-keys'], 1000);
    const entries = rollUp(
      objectsOf(call, bucket).filter(({ key }) => key.startsWith(prefix) && key > startAfter),
      prefix,
      delimiter,
    );
    const page = pageOf(call, {
      items: size === 0 ? [] : entries,
      keyOf: ({ name }) => name,
      size,
      token,
      question: { bucket, prefix, delimiter, startAfter },
      invalidToken: () => new AwsError('InvalidArgument', 'The continuation token provided is incorrect', 400),
    });
    const write = (text: string) => (input['encoding-type'] === 'url' ? encodeKey(text) : text);
    return {
      root: 'ListBucketResult',
      document: {
        Name: bucket,
        Prefix: write(prefix),
        Delimiter: delimiter === '' ? undefined : write(delimiter),
        MaxKeys: input['max-keys'],
        KeyCount: page.items.length,
        EncodingType: input['encoding-type'],
        ContinuationToken: token,
        StartAfter: startAfter === '' ? undefined : write(startAfter),
        IsTruncated: page.nextToken !== undefined,
        NextContinuationToken: page.nextToken,
        ...flatList(
          'Contents',
          page.items.flatMap(({ object }) => (object ? [contentOf(object, write)] : [])),
        ),
        ...flatList(
          'CommonPrefixes',
          page.items.flatMap(({ name, object }) => (object ? [] : [{ Prefix: write(name) }])),
        ),
      },
    };
  },
});

interface Entry {
  name: string;
  /** Null for a common prefix. */
  object: StoredObject | null;
}

function rollUp(objects: readonly StoredObject[], prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? object.key : object.key.slice(0, end + delimiter.length);
    entries.set(name, { name, object: end < 0 ? object : null });
  }
  return [...entries.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function objectsOf(call: Call, bucket: string): StoredObject[] {
  return bucket === destination.bucket ? call.exports.objectsAt(call.world.at) : [];
}

/** Elements of a list without one around them. */
function flatList(element: string, items: readonly WireDocument[]): WireDocument {
  return items.length === 0 ? {} : { [element]: new NamedList(element, items, true) };
}

function contentOf({ key, lastModified, etag, size }: StoredObject, write: (text: string) => string): WireDocument {
  return { Key: write(key), LastModified: lastModified, ETag: etag, Size: size, StorageClass: 'STANDARD' };
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function objectReply(call: Call, input: ObjectInput, hasBody: boolean): Reply {
  const { bucket, key, range, ifMatch, ifNoneMatch } = input;
  demandBucket(call, bucket, 's3:GetObject');
  const object = objectsOf(call, bucket).find((each) => each.key === key);
  if (!object) {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { detail: { Key: key } });
  }
  const headers = {
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': object.contentType,
    'x-amz-server-side-encryption': 'AES256',
  };
  if (ifMatch !== undefined && !matches(ifMatch, object.etag)) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      detail: { Condition: 'If-Match' },
    });
  }
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, object.etag)) return { status: 304, headers, document: null };
  const part = readRange(range, object.size);
  if (part === 'unsatisfiable') {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      headers: { 'content-range': `bytes */${object.size}` },
      detail: { RangeRequested: range ?? '', ActualObjectSize: String(object.size) },
    });
  }
  const [from, to] = part ?? [0, object.size - 1];
  return {
    status: part ? 206 : 200,
    headers: part ? { ...headers, 'content-range': `bytes ${from}-${to}/${object.size}` } : headers,
    document: null,
    length: to - from + 1,
    ...(hasBody && { bytes: object.content().subarray(from, to + 1) }),
  };
}

function matches(condition: string, etag: string): boolean {
  return condition
    .split(',')
    .some((each) => each.trim() === '*' || each.trim().replaceAll('"', '') === etag.replaceAll('"', ''));
}
