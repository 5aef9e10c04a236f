import { z } from 'zod';
import { regions } from '../../world/aws/geography';
import { AwsError } from '../aws-error';
import { defineOperation, wireInteger } from '../endpoint';
import { pageOf } from '../paging/page';
import { NamedList } from '../protocol/wire-value';

export const invalidArgument = () => new AwsError('InvalidArgument', 'Invalid Argument', 400);

/** Every bucket of the account, whatever region is asked. Regions are named when the request narrows or pages. */
export const listBuckets = defineOperation({
  name: 'ListBuckets',
  action: 's3:ListAllMyBuckets',
  input: z.object({
    'max-buckets': wireInteger.pipe(z.number().min(1).max(10_000)).optional(),
    'continuation-token': z.string().optional(),
    prefix: z.string().optional(),
    'bucket-region': z.string().optional(),
  }),
  invalid: invalidArgument,
  run(call, { 'max-buckets': size, 'continuation-token': token, prefix, 'bucket-region': region }) {
    if (region !== undefined && !regions.some(({ name }) => name === region)) {
      throw new AwsError('InvalidArgument', `The bucket region ${region} is not valid.`, 400);
    }
    const page = pageOf(call, {
      items: call.world
        .listAccount('bucket', call.account)
        .filter((bucket) => region === undefined || bucket.region === region)
        .filter((bucket) => prefix === undefined || bucket.name.startsWith(prefix))
        .sort((left, right) => (left.name < right.name ? -1 : 1)),
      keyOf: ({ name }) => name,
      size: size ?? 10_000,
      token,
      question: { prefix, region },
      invalidToken: () => new AwsError('InvalidArgument', 'The continuation token provided is incorrect', 400),
    });
    const namesRegions = size !== undefined || token !== undefined || prefix !== undefined || region !== undefined;
    return {
      root: 'ListAllMyBucketsResult',
      document: {
        Owner: { ID: ownerIdOf(call.account) },
        Buckets: new NamedList(
          'Bucket',
          page.items.map((bucket) => ({
            Name: bucket.name,
            CreationDate: bucket.createdAt,
            BucketRegion: namesRegions ? bucket.region : undefined,
          })),
        ),
        ContinuationToken: page.nextToken,
        Prefix: prefix,
      },
    };
  },
});

/** The canonical user id of an account: 64 hexadecimal digits. */
function ownerIdOf(account: string): string {
  return `${account}${account}${account}${account}${account}`.padEnd(64, 'a').slice(0, 64);
}
