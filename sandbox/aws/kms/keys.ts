import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { EncryptionKey } from '../../world/aws/records/platform';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import { invalidInput } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

const invalid = invalidInput('ValidationException');
const invalidToken = () => new AwsError('InvalidMarkerException', 'The marker is not valid.', 400);
const marker = z.string().min(1).max(1024).optional();

export const listKeys = defineOperation({
  name: 'ListKeys',
  action: 'kms:ListKeys',
  input: z.object({ Limit: z.int().min(1).max(1000).default(100), Marker: marker }),
  invalid,
  run(call, { Limit: size, Marker: token }) {
    const page = pageOf(call, { items: keysOf(call), keyOf: ({ id }) => id, size, token, invalidToken });
    return {
      document: {
        Keys: page.items.map((key) => ({ KeyId: key.id, KeyArn: nativeIdOf(key) })),
        ...markers(page.nextToken),
      },
    };
  },
});

export const describeKey = defineOperation({
  name: 'DescribeKey',
  action: 'kms:DescribeKey',
  input: z.object({ KeyId: z.string().min(1).max(2048) }),
  invalid,
  run: (call, { KeyId: id }) => ({ document: { KeyMetadata: keyDocument(findKey(call, id, true)) } }),
});

export const listAliases = defineOperation({
  name: 'ListAliases',
  action: 'kms:ListAliases',
  input: z.object({ KeyId: z.string().optional(), Limit: z.int().min(1).max(100).default(50), Marker: marker }),
  invalid,
  run(call, { KeyId: keyId, Limit: size, Marker: token }) {
    const keys = keyId === undefined ? keysOf(call) : [findKey(call, keyId, false)];
    const named = keys.flatMap((key) => (key.alias === null ? [] : [{ key, alias: key.alias }]));
    const page = pageOf(call, {
      items: named.sort((left, right) => (left.alias < right.alias ? -1 : 1)),
      keyOf: ({ alias }) => alias,
      size,
      token,
      question: keyId,
      invalidToken,
    });
    return {
      document: {
        Aliases: page.items.map(({ key, alias }) => ({
          AliasName: alias,
          AliasArn: `arn:aws:kms:${key.region}:${key.account}:${alias}`,
          TargetKeyId: key.id,
          CreationDate: key.createdAt,
          LastUpdatedDate: key.createdAt,
        })),
        ...markers(page.nextToken),
      },
    };
  },
});

export const listResourceTags = defineOperation({
  name: 'ListResourceTags',
  action: 'kms:ListResourceTags',
  input: z.object({ KeyId: z.string(), Limit: z.int().min(1).max(50).default(50), Marker: marker }),
  invalid,
  run(call, { KeyId: keyId, Limit: size, Marker: token }) {
    const key = findKey(call, keyId, false);
    const page = pageOf(call, {
      items: Object.entries(key.tags).sort(([left], [right]) => (left < right ? -1 : 1)),
      keyOf: ([tag]) => tag,
      size,
      token,
      question: key.id,
      invalidToken,
    });
    return {
      document: {
        Tags: page.items.map(([tag, value]) => ({ TagKey: tag, TagValue: value })),
        ...markers(page.nextToken),
      },
    };
  },
});

function markers(nextToken: string | undefined): WireDocument {
  return { NextMarker: nextToken, Truncated: nextToken !== undefined };
}

function keysOf({ world, account, region }: Call): readonly EncryptionKey[] {
  return world.list('encryption-key', account, region);
}

/** A key by id or native id; where aliases are taken, by alias too. */
function findKey(call: Call, given: string, takesAliases: boolean): EncryptionKey {
  const aliasPrefix = `arn:aws:kms:${call.region}:${call.account}:`;
  const key = keysOf(call).find(
    (candidate) =>
      candidate.id === given ||
      nativeIdOf(candidate) === given ||
      (takesAliases &&
        candidate.alias !== null &&
        (candidate.alias === given || `${aliasPrefix}${candidate.alias}` === given)),
  );
  if (!key) {
    throw new AwsError(
      'NotFoundException',
      `Key 'arn:aws:kms:${call.region}:${call.account}:key/${given}' does not exist`,
      400,
    );
  }
  return key;
}

function keyDocument(key: EncryptionKey): WireDocument {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: nativeIdOf(key),
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: key.state,
    DeletionDate: key.deletionAt,
    Origin: 'AWS_KMS',
    KeyManager: key.keyManager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
