import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { DatabaseInstance } from '../../world/aws/records/platform';
import { AwsError } from '../aws-error';
import { defineOperation, wireInteger } from '../endpoint';
import { tagList } from '../json-tags';
import { pageOf } from '../paging/page';
import { NamedList, type WireDocument } from '../protocol/wire-value';
import { queryEndpoint } from '../query-endpoint';
import { invalidQueryParameters } from '../query-refusals';

const filterSchema = z.array(z.object({ Name: z.string(), Values: z.object({ Value: z.array(z.string()).min(1) }) }));

const describeDatabases = defineOperation({
  name: 'DescribeDBInstances',
  action: 'rds:DescribeDBInstances',
  input: z.object({
    DBInstanceIdentifier: z.string().optional(),
    Filters: z.object({ Filter: filterSchema }).optional(),
    MaxRecords: wireInteger.optional(),
    Marker: z.string().optional(),
  }),
  invalid: invalidQueryParameters,
  run(call, { DBInstanceIdentifier: wanted, Filters, MaxRecords: size = 100, Marker: token }) {
    if (size < 20 || size > 100) {
      throw new AwsError(
        'InvalidParameterValue',
        `Invalid value ${size} for MaxRecords. Must be between 20 and 100`,
        400,
      );
    }
    const filters = Filters?.Filter ?? [];
    const items = call.world
      .list('database', call.account, call.region)
      .filter((database) => wanted === undefined || database.name === wanted || nativeIdOf(database) === wanted)
      .filter((database) =>
        filters.every(({ Name: name, Values: { Value: values } }) => values.includes(filterValue(database, name))),
      );
    if (wanted !== undefined && items.length === 0) {
      throw new AwsError('DBInstanceNotFound', `DBInstance ${wanted} not found.`, 404);
    }
    const page = pageOf(call, {
      items,
      keyOf: ({ name }) => name,
      size,
      token,
      question: { wanted, filters },
      invalidToken: () => new AwsError('InvalidParameterValue', 'Invalid marker value', 400),
    });
    return {
      document: { DBInstances: new NamedList('DBInstance', page.items.map(databaseDocument)), Marker: page.nextToken },
    };
  },
});

const listTagsForResource = defineOperation({
  name: 'ListTagsForResource',
  action: 'rds:ListTagsForResource',
  input: z.object({ ResourceName: z.string() }),
  invalid: invalidQueryParameters,
  run(call, { ResourceName: arn }) {
    const database = call.world
      .list('database', call.account, call.region)
      .find((record) => nativeIdOf(record) === arn);
    if (!database) throw new AwsError('DBInstanceNotFound', `DBInstance ${arn} not found.`, 404);
    return { document: { TagList: new NamedList('Tag', tagList(database.tags)) } };
  },
});

function filterValue(database: DatabaseInstance, filter: string): string {
  switch (filter) {
    case 'db-instance-id':
      return database.name;
    case 'dbi-resource-id':
      return database.resourceId;
    case 'engine':
      return database.engine;
    default:
      throw new AwsError('InvalidParameterValue', `Unrecognized filter name: ${filter}`, 400);
  }
}

function databaseDocument(database: DatabaseInstance): WireDocument {
  const port = database.engine === 'postgres' ? 5432 : 3306;
  return {
    DBInstanceIdentifier: database.name,
    DBInstanceClass: database.size,
    Engine: database.engine,
    DBInstanceStatus: database.status,
    MasterUsername: 'millwright',
    Endpoint: {
      Address: `${database.name}.c9akciq32rgu.${database.region}.rds.amazonaws.com`,
      Port: port,
      HostedZoneId: 'Z2R2ITUGPM61AM',
    },
    AllocatedStorage: database.storageGiB,
    InstanceCreateTime: database.createdAt,
    PreferredBackupWindow: '02:00-02:30',
    BackupRetentionPeriod: 7,
    DBSecurityGroups: new NamedList('DBSecurityGroup', []),
    VpcSecurityGroups: new NamedList('VpcSecurityGroupMembership', [
      { VpcSecurityGroupId: database.securityGroup, Status: 'active' },
    ]),
    DBParameterGroups: new NamedList('DBParameterGroup', [
      { DBParameterGroupName: `default.${database.engine}`, ParameterApplyStatus: 'in-sync' },
    ]),
    AvailabilityZone: database.zone,
    DBSubnetGroup: {
      DBSubnetGroupName: 'factory',
      DBSubnetGroupDescription: 'Private subnets of the factory',
      VpcId: database.network,
      SubnetGroupStatus: 'Complete',
      Subnets: new NamedList(
        'Subnet',
        database.subnets.map((subnet) => ({ SubnetIdentifier: subnet, SubnetStatus: 'Active' })),
      ),
    },
    PreferredMaintenanceWindow: 'sun:03:00-sun:03:30',
    MultiAZ: database.multiZone,
    EngineVersion: database.engineVersion,
    AutoMinorVersionUpgrade: true,
    ReadReplicaDBInstanceIdentifiers: new NamedList('ReadReplicaDBInstanceIdentifier', []),
    LicenseModel: database.engine === 'postgres' ? 'postgresql-license' : 'general-public-license',
    PubliclyAccessible: false,
    StorageType: 'gp3',
    DbInstancePort: 0,
    StorageEncrypted: true,
    KmsKeyId: database.encryptionKey,
    DbiResourceId: database.resourceId,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    CopyTagsToSnapshot: true,
    MonitoringInterval: 60,
    DBInstanceArn: nativeIdOf(database),
    IAMDatabaseAuthenticationEnabled: true,
    PerformanceInsightsEnabled: true,
    DeletionProtection: true,
    TagList: new NamedList('Tag', tagList(database.tags)),
    NetworkType: 'IPV4',
    BackupTarget: 'region',
  };
}

export const rdsEndpoint = queryEndpoint({
  signingName: 'rds',
  protocol: 'query',
  namespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  operations: [describeDatabases, listTagsForResource],
});
