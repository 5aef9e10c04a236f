import { DescribeFileSystemsCommand, type FileSystem, type FileSystemLifecycle } from '@aws-sdk/client-fsx';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isOwnedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'fsx:DescribeFileSystems';

const states: Record<FileSystemLifecycle, LifecycleState> = {
  CREATING: 'provisioning',
  AVAILABLE: 'active',
  UPDATING: 'active',
  MISCONFIGURED: 'degraded',
  MISCONFIGURED_UNAVAILABLE: 'failed',
  FAILED: 'failed',
  DELETING: 'deleting',
};

/** FSx file systems. */
export const fileSystems: KindReader = {
  kind: 'file-system',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (NextToken, options) =>
        context.clients.fsx.send(new DescribeFileSystemsCommand({ NextToken, MaxResults: 100 }), options),
      listOf: (page) => page.FileSystems,
      tokenOf: (page) => page.NextToken,
      identityOf: ({ FileSystemId }) => FileSystemId,
    });
    const owned = found.filter(({ OwnerId }) => isOwnedHere(context, OwnerId));
    return toItems(operation, owned, faults.listing, (fileSystem) => toFileSystem(context, fileSystem));
  },
};

export function toFileSystem(place: AwsPlace, fileSystem: FileSystem): InventoryItem | null {
  const { FileSystemId, FileSystemType, StorageCapacity, ResourceARN, Lifecycle } = fileSystem;
  if (FileSystemId === undefined) return null;
  const tags = toTags(fileSystem.Tags);
  const size = [FileSystemType, StorageCapacity === undefined ? undefined : `${StorageCapacity} GiB`];
  return {
    kind: 'file-system',
    nativeId: ResourceARN ?? toArn(place, 'fsx', `file-system/${FileSystemId}`),
    nativeType: 'AWS::FSx::FileSystem',
    name: toName(tags, FileSystemId),
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, Lifecycle),
    nativeStatus: Lifecycle ?? null,
    size: size.filter((part) => part !== undefined).join(' ') || null,
    accelerators: [],
    tags,
    createdAt: fileSystem.CreationTime ?? null,
    detailed: true,
    raw: toRaw(fileSystem),
  };
}
