import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { BillingContext } from './billing-context';
import { billFault } from './billing-context';
import type { BucketPlace, StoredObject } from './list-objects';

const operation = 's3:GetObject';
/** The most bytes of an object that are held at a time. */
export const rangeBytes = 8 * 2 ** 20;

/**
 * The bytes of an object as it was when it was listed, in order. Throws a `ProviderError` when it was replaced or deleted
 * meanwhile, or is not as long as it was listed: what came before must then not be used.
 */
export async function* readObject(
  context: BillingContext,
  place: BucketPlace,
  object: StoredObject,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < object.bytes; from += rangeBytes)
    yield await readRange(context, place, object, from, Math.min(from + rangeBytes, object.bytes));
}

/** The same as a stream; its errors are those faults. */
export function openObject(context: BillingContext, place: BucketPlace, object: StoredObject): Readable {
  return Readable.from(readObject(context, place, object), { objectMode: false });
}

async function readRange(
  context: BillingContext,
  { bucket, region }: BucketPlace,
  { key, bytes, etag }: StoredObject,
  from: number,
  until: number,
): Promise<Uint8Array> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    IfMatch: etag,
    Range: `bytes=${from}-${until - 1}`,
  });
  return context.call(region, operation, async (options) => {
    const { Body, ContentRange, ETag } = await context.clientsOf(region).s3.send(command, options);
    const range = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const isAsked = ETag === etag && ContentRange === `bytes ${from}-${until - 1}/${bytes}`;
    if (isAsked && range.length === until - from) return range;
    throw billFault(
      operation,
      'RangeMismatch',
      `S3 answered with other bytes of ${key} than were asked for.`,
      'Wait for the next collection; if it says the same, check what lies between Millwright and S3.',
    );
  });
}
