import { projects } from '../../world/google-cloud/geography';
import { lastPartOf, pathOf } from '../../world/google-cloud/native-names';
import type { GuestAccelerator } from '../../world/google-cloud/records/compute';
import type { CustomJob, Endpoint, Model } from '../../world/google-cloud/records/models';
import type { Placed } from '../../world/google-cloud/records/placed';
import { type Document, fingerprint } from './write';

function head(record: Placed & { displayName: string }): Document {
  return {
    name: pathOf(record.fullName),
    displayName: record.displayName,
    createTime: record.createdAt.toISOString(),
    updateTime: record.updatedAt.toISOString(),
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
  };
}

function machineSpec(machineType: string, accelerator: GuestAccelerator | null): Document {
  return {
    machineType,
    ...(accelerator === null ? {} : { acceleratorType: accelerator.type, acceleratorCount: accelerator.count }),
  };
}

/** `aiplatform.projects.locations.models` */
export function modelDocument(record: Model): Document {
  return {
    ...head(record),
    versionId: String(record.version),
    versionAliases: ['default'],
    versionCreateTime: record.createdAt.toISOString(),
    versionUpdateTime: record.updatedAt.toISOString(),
    containerSpec: { imageUri: record.image, predictRoute: '/predict', healthRoute: '/health' },
    artifactUri: record.artifact,
    supportedDeploymentResourcesTypes: ['DEDICATED_RESOURCES'],
    supportedInputStorageFormats: ['jsonl'],
    modelSourceInfo: { sourceType: 'CUSTOM' },
    etag: fingerprint(record.id),
  };
}

/** `aiplatform.projects.locations.endpoints` */
export function endpointDocument(record: Endpoint): Document {
  const share = record.deployed.length === 0 ? 0 : 100 / record.deployed.length;
  return {
    ...head(record),
    deployedModels: record.deployed.map(({ id, model, displayName, machineType, accelerator, replicas }) => ({
      id,
      model: pathOf(model),
      displayName,
      createTime: record.createdAt.toISOString(),
      dedicatedResources: {
        machineSpec: machineSpec(machineType, accelerator),
        minReplicaCount: replicas,
        maxReplicaCount: replicas,
      },
    })),
    trafficSplit: Object.fromEntries(record.deployed.map(({ id }) => [id, share])),
    etag: fingerprint(record.id),
  };
}

/** `aiplatform.projects.locations.customJobs` */
export function customJobDocument(record: CustomJob): Document {
  const { startedAt, endedAt, error } = record;
  return {
    ...head(record),
    state: record.state,
    jobSpec: {
      workerPoolSpecs: [
        {
          machineSpec: machineSpec(record.machineType, record.accelerator),
          replicaCount: String(record.replicas),
          diskSpec: { bootDiskType: 'pd-ssd', bootDiskSizeGb: 100 },
          containerSpec: { imageUri: record.image, args: [`--line=${lastPartOf(record.output)}`] },
        },
      ],
      baseOutputDirectory: { outputUriPrefix: record.output },
      serviceAccount: `trainer@${projects[record.project].id}.iam.gserviceaccount.com`,
    },
    ...(startedAt === null ? {} : { startTime: startedAt.toISOString() }),
    ...(endedAt === null ? {} : { endTime: endedAt.toISOString() }),
    ...(error === null ? {} : { error }),
  };
}
