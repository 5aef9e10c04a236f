import { z } from 'zod';
import { accounts } from '../../world/aws/geography';
import type { Bucket } from '../../world/aws/records/storage';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation, type Operation } from '../endpoint';
import { tagList } from '../json-tags';
import { NamedList, type WireDocument } from '../protocol/wire-value';
import type { Reply } from '../protocol/write-response';
import { denied } from '../signature/refusals';
import { invalidArgument } from './list-buckets';

interface BucketOperation {
  name: string;
  action: string;
  /** Answered whatever region the request was signed for. */
  anyRegion?: boolean;
  reply(bucket: Bucket): Reply;
}

/** An operation on one bucket of the caller's account. */
function bucketOperation({ name, action, anyRegion = false, reply }: BucketOperation): Operation {
  return defineOperation({
    name,
    action,
    input: z.object({ bucket: z.string() }),
    invalid: invalidArgument,
    run(call, { bucket }) {
      return reply(anyRegion ? findBucket(call, bucket, action) : demandBucket(call, bucket, action));
    },
  });
}

export const headBucket = bucketOperation({
  name: 'HeadBucket',
  action: 's3:ListBucket',
  reply: ({ region }) => ({
    headers: { 'x-amz-bucket-region': region, 'x-amz-access-point-alias': 'false' },
    document: null,
  }),
});

/** The oldest region has no name of its own here. */
export const getBucketLocation = bucketOperation({
  name: 'GetBucketLocation',
  action: 's3:GetBucketLocation',
  anyRegion: true,
  reply: ({ region }) => ({
    document: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${region === 'us-east-1' ? '' : region}</LocationConstraint>`,
  }),
});

export const getBucketTagging = bucketOperation({
  name: 'GetBucketTagging',
  action: 's3:GetBucketTagging',
  reply: ({ name, tags }) => {
    if (Object.keys(tags).length === 0) {
      throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404, { detail: { BucketName: name } });
    }
    return { root: 'Tagging', document: { TagSet: new NamedList('Tag', tagList(tags)) } };
  },
});

export const getBucketVersioning = bucketOperation({
  name: 'GetBucketVersioning',
  action: 's3:GetBucketVersioning',
  reply: ({ versioned }) => ({ root: 'VersioningConfiguration', document: versioned ? { Status: 'Enabled' } : {} }),
});

export const getBucketEncryption = bucketOperation({
  name: 'GetBucketEncryption',
  action: 's3:GetEncryptionConfiguration',
  reply: () => ({ root: 'ServerSideEncryptionConfiguration', document: { Rule: encryptionRule } }),
});

const encryptionRule: WireDocument = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
  BucketKeyEnabled: false,
};

/** The bucket of that name, which must be the caller's and where the request was signed for. */
export function demandBucket(call: Call, name: string, action: string): Bucket {
  const found = findBucket(call, name, action);
  if (found.region !== call.region) throw elsewhere(found);
  return found;
}

/** Bucket names are the whole world's: another account's bucket is there, and is not the caller's to read. */
function findBucket(call: Call, name: string, action: string): Bucket {
  for (const { id } of Object.values(accounts)) {
    const bucket = call.world.listAccount('bucket', id).find((candidate) => candidate.name === name);
    if (!bucket) continue;
    if (id === call.account) return bucket;
    throw denied(
      'rest-xml',
      call.identity.arn,
      action,
      `arn:aws:s3:::${name}`,
      'because no resource-based policy allows it',
    );
  }
  throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { detail: { BucketName: name } });
}

function elsewhere({ name, region }: Bucket): AwsError {
  return new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    { headers: { 'x-amz-bucket-region': region }, detail: { Endpoint: `s3.${region}.amazonaws.com`, Bucket: name } },
  );
}
