import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { readPages } from '../../contract/paging/read-pages';
import type { BillingContext } from './billing-context';

/** An object as its bucket lists it. */
export interface StoredObject {
  key: string;
  bytes: number;
  /** With its quotes, as S3 writes it. */
  etag: string;
  lastModified: Date;
}

export interface BucketPlace {
  bucket: string;
  /** Where the bucket is, or where to ask first. */
  region: string;
}

const operation = 's3:ListObjectsV2';

/** Every object whose key begins with the prefix. Throws a `ProviderError`, also when the listing is cut short. */
export function listObjects(context: BillingContext, place: BucketPlace, prefix: string): Promise<StoredObject[]> {
  return list(context, place, { Prefix: prefix }, ({ Contents = [] }) =>
    Contents.flatMap(({ Key, Size, ETag, LastModified }) =>
      Key === undefined || Size === undefined || ETag === undefined || LastModified === undefined
        ? []
        : [{ key: Key, bytes: Size, etag: ETag, lastModified: LastModified }],
    ),
  ).then((listed) => listed.map(({ value }) => value));
}

/** The folders right below a prefix, each with a slash at its end. Throws a `ProviderError`. */
export async function listFolders(context: BillingContext, place: BucketPlace, prefix: string): Promise<string[]> {
  const read = { Prefix: prefix, Delimiter: '/' };
  const listed = await list(context, place, read, ({ CommonPrefixes = [] }) =>
    CommonPrefixes.flatMap(({ Prefix }) => (Prefix === undefined ? [] : [{ key: Prefix }])),
  );
  return listed.map(({ value }) => value.key);
}

async function list<Listed extends { key: string }>(
  context: BillingContext,
  { bucket, region }: BucketPlace,
  read: { Prefix: string; Delimiter?: string },
  itemsOf: (page: ListObjectsV2CommandOutput) => Listed[],
): Promise<{ value: Listed }[]> {
  const { items, fault } = await readPages({
    operation,
    fetchPage: (ContinuationToken) =>
      context.call(region, operation, (options) =>
        context
          .clientsOf(region)
          .s3.send(new ListObjectsV2Command({ Bucket: bucket, ...read, ContinuationToken }), options),
      ),
    itemsOf: (page) => itemsOf(page).map((value) => ({ value })),
    nextTokenOf: ({ IsTruncated, NextContinuationToken }) => (IsTruncated === true ? NextContinuationToken : null),
    identityOf: ({ value }) => value.key,
  });
  if (fault !== null) throw fault;
  return items;
}
