import type { Disk, LustreFileSystem, NetAppVolume, StorageAccount } from '../../world/azure/records/storage';
import type { Document } from './document';
import { systemOf } from './system-of';

const bytesPerGiB = 1024 ** 3;

export function diskDocument(disk: Disk): Document {
  const { zone, sku, sizeGiB, state, uniqueId, managedBy, isSystem, provisioning, createdAt } = disk;
  return {
    sku: { name: sku, tier: sku.split('_')[0] },
    ...(managedBy === null ? {} : { managedBy }),
    ...(zone === null ? {} : { zones: [zone] }),
    properties: {
      uniqueId,
      provisioningState: provisioning,
      timeCreated: createdAt.toISOString(),
      diskState: state,
      diskSizeGB: sizeGiB,
      diskSizeBytes: sizeGiB * bytesPerGiB,
      diskIOPSReadWrite: Math.min(20_000, 500 + sizeGiB * 4),
      diskMBpsReadWrite: Math.min(900, 100 + Math.floor(sizeGiB / 8)),
      ...(isSystem ? { osType: 'Linux', hyperVGeneration: 'V2' } : {}),
      creationData: { createOption: isSystem ? 'FromImage' : 'Empty' },
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccess: 'Disabled',
    },
  };
}

export function storageAccountDocument(account: StorageAccount): Document {
  const { name, region, sku, accountKind, hierarchical, provisioning, createdAt } = account;
  return {
    kind: accountKind,
    sku: { name: sku, tier: sku.split('_')[0] },
    properties: {
      provisioningState: provisioning,
      creationTime: createdAt.toISOString(),
      primaryLocation: region,
      statusOfPrimary: 'available',
      accessTier: 'Hot',
      isHnsEnabled: hierarchical,
      minimumTlsVersion: 'TLS1_2',
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      supportsHttpsTrafficOnly: true,
      encryption: { keySource: 'Microsoft.Storage', services: { blob: { enabled: true, keyType: 'Account' } } },
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] },
      primaryEndpoints: {
        blob: `https://${name}.blob.core.windows.net/`,
        dfs: `https://${name}.dfs.core.windows.net/`,
      },
    },
  };
}

export function netAppDocument(volume: NetAppVolume): Document {
  const { name, serviceLevel, sizeGiB, subnet, uniqueId, provisioning } = volume;
  const throughputPerTiB = { Standard: 16, Premium: 64, Ultra: 128 }[serviceLevel];
  return {
    systemData: systemOf(volume),
    properties: {
      fileSystemId: uniqueId,
      creationToken: name,
      provisioningState: provisioning,
      serviceLevel,
      usageThreshold: sizeGiB * bytesPerGiB,
      throughputMibps: (sizeGiB / 1024) * throughputPerTiB,
      protocolTypes: ['NFSv4.1'],
      subnetId: subnet,
      networkFeatures: 'Standard',
      snapshotDirectoryVisible: true,
    },
  };
}

export function lustreDocument(system: LustreFileSystem): Document {
  const { sku, capacityTiB, zone, subnet, health, provisioning } = system;
  return {
    sku: { name: sku },
    zones: [zone],
    systemData: systemOf(system),
    properties: {
      provisioningState: provisioning,
      storageCapacityTiB: capacityTiB,
      filesystemSubnet: subnet,
      health: { state: health, statusDescription: healthWords[health] },
      clientInfo: { mgsAddress: '10.64.128.10', mountCommand: 'mount -t lustre 10.64.128.10@tcp:/lustrefs /mnt' },
      throughputProvisionedMBps: capacityTiB * Number(sku.slice(sku.lastIndexOf('-') + 1)),
      maintenanceWindow: { dayOfWeek: 'Sunday', timeOfDayUTC: '03:00' },
    },
  };
}

const healthWords: Readonly<Record<LustreFileSystem['health'], string>> = {
  Available: 'amlFilesystem is ok.',
  Degraded: 'One of the servers of the file system does not answer.',
  Maintenance: 'The file system is being maintained.',
};
