import { countsAccelerators } from '../../../lib/domain/accelerator-count';
import { readTruth as readAwsTruth } from '../aws/truth';
import { createWorld as createAwsWorld } from '../aws/world';
import { isOf } from '../azure/records';
import { readAzureTruth } from '../azure/truth';
import { createAzureWorld } from '../azure/world';
import { readTruth as readGoogleTruth } from '../google-cloud/truth';
import { createWorld as createGoogleWorld } from '../google-cloud/world';
import { hallSite } from '../hall/hall';
import { coreWeaveClusterName, createCoreWeaveCluster } from '../kubernetes/coreweave-cluster';
import { hallClusterName } from '../kubernetes/hall-cluster';
import { coreWeaveRegion } from '../kubernetes/plan/coreweave-node';
import { siteOfRegion } from '../places';
import { slurmCluster } from '../slurm/cluster';
import type { TruthResource } from '../truth';
import { gpuMachineOf, gpusOfManaged } from './aws-gpus';
import { gpusOfWorkspaceNode } from './azure-gpus';
import { planTrayGpus } from './coreweave-gpus';
import type { GpuDevice } from './device';
import { gpusOfInstance, tpusOfInstance, tpusOfSlice } from './google-cloud-gpus';
import { planHallGpus } from './hall-gpus';
import { lastStartOf } from './last-start';
import { gpusOfOwner } from './managed-gpus';

/** The faces in whose inventories devices are; one more, of the hall's Prometheus, only measures. */
export const owningFaces = ['aws', 'azure', 'google-cloud', 'coreweave', 'kubernetes', 'slurm'] as const;
export type OwningFace = (typeof owningFaces)[number];

/** A device and where it stands. */
export interface PlacedGpu {
  device: GpuDevice;
  /** Whose inventory has its machine. */
  face: OwningFace;
  /** The faces whose metrics tell of the device itself; empty: nobody measures it. */
  measuredBy: readonly (OwningFace | 'prometheus')[];
  /** False of devices of which metrics tell and no inventory does. */
  isListed: boolean;
  account: string;
  region: string;
  zone: string | null;
  /** The place of the factory it stands in; null where the factory has no name for it. */
  site: string | null;
  /** The cluster its machine is a node of; null for machines on their own. */
  cluster: string | null;
  /** When its machine was last started, where that is within a day; null where it has run for longer. */
  startedAt?: Date | null;
}

/** Every device of a face at an instant, each once. */
export type PlacedGpusAt = (now: Date) => PlacedGpu[];

/** Where each face's devices come from; what it takes to know is worked out when first asked for. */
export function createPlacedGpus(seed: string, scale: number): Record<OwningFace, PlacedGpusAt> {
  return {
    aws: awsGpus(seed, scale),
    azure: azureGpus(seed, scale),
    'google-cloud': googleGpus(seed, scale),
    coreweave: coreWeaveGpus(seed, scale),
    kubernetes: hallGpus(seed, scale, 'kubernetes'),
    slurm: hallGpus(seed, scale, 'slurm'),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function awsGpus(seed: string, scale: number): PlacedGpusAt {
  const world = lazily(() => createAwsWorld({ seed, scale }));
  return (now) => {
    const snapshot = world().at(now);
    return readAwsTruth(snapshot).resources.flatMap((resource): PlacedGpu[] => {
      if (!countsAccelerators(resource.kind, resource.status, 'aws')) return [];
      if (resource.kind === 'model-endpoint' || resource.kind === 'training-job') {
        const { kind, account, region, shortId } = resource;
        const record = snapshot.list(kind, account, region).find(({ name }) => name === shortId);
        const devices = record ? gpusOfManaged(seed, record).flat() : [];
        return devices.map((device) => ({ device, ...placeOf('aws', resource), measuredBy: [] }));
      }
      const instance = snapshot
        .list('compute-instance', resource.account, resource.region)
        .find(({ id }) => id === resource.shortId);
      const machine = instance && gpuMachineOf(seed, instance);
      if (!machine) return [];
      const isMeasured = machine.hasAgent || machine.hasInsights;
      const startedAt = machine.cluster === null ? lastStartOf((at) => snapshot.ranAt(instance, at), now) : null;
      const place = { ...placeOf('aws', resource), cluster: machine.cluster, startedAt };
      return machine.devices.map((device) => ({ device, ...place, measuredBy: isMeasured ? ['aws'] : [] }));
    });
  };
}

function azureGpus(seed: string, scale: number): PlacedGpusAt {
  const world = lazily(() => createAzureWorld({ seed, scale }));
  return (now) => {
    const snapshot = world().at(now);
    const listed = readAzureTruth(snapshot).resources.flatMap((resource) =>
      countsAccelerators(resource.kind, resource.status, 'azure') ? ownedGpus(seed, 'azure', resource) : [],
    );
    const measured = snapshot
      .list('microsoft.machinelearningservices/workspaces')
      .flatMap(({ record }): PlacedGpu[] => {
        if (!isOf('microsoft.machinelearningservices/workspaces', record)) return [];
        const { subscription: account, region } = record;
        const place = { face: 'azure', account, region, zone: null, site: siteOf(region), cluster: null } as const;
        return record.nodes
          .flatMap((node) => gpusOfWorkspaceNode(seed, record, node))
          .map((device) => ({ device, ...place, measuredBy: ['azure'], isListed: false }));
      });
    return [...listed, ...measured];
  };
}

function googleGpus(seed: string, scale: number): PlacedGpusAt {
  const world = lazily(() => createGoogleWorld({ seed, scale }));
  return (now) => {
    const snapshot = world().at(now);
    return readGoogleTruth(snapshot).resources.flatMap((resource): PlacedGpu[] => {
      if (!countsAccelerators(resource.kind, resource.status, 'google-cloud')) return [];
      const record = snapshot.find(resource.nativeId);
      const place = placeOf('google-cloud', resource);
      if (record?.kind === 'tpu-node')
        return tpusOfSlice(seed, record).map(({ device }) => ({ device, ...place, measuredBy: ['google-cloud'] }));
      if (record?.kind !== 'instance') return ownedGpus(seed, 'google-cloud', resource);
      const devices = [...gpusOfInstance(seed, record), ...tpusOfInstance(seed, record)];
      const cluster = record.nodePool?.cluster ?? null;
      return devices.map(({ device }) => ({ device, ...place, cluster, measuredBy: ['google-cloud'] }));
    });
  };
}

function coreWeaveGpus(seed: string, scale: number): PlacedGpusAt {
  const trays = lazily(() => planTrayGpus(seed, scale, createCoreWeaveCluster(seed, scale)));
  const cluster = coreWeaveClusterName;
  return () =>
    trays().flatMap(({ tray, devices }) =>
      devices.map((device) => ({
        device,
        face: 'coreweave',
        measuredBy: ['coreweave'],
        isListed: true,
        account: cluster,
        region: coreWeaveRegion,
        zone: tray.zone,
        site: siteOf(coreWeaveRegion),
        cluster,
      })),
    );
}

function hallGpus(seed: string, scale: number, face: 'kubernetes' | 'slurm'): PlacedGpusAt {
  const machines = lazily(() => planHallGpus(seed, scale).filter(({ machine }) => machine.scheduler === face));
  const cluster = face === 'slurm' ? slurmCluster : hallClusterName;
  return () =>
    machines().flatMap(({ devices }) =>
      devices.map((device) => ({
        device,
        face,
        measuredBy: ['prometheus'],
        isListed: true,
        account: cluster,
        region: 'global',
        zone: null,
        site: hallSite,
        cluster,
      })),
    );
}

/** Devices of things that are no machines, or machines of which no metric tells. */
function ownedGpus(seed: string, face: 'azure' | 'google-cloud', resource: TruthResource): PlacedGpu[] {
  const { nativeId, name, shortId, tags, kind, accelerators } = resource;
  return accelerators
    .filter(({ model }) => /^(NVIDIA|Google TPU) ?/.test(model))
    .flatMap(({ model, count, memoryBytes }) =>
      gpusOfOwner(seed, {
        nativeId,
        name: name ?? shortId,
        team: tags.team ?? null,
        kind: kind === 'training-job' ? 'job' : 'instance',
        purpose: kind === 'model-endpoint' ? 'serving' : 'training',
        model,
        count,
        memoryBytes: memoryBytes ?? memoryUntold,
      }),
    )
    .map((device) => ({ device, ...placeOf(face, resource), measuredBy: [] }));
}

/** Of an L4 or a TPU chip, near enough: what Vertex runs on, whose memory Google does not tell. */
const memoryUntold = 16 * 1024 ** 3;

function placeOf(face: OwningFace, { account, region, zone }: TruthResource) {
  return { face, isListed: true, account, region, zone, site: siteOf(region), cluster: null };
}

function siteOf(region: string): string | null {
  return siteOfRegion(region) ?? null;
}
