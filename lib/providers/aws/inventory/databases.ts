import { type DBInstance, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toTags } from './to-tags';

const operation = 'rds:DescribeDBInstances';

/** The words of "Viewing Amazon RDS DB instance status"; RDS types them as free text. */
const states: Record<string, LifecycleState> = {
  available: 'active',
  'backing-up': 'active',
  'configuring-enhanced-monitoring': 'active',
  'configuring-iam-database-auth': 'active',
  'configuring-log-exports': 'active',
  'converting-to-vpc': 'active',
  creating: 'provisioning',
  'delete-precheck': 'deleting',
  deleting: 'deleting',
  failed: 'failed',
  'inaccessible-encryption-credentials': 'failed',
  'inaccessible-encryption-credentials-recoverable': 'failed',
  'incompatible-create': 'failed',
  'incompatible-network': 'failed',
  'incompatible-option-group': 'degraded',
  'incompatible-parameters': 'failed',
  'incompatible-restore': 'failed',
  'insufficient-capacity': 'failed',
  maintenance: 'active',
  modifying: 'active',
  'moving-to-vpc': 'active',
  rebooting: 'active',
  'resetting-master-credentials': 'active',
  renaming: 'active',
  'restore-error': 'failed',
  starting: 'provisioning',
  stopped: 'stopped',
  stopping: 'stopped',
  'storage-config-upgrade': 'active',
  'storage-full': 'degraded',
  'storage-initialization': 'active',
  'storage-optimization': 'active',
  upgrading: 'active',
};

/** Database instances: those of RDS and Aurora, and those of the services that RDS lists with its own. */
export const databases: KindReader = {
  kind: 'database',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (Marker, options) =>
        context.clients.rds.send(new DescribeDBInstancesCommand({ Marker, MaxRecords: 100 }), options),
      listOf: (page) => page.DBInstances,
      tokenOf: (page) => page.Marker,
      identityOf: ({ DBInstanceIdentifier }) => DBInstanceIdentifier,
    });
    return toItems(operation, found, faults.listing, (instance) => toDatabase(context, instance));
  },
};

export function toDatabase(place: AwsPlace, instance: DBInstance): InventoryItem | null {
  const { DBInstanceIdentifier, DBInstanceArn, DBInstanceStatus } = instance;
  if (DBInstanceIdentifier === undefined) return null;
  return {
    kind: 'database',
    nativeId: DBInstanceArn ?? toArn(place, 'rds', `db:${DBInstanceIdentifier}`),
    nativeType: toNativeType(instance.Engine),
    name: DBInstanceIdentifier,
    account: place.account,
    region: place.region,
    zone: instance.AvailabilityZone ?? null,
    status: toLifecycle(states, DBInstanceStatus),
    nativeStatus: DBInstanceStatus ?? null,
    size: instance.DBInstanceClass ?? null,
    accelerators: [],
    tags: toTags(instance.TagList),
    createdAt: instance.InstanceCreateTime ?? null,
    detailed: true,
    raw: toRaw(instance),
  };
}

/** Neptune and DocumentDB are run by RDS's control plane and told apart by their engine alone. */
function toNativeType(engine: string | undefined): string {
  if (engine === 'neptune') return 'AWS::Neptune::DBInstance';
  if (engine === 'docdb') return 'AWS::DocDB::DBInstance';
  return 'AWS::RDS::DBInstance';
}
