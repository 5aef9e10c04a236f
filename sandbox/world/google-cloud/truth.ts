import type { Accelerator, ResourceKind } from '../../../lib/domain/resource';
import type { Truth, TruthResource } from '../truth';
import { projects, regionOf, zoneOf } from './geography';
import { deniedProject } from './incidents/denials';
import { lifecycleOf, nativeStatusOf } from './lifecycle-of';
import { toAccelerators, toTpus, tpuChipsOf } from './machine-types';
import type { GoogleRecord, PlacedKind, PlacedRecord } from './records';
import type { WorldSnapshot } from './world';

/** What is really there in the factory's Google Cloud projects. */
export interface GoogleCloudTruth extends Truth {
  projects: { id: string; number: string; name: string }[];
  /** Ids of the projects that refuse every reader who asks by their name. */
  deniedProjects: string[];
}

/** What the console calls each kind; null for those it has no word for. */
const kindWords: Record<PlacedKind, ResourceKind | null> = {
  instance: 'compute-instance',
  disk: 'volume',
  network: 'network',
  subnetwork: 'subnet',
  router: null,
  'vpn-gateway': 'vpn-gateway',
  'external-vpn-gateway': null,
  'vpn-tunnel': 'vpn-tunnel',
  interconnect: 'private-circuit',
  attachment: 'virtual-interface',
  cluster: 'kubernetes-cluster',
  'node-pool': 'node-group',
  'tpu-node': 'compute-instance',
  'queued-resource': 'reservation',
  filestore: 'file-system',
  bucket: 'bucket',
  'run-service': 'container-service',
  model: 'model',
  endpoint: 'model-endpoint',
  'custom-job': 'training-job',
};

export function readTruth(snapshot: WorldSnapshot): GoogleCloudTruth {
  return {
    at: snapshot.at,
    projects: Object.values(projects).map(({ id, number, displayName }) => ({ id, number, name: displayName })),
    deniedProjects: [projects[deniedProject].id],
    resources: snapshot.all().flatMap(toTruth),
  };
}

function toTruth(record: GoogleRecord): TruthResource[] {
  if (!isPlaced(record)) return [];
  const kind = kindWords[record.kind];
  if (kind === null) return [];
  return [
    {
      kind,
      nativeId: record.fullName,
      shortId: record.name,
      name: 'displayName' in record ? record.displayName : record.name,
      account: projects[record.project].id,
      region: regionOf(record.location),
      zone: zoneOf(record.location),
      status: lifecycleOf(record),
      nativeStatus: nativeStatusOf(record),
      size: sizeOf(record),
      accelerators: acceleratorsOf(record),
      tags: record.labels,
      createdAt: record.createdAt,
    },
  ];
}

function isPlaced(record: GoogleRecord): record is PlacedRecord {
  return record.kind !== 'organization' && record.kind !== 'folder' && record.kind !== 'project';
}

function sizeOf(record: PlacedRecord): string | null {
  if ('machineType' in record) return record.machineType;
  return record.kind === 'tpu-node' ? record.acceleratorType : null;
}

function acceleratorsOf(record: PlacedRecord): Accelerator[] {
  switch (record.kind) {
    case 'instance':
      return [...toAccelerators(record.accelerators, 1), ...toTpus(tpuChipsOf(record.machineType))];
    case 'node-pool':
      return [
        ...toAccelerators(record.accelerators, record.nodeCount),
        ...toTpus(tpuChipsOf(record.machineType) * record.nodeCount),
      ];
    case 'tpu-node':
      return toTpus(record.chips);
    case 'custom-job':
      return record.accelerator === null ? [] : toAccelerators([record.accelerator], record.replicas);
    case 'endpoint':
      return record.deployed.flatMap(({ accelerator, replicas }) =>
        accelerator === null ? [] : toAccelerators([accelerator], replicas),
      );
    default:
      return [];
  }
}
