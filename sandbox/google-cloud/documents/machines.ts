import { projects } from '../../world/google-cloud/geography';
import { isMachineType, machineTypes } from '../../world/google-cloud/machine-types';
import type { Disk, Instance } from '../../world/google-cloud/records/compute';
import { computeLabels, computeTimestamp, computeUrl, type Document, fingerprint, placeUrl, typeUrl } from './write';

const platforms: Record<string, string> = {
  a3: 'Intel Sapphire Rapids',
  c3: 'Intel Sapphire Rapids',
  g2: 'Intel Cascade Lake',
  n1: 'Intel Broadwell',
  n2: 'Intel Ice Lake',
  ct5lp: 'AMD Milan',
  e2: 'AMD Rome',
};

/** `compute.instances` */
export function instanceDocument(record: Instance): Document {
  const { fullName, location, machineType, accelerators, disks, nodePool, publicAddress } = record;
  const isRunning = ['RUNNING', 'REPAIRING', 'STOPPING'].includes(record.status);
  return {
    id: record.id,
    name: record.name,
    creationTimestamp: computeTimestamp(record.createdAt),
    zone: placeUrl(fullName, 'zones', location),
    machineType: typeUrl(fullName, location, 'machineTypes', machineType),
    status: record.status,
    ...(isRunning ? { cpuPlatform: platforms[machineType.split('-')[0] ?? ''] } : {}),
    ...(accelerators.length === 0
      ? {}
      : {
          guestAccelerators: accelerators.map(({ type, count }) => ({
            acceleratorType: typeUrl(fullName, location, 'acceleratorTypes', type),
            acceleratorCount: count,
          })),
        }),
    canIpForward: nodePool !== null,
    tags: { items: record.networkTags, fingerprint: fingerprint(record.networkTags) },
    networkInterfaces: [
      {
        name: 'nic0',
        network: computeUrl(record.network),
        subnetwork: computeUrl(record.subnetwork),
        networkIP: record.address,
        stackType: 'IPV4_ONLY',
        fingerprint: fingerprint(record.address),
        ...(publicAddress === null
          ? {}
          : {
              accessConfigs: [
                { type: 'ONE_TO_ONE_NAT', name: 'External NAT', natIP: publicAddress, networkTier: 'PREMIUM' },
              ],
            }),
      },
    ],
    disks: disks.map((disk, index) => ({
      type: 'PERSISTENT',
      mode: 'READ_WRITE',
      source: computeUrl(disk.fullName),
      deviceName: index === 0 ? 'persistent-disk-0' : disk.name,
      index,
      boot: index === 0,
      autoDelete: true,
      interface: machineType.startsWith('a3') || machineType.startsWith('c3') ? 'NVME' : 'SCSI',
      diskSizeGb: String(disk.sizeGb),
    })),
    ...computeLabels(record.labels),
    scheduling: {
      onHostMaintenance: accelerators.length > 0 || record.spot ? 'TERMINATE' : 'MIGRATE',
      automaticRestart: !record.spot,
      preemptible: record.spot,
      provisioningModel: record.spot ? 'SPOT' : 'STANDARD',
      ...(record.spot ? { instanceTerminationAction: 'STOP' } : {}),
    },
    serviceAccounts: [
      {
        email: `${projects[record.project].number}-compute@developer.gserviceaccount.com`,
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      },
    ],
    metadata: {
      fingerprint: fingerprint(record.name),
      items:
        nodePool === null
          ? []
          : [
              { key: 'cluster-name', value: nodePool.cluster },
              { key: 'cluster-location', value: nodePool.clusterLocation },
            ],
    },
    ...(isRunning ? { lastStartTimestamp: computeTimestamp(record.createdAt) } : {}),
    ...(record.stoppedAt === null ? {} : { lastStopTimestamp: computeTimestamp(record.stoppedAt) }),
    deletionProtection: false,
    startRestricted: false,
    fingerprint: fingerprint(record.id),
    selfLink: computeUrl(fullName),
  };
}

/** What a search tells of an instance beside what it tells of everything. */
export function instanceAttributes(record: Instance): Document {
  return {
    id: record.id,
    machineType: record.machineType,
    internalIPs: [record.address],
    ...(record.publicAddress === null ? {} : { externalIPs: [record.publicAddress] }),
    networkInterfaceNetworks: [computeUrl(record.network)],
    ...(isMachineType(record.machineType) ? { coreCount: machineTypes[record.machineType].cpus } : {}),
  };
}

/** `compute.disks` */
export function diskDocument(record: Disk): Document {
  const { fullName, location } = record;
  return {
    id: record.id,
    name: record.name,
    creationTimestamp: computeTimestamp(record.createdAt),
    zone: placeUrl(fullName, 'zones', location),
    type: typeUrl(fullName, location, 'diskTypes', record.type),
    sizeGb: String(record.sizeGb),
    status: record.status,
    physicalBlockSizeBytes: '4096',
    ...(record.users.length === 0
      ? {}
      : { users: record.users.map(computeUrl), lastAttachTimestamp: computeTimestamp(record.createdAt) }),
    ...(record.detachedAt === null ? {} : { lastDetachTimestamp: computeTimestamp(record.detachedAt) }),
    ...computeLabels(record.labels),
    enableConfidentialCompute: false,
    selfLink: computeUrl(fullName),
  };
}
