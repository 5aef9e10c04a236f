import { type Bucket, GetBucketTaggingCommand, ListBucketsCommand, type Tag } from '@aws-sdk/client-s3';
import type { InventoryItem } from '@/lib/domain/resource';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import { readSdkError } from '../faults/read-sdk-error';
import type { KindReader } from './kind-reader';
import { readListing } from './read-listing';
import { readTagged } from './read-tagged';
import { requireList } from './require-list';
import { toItems } from './to-items';
import { toRaw } from './to-raw';
import { toTags } from './to-tags';

const operation = 's3:ListBuckets';

/** S3 buckets, listed region by region so that each region can fail on its own. */
export const buckets: KindReader = {
  kind: 'bucket',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (ContinuationToken, options) =>
        context.clients.s3.send(
          new ListBucketsCommand({ BucketRegion: context.region, MaxBuckets: 1000, ContinuationToken }),
          options,
        ),
      listOf: (page) => page.Buckets,
      tokenOf: (page) => page.ContinuationToken,
      identityOf: ({ Name }) => Name,
    });
    const here = found.filter(({ BucketRegion }) => BucketRegion === undefined || BucketRegion === context.region);
    const tagged = await readTagged(here, faults.detail, (bucket) => readBucketTags(context, bucket));
    return toItems(operation, tagged, faults.listing, ({ source, tags }) => toBucket(context, source, tags));
  },
};

/** An untagged bucket answers with an error, which is an answer all the same and so not counted as a failure. */
async function readBucketTags(context: RegionContext, { Name }: Bucket): Promise<Record<string, string>> {
  const tags = await context.call('s3:GetBucketTagging', async (options): Promise<Tag[] | undefined> => {
    try {
      return (await context.clients.s3.send(new GetBucketTaggingCommand({ Bucket: Name }), options)).TagSet;
    } catch (error) {
      if (readSdkError(error).name === 'NoSuchTagSet') return [];
      throw error;
    }
  });
  return toTags(requireList(tags, 's3:GetBucketTagging'));
}

/** `tags` null: they could not be read. A bucket has no state of its own: it exists, so it works. */
export function toBucket(place: AwsPlace, bucket: Bucket, tags: Record<string, string> | null): InventoryItem | null {
  const { Name } = bucket;
  if (Name === undefined) return null;
  return {
    kind: 'bucket',
    nativeId: bucket.BucketArn ?? `arn:${place.partition}:s3:::${Name}`,
    nativeType: 'AWS::S3::Bucket',
    name: Name,
    account: place.account,
    region: place.region,
    zone: null,
    status: 'active',
    nativeStatus: null,
    size: null,
    accelerators: [],
    tags,
    createdAt: bucket.CreationDate ?? null,
    detailed: true,
    raw: toRaw(bucket),
  };
}
