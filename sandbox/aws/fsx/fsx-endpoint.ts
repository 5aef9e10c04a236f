import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { FileSystem } from '../../world/aws/records/storage';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { tagList } from '../json-tags';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

const largestPage = 50;
const invalid = invalidInput('BadRequest');
const invalidToken = () => new AwsError('BadRequest', 'Invalid NextToken.', 400);

const describeFileSystems = defineOperation({
  name: 'DescribeFileSystems',
  action: 'fsx:DescribeFileSystems',
  input: z.object({
    FileSystemIds: z.array(z.string()).max(50).optional(),
    MaxResults: z.int().min(1).optional(),
    NextToken: z.string().min(1).max(255).optional(),
  }),
  invalid,
  run(call, { FileSystemIds: ids, MaxResults: size = largestPage, NextToken: token }) {
    const all = call.world.list('file-system', call.account, call.region);
    const missing = ids?.filter((id) => !all.some((candidate) => candidate.id === id)) ?? [];
    if (missing.length > 0) {
      throw new AwsError('FileSystemNotFound', `File systems ${missing.join(', ')} do not exist.`, 400);
    }
    const page = pageOf(call, {
      items: ids ? all.filter(({ id }) => ids.includes(id)) : all,
      keyOf: ({ id }) => id,
      size: Math.min(size, largestPage),
      token,
      question: ids,
      invalidToken,
    });
    return { document: { FileSystems: page.items.map(fileSystemDocument), NextToken: page.nextToken } };
  },
});

const listTagsForResource = defineOperation({
  name: 'ListTagsForResource',
  action: 'fsx:ListTagsForResource',
  input: z.object({
    ResourceARN: z.string(),
    MaxResults: z.int().min(1).optional(),
    NextToken: z.string().optional(),
  }),
  invalid,
  run(call, { ResourceARN: arn, MaxResults: size = largestPage, NextToken: token }) {
    const target = call.world
      .list('file-system', call.account, call.region)
      .find((record) => nativeIdOf(record) === arn);
    if (!target)
      throw new AwsError('ResourceNotFound', `The resource ${arn} does not exist.`, 400, {
        detail: { ResourceARN: arn },
      });
    const page = pageOf(call, {
      items: Object.entries(target.tags).sort(([left], [right]) => (left < right ? -1 : 1)),
      keyOf: ([key]) => key,
      size: Math.min(size, largestPage),
      token,
      question: arn,
      invalidToken,
    });
    return { document: { Tags: tagList(Object.fromEntries(page.items)), NextToken: page.nextToken } };
  },
});

function fileSystemDocument(fileSystem: FileSystem): WireDocument {
  return {
    OwnerId: fileSystem.account,
    CreationTime: fileSystem.createdAt,
    FileSystemId: fileSystem.id,
    FileSystemType: 'LUSTRE',
    Lifecycle: fileSystem.lifecycle,
    ...(fileSystem.failure === null ? {} : { FailureDetails: { Message: fileSystem.failure } }),
    StorageCapacity: fileSystem.capacityGiB,
    StorageType: 'SSD',
    VpcId: fileSystem.network,
    SubnetIds: [fileSystem.subnet],
    NetworkInterfaceIds: fileSystem.networkInterfaces,
    DNSName: `${fileSystem.id}.fsx.${fileSystem.region}.amazonaws.com`,
    KmsKeyId: fileSystem.encryptionKey,
    ResourceARN: nativeIdOf(fileSystem),
    Tags: tagList(fileSystem.tags),
    LustreConfiguration: {
      WeeklyMaintenanceStartTime: '7:03:00',
      DeploymentType: 'PERSISTENT_2',
      PerUnitStorageThroughput: fileSystem.throughputPerTiB,
      MountName: fileSystem.mountName,
      AutomaticBackupRetentionDays: 0,
      CopyTagsToBackups: false,
      DataCompressionType: 'LZ4',
      LogConfiguration: { Level: 'DISABLED' },
      MetadataConfiguration: { Iops: 12000, Mode: 'AUTOMATIC' },
      EfaEnabled: true,
    },
    FileSystemTypeVersion: '2.15',
    NetworkType: 'IPV4',
  };
}

export const fsxEndpoint = jsonEndpoint({
  signingName: 'fsx',
  targetPrefix: 'AWSSimbaAPIService_v20180301',
  operations: [describeFileSystems, listTagsForResource],
  brokenCode: 'InternalServerError',
});
