import { drawsOf } from '../../draws';
import { type Team, tagsFor } from '../../tags';
import { findInstanceSize } from '../instance-catalogue';
import type { ComputeInstance } from '../records/machines';
import type { Volume } from '../records/storage';
import type { Ground } from './plan';

export interface MachineRequest {
  seed: string;
  ground: Ground;
  /** Unique in the world: the stream its ids come from. */
  key: string;
  name: string;
  size: string;
  team: Team;
  zoneIndex: number;
  launchedAt: Date;
  state: ComputeInstance['state'];
  purchase?: ComputeInstance['purchase'];
  nodeGroup?: { cluster: string; name: string };
  /** Sizes of volumes beside the root volume, in GiB. */
  extraVolumesGiB?: number[];
  /** Reaches the internet with an address of its own. */
  publicly?: boolean;
  extraTags?: Record<string, string>;
}

export interface Machine {
  instance: ComputeInstance;
  /** Its root volume first; empty once the machine is terminated. */
  volumes: Volume[];
}

/** One machine with its volumes, every reference between them holding. */
export function buildMachine(request: MachineRequest): Machine {
  const { seed, ground, key, name, size, team, zoneIndex, launchedAt, state } = request;
  const draws = drawsOf(seed, 'machine', key);
  const zone = ground.zones[zoneIndex % ground.zones.length] ?? ground.zones[0];
  const subnets = request.publicly ? ground.publicSubnets : ground.privateSubnets;
  const subnetIndex = ground.zones.indexOf(zone);
  const id = `i-0${draws.hex(16)}`;
  const placed = { account: ground.account.id, region: ground.region, createdAt: launchedAt };
  const isGone = state === 'terminated';
  const volumes = isGone ? [] : buildVolumes(request, { zone, instance: id, rootGiB: rootSizeOf(size) });
  const cluster = request.nodeGroup?.cluster;
  const eksTags: Record<string, string> =
    request.nodeGroup && cluster
      ? {
          'eks:cluster-name': cluster,
          'eks:nodegroup-name': request.nodeGroup.name,
          [`kubernetes.io/cluster/${cluster}`]: 'owned',
        }
      : {};
  const instance: ComputeInstance = {
    ...placed,
    kind: 'compute-instance',
    name,
    tags: tagsFor({ seed, key, name, team, region: ground.region, extra: { ...eksTags, ...request.extraTags } }),
    id,
    reservationId: `r-0${draws.hex(16)}`,
    zone,
    size,
    state,
    health: state === 'running' ? 'ok' : state === 'pending' ? 'initializing' : 'not-applicable',
    impairedSince: null,
    event: null,
    network: ground.network,
    subnet: subnets[subnetIndex] ?? subnets[0],
    securityGroup: ground.securityGroup,
    privateAddress: `10.${ground.octet}.${(request.publicly ? 64 : 0) + subnetIndex * 16 + draws.integer(0, 15)}.${draws.integer(4, 254)}`,
    publicAddress: request.publicly && state === 'running' ? `192.0.2.${draws.integer(1, 254)}` : null,
    image: `ami-0${drawsOf(seed, 'image', ground.region, findInstanceSize(size)?.accelerator?.family ?? 'plain').hex(16)}`,
    purchase: request.purchase ?? 'on-demand',
    volumes: volumes.flatMap(({ id: volume, attachment }) =>
      attachment ? [{ id: volume, device: attachment.device, attachedAt: attachment.at }] : [],
    ),
    networkInterface: `eni-0${draws.hex(16)}`,
    nodeGroup: request.nodeGroup?.name ?? null,
  };
  return { instance, volumes };
}

interface VolumePlace {
  zone: string;
  instance: string;
  rootGiB: number;
}

function buildVolumes(
  { seed, ground, key, name, team, launchedAt, extraVolumesGiB = [] }: MachineRequest,
  place: VolumePlace,
): Volume[] {
  return [place.rootGiB, ...extraVolumesGiB].map((sizeGiB, index) => {
    const isRoot = index === 0;
    const volumeName = name === '' ? '' : isRoot ? `${name}-root` : `${name}-scratch-${index}`;
    const isFast = !isRoot && sizeGiB >= 4000;
    return {
      kind: 'volume',
      account: ground.account.id,
      region: ground.region,
      name: volumeName,
      tags: tagsFor({ seed, key: `${key}/volume/${index}`, name: volumeName, team, region: ground.region }),
      createdAt: launchedAt,
      id: `vol-0${drawsOf(seed, 'volume', key, index).hex(16)}`,
      zone: place.zone,
      type: isFast ? 'io2' : 'gp3',
      sizeGiB,
      iops: isFast ? 32000 : 3000,
      throughputMiBps: isFast ? null : 125,
      state: 'in-use',
      encryptionKey: ground.encryptionKey,
      attachment: {
        instance: place.instance,
        device: isRoot ? '/dev/xvda' : `/dev/sd${String.fromCharCode(101 + index)}`,
        at: launchedAt,
        deleteOnTermination: isRoot,
      },
    };
  });
}

function rootSizeOf(size: string): number {
  const accelerator = findInstanceSize(size)?.accelerator;
  if (!accelerator) return 80;
  return accelerator.count >= 8 ? 500 : 200;
}
