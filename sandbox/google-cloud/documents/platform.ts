import { projects } from '../../world/google-cloud/geography';
import { lastPartOf, locatedName, pathOf } from '../../world/google-cloud/native-names';
import type {
  Bucket,
  Cluster,
  Filestore,
  NodePool,
  QueuedResource,
  RunService,
  TpuNode,
} from '../../world/google-cloud/records/platform';
import { type Document, fingerprint, timestamp } from './write';

/** `container.projects.locations.clusters` */
export function clusterDocument(record: Cluster): Document {
  return {
    name: record.name,
    id: record.uid,
    selfLink: `https://container.googleapis.com/v1/${pathOf(record.fullName)}`,
    status: record.status,
    location: record.location,
    locations: record.zones,
    createTime: record.createdAt.toISOString().replace('.000Z', '+00:00'),
    currentMasterVersion: record.version,
    currentNodeVersion: record.version,
    currentNodeCount: record.nodeCount,
    endpoint: record.endpoint,
    network: lastPartOf(record.network),
    subnetwork: lastPartOf(record.subnetwork),
    networkConfig: { network: pathOf(record.network), subnetwork: pathOf(record.subnetwork) },
    ipAllocationPolicy: {
      useIpAliases: true,
      clusterSecondaryRangeName: 'pods',
      servicesSecondaryRangeName: 'services',
    },
    releaseChannel: { channel: 'REGULAR' },
    autopilot: {},
    workloadIdentityConfig: { workloadPool: `${projects[record.project].id}.svc.id.goog` },
    nodePools: record.pools.map(nodePoolDocument),
    ...(Object.keys(record.labels).length === 0 ? {} : { resourceLabels: record.labels }),
    labelFingerprint: fingerprint(record.labels),
    etag: fingerprint(record.uid),
  };
}

/** `container.projects.locations.clusters.nodePools`; counts are of one zone each. */
export function nodePoolDocument(record: NodePool): Document {
  const { accelerators, zones, mostNodes } = record;
  return {
    name: record.name,
    config: {
      machineType: record.machineType,
      diskSizeGb: accelerators.length > 0 ? 500 : 100,
      diskType: 'pd-balanced',
      imageType: 'COS_CONTAINERD',
      oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
      serviceAccount: 'default',
      ...(accelerators.length === 0
        ? {}
        : {
            accelerators: accelerators.map(({ type, count }) => ({
              acceleratorCount: String(count),
              acceleratorType: type,
              gpuDriverInstallationConfig: { gpuDriverVersion: 'LATEST' },
            })),
          }),
      ...(record.spot ? { spot: true } : {}),
    },
    initialNodeCount: record.nodeCount / zones.length,
    autoscaling:
      mostNodes === null
        ? {}
        : {
            enabled: true,
            minNodeCount: record.nodeCount / zones.length,
            maxNodeCount: Math.ceil(mostNodes / zones.length),
            locationPolicy: 'BALANCED',
          },
    management: { autoUpgrade: true, autoRepair: true },
    maxPodsConstraint: { maxPodsPerNode: '110' },
    locations: zones,
    status: record.status,
    ...(record.statusMessage === null ? {} : { statusMessage: record.statusMessage }),
    version: record.version,
    selfLink: `https://container.googleapis.com/v1/${pathOf(record.fullName)}`,
    upgradeSettings: { maxSurge: 1, strategy: 'SURGE' },
    etag: fingerprint(record.id),
  };
}

/** `tpu.projects.locations.nodes` of version 2 */
export function tpuNodeDocument(record: TpuNode): Document {
  return {
    name: pathOf(record.fullName),
    id: record.id,
    acceleratorType: record.acceleratorType,
    acceleratorConfig: { type: 'V5LITE_POD', topology: record.topology },
    state: record.state,
    ...(record.state === 'READY' ? { health: 'HEALTHY' } : {}),
    runtimeVersion: 'v2-alpha-tpuv5-lite',
    createTime: timestamp(record.createdAt),
    networkConfig: { network: pathOf(record.network), subnetwork: pathOf(record.subnetwork), enableExternalIps: false },
    networkEndpoints: record.addresses.map((ipAddress) => ({ ipAddress, port: 8470, accessConfig: {} })),
    schedulingConfig: {},
    ...(record.queuedResource === null
      ? {}
      : {
          queuedResource: pathOf(
            locatedName('tpu', record.project, record.location, 'queuedResources', record.queuedResource),
          ),
        }),
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
    apiVersion: 'V2',
  };
}

/** `tpu.projects.locations.queuedResources` of version 2 */
export function queuedResourceDocument(record: QueuedResource): Document {
  const { failure, state } = record;
  const details: Record<string, Document> = {
    ACTIVE: { activeData: {} },
    FAILED: { failedData: failure === null ? {} : { error: failure } },
    PROVISIONING: { provisioningData: {} },
    ACCEPTED: { acceptedData: {} },
    SUSPENDED: { suspendedData: {} },
  };
  return {
    name: pathOf(record.fullName),
    createTime: timestamp(record.createdAt),
    tpu: {
      nodeSpec: [
        {
          parent: `projects/${projects[record.project].id}/locations/${record.location}`,
          nodeId: record.nodeId,
          node: { acceleratorType: record.acceleratorType, runtimeVersion: 'v2-alpha-tpuv5-lite' },
        },
      ],
    },
    ...(record.spot ? { spot: {} } : { guaranteed: {} }),
    state: { state, stateInitiator: state === 'ACCEPTED' ? 'USER' : 'SERVICE', ...details[state] },
  };
}

/** `file.projects.locations.instances` */
export function filestoreDocument(record: Filestore): Document {
  return {
    name: pathOf(record.fullName),
    state: record.state,
    ...(record.statusMessage === null ? {} : { statusMessage: record.statusMessage }),
    createTime: timestamp(record.createdAt),
    tier: record.tier,
    fileShares: [{ name: record.share, capacityGb: String(record.capacityGb) }],
    networks: [
      {
        network: pathOf(record.network),
        modes: ['MODE_IPV4'],
        reservedIpRange: `${record.address}/29`,
        ipAddresses: [record.address],
        connectMode: 'DIRECT_PEERING',
      },
    ],
    protocol: 'NFS_V3',
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
    etag: fingerprint(record.id),
  };
}

/** `storage.buckets` */
export function bucketDocument(record: Bucket): Document {
  return {
    id: record.name,
    name: record.name,
    projectNumber: projects[record.project].number,
    location: record.location.toUpperCase(),
    locationType: record.locationType,
    storageClass: record.storageClass,
    timeCreated: record.createdAt.toISOString(),
    updated: record.updatedAt.toISOString(),
    metageneration: '2',
    ...(record.versioned ? { versioning: { enabled: true } } : {}),
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'enforced' },
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
    selfLink: `https://www.googleapis.com/storage/v1/b/${record.name}`,
    etag: 'CAI=',
  };
}

/** `run.projects.locations.services` of version 2 */
export function runServiceDocument(record: RunService): Document {
  const { ready, failure, name, revision } = record;
  const revisionName = `${pathOf(record.fullName)}/revisions/${name}-${String(revision).padStart(5, '0')}`;
  return {
    name: pathOf(record.fullName),
    uid: record.uid,
    generation: String(revision),
    observedGeneration: String(revision),
    createTime: timestamp(record.createdAt),
    updateTime: timestamp(record.updatedAt),
    ingress: 'INGRESS_TRAFFIC_INTERNAL_ONLY',
    launchStage: 'GA',
    template: {
      scaling: { maxInstanceCount: record.mostInstances },
      timeout: '300s',
      maxInstanceRequestConcurrency: 80,
      containers: [{ image: record.image, resources: { limits: { cpu: record.cpu, memory: record.memory } } }],
    },
    traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    terminalCondition: {
      type: 'Ready',
      state: ready ? 'CONDITION_SUCCEEDED' : 'CONDITION_FAILED',
      lastTransitionTime: timestamp(record.updatedAt),
      ...(failure === null ? {} : { message: failure.message, revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR' }),
    },
    latestCreatedRevision: revisionName,
    ...(ready ? { latestReadyRevision: revisionName } : {}),
    uri: `https://${name}-${projects[record.project].number}.${record.location}.run.app`,
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
    etag: fingerprint(record.uid),
  };
}
