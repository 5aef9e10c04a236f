import { drawsOf } from '../../draws';
import type { ClusterNode } from './cluster-node';

/** CoreWeave's region of the cluster; it is one availability zone. */
export const coreWeaveRegion = 'US-WEST-01A';
export const rackSize = 18;
const gpusPerNode = 4;
const gpuMiB = 189_471;

/** What always ails the first rack, by slot. */
const troubles: Record<number, Partial<Pick<ClusterNode, 'health' | 'isCordoned' | 'withheldGpus'>>> = {
  14: { health: 'flapping' },
  15: { isCordoned: true },
  16: { withheldGpus: 1 },
  17: { health: 'not-ready' },
};

/** A compute tray of a GB200 NVL72 rack. */
export function toTray(seed: string, rack: number, slot: number, pool: string): ClusterNode {
  const rackDraws = drawsOf(seed, 'coreweave-rack', rack);
  const clusterUuid = [8, 4, 4, 4, 12].map((digits) => rackDraws.hex(digits)).join('-');
  const rackNumber = String(201 + rack);
  const rackName = `dh1-r${rackNumber}-us-west-01a`;
  const base = machine(seed, `gb200/${rack}/${slot}`, 'g', pool, 'gb200-4x');
  return {
    ...base,
    labels: {
      ...base.labels,
      'kubernetes.io/arch': 'arm64',
      'node.coreweave.cloud/class': 'gpu',
      'node.coreweave.cloud/cpu': 'nvidia-grace',
      'node.coreweave.cloud/rack': rackNumber,
      'node.coreweave.cloud/slot': String(slot + 1),
      'ds.coreweave.com/nvlink.domain': rackName,
      'ds.coreweave.com/physical-topology.rack-name': rackName,
      'backend.coreweave.cloud/flavor': 'infiniband',
      'backend.coreweave.cloud/fabric': 'us-west-01a-1',
      'backend.coreweave.cloud/leafgroup': String(Math.floor(rack / 4) + 1),
      'gpu.coreweave.cloud/driver-version': '570.172.08',
      'gpu.nvidia.com/class': 'GB200',
      'gpu.nvidia.com/count': String(gpusPerNode),
      'gpu.nvidia.com/model': 'GB200',
      'gpu.nvidia.com/vram': '186',
      'nvidia.com/gpu.clique': `${clusterUuid}.32766`,
      'nvidia.com/gpu.count': String(gpusPerNode),
      'nvidia.com/gpu.family': 'blackwell',
      'nvidia.com/gpu.memory': String(gpuMiB),
      'nvidia.com/gpu.present': 'true',
      'nvidia.com/gpu.product': 'NVIDIA-GB200',
      'nvidia.com/mig.capable': 'true',
      'nvidia.com/mig.strategy': 'single',
    },
    taints: [{ key: 'is_gpu', value: 'true', effect: 'PreferNoSchedule' }],
    architecture: 'arm64',
    cores: 144,
    memoryMiB: 983_040,
    gpus: {
      resource: 'nvidia.com/gpu',
      model: 'NVIDIA GB200',
      count: gpusPerNode,
      memoryBytes: gpuMiB * 1024 ** 2,
      slices: null,
    },
    ...(rack === 0 && troubles[slot]),
  };
}

/** A node without devices. */
export function toCpuNode(seed: string, index: number, pool: string, instanceType: string): ClusterNode {
  const base = machine(seed, `cpu/${index}`, 'c', pool, instanceType);
  return {
    ...base,
    labels: {
      ...base.labels,
      'kubernetes.io/arch': 'amd64',
      'node.coreweave.cloud/class': 'cpu',
      'node.coreweave.cloud/cpu': 'amd-epyc-genoa',
    },
  };
}

function machine(seed: string, key: string, letter: string, pool: string, instanceType: string): ClusterNode {
  const draws = drawsOf(seed, 'coreweave-node', key);
  const name = `${letter}${draws.hex(6)}`;
  return {
    name,
    createdMs: draws.integer(1_750_000_000, 1_765_000_000) * 1000,
    labels: {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'topology.kubernetes.io/region': coreWeaveRegion,
      'topology.kubernetes.io/zone': coreWeaveRegion,
      'node.kubernetes.io/instance-type': instanceType,
      'node.coreweave.cloud/type': instanceType,
      'node.coreweave.cloud/state': 'production',
      'compute.coreweave.com/node-pool': pool,
    },
    annotations: {},
    taints: [],
    architecture: 'amd64',
    kubeletVersion: 'v1.33.3',
    address: `10.${draws.integer(16, 31)}.${draws.integer(0, 255)}.${draws.integer(2, 254)}`,
    cores: 192,
    memoryMiB: 1_572_864,
    gpus: null,
    withheldGpus: 0,
    health: 'ready',
    isCordoned: false,
    zone: coreWeaveRegion,
    size: instanceType,
  };
}
