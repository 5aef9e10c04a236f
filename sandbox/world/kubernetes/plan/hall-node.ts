import { drawsOf } from '../../draws';
import { type HallMachine, hallSite } from '../../hall/hall';
import type { ClusterNode, NodeGpus } from './cluster-node';

const bytesPerMiB = 1024 ** 2;
const bytesPerGiB = 1024 ** 3;

/** What always ails the first machines of the hall, by place. */
const troubles: Record<number, Partial<Pick<ClusterNode, 'health' | 'isCordoned' | 'withheldGpus'>>> = {
  4: { health: 'flapping' },
  5: { isCordoned: true },
  6: { withheldGpus: 1 },
  7: { health: 'not-ready' },
};

/** A machine of the hall as a node. `place` counts the machines with NVIDIA devices; negative for the others. */
export function toHallNode(seed: string, machine: HallMachine, place: number): ClusterNode {
  const draws = drawsOf(seed, 'hall-node', machine.hostname);
  const gpus = gpusOf(machine, place);
  return {
    name: machine.hostname,
    createdMs: draws.integer(1_740_000_000, 1_760_000_000) * 1000,
    labels: {
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': machine.hostname,
      'kubernetes.io/os': 'linux',
      'topology.kubernetes.io/region': hallSite,
      'topology.kubernetes.io/zone': hallSite,
      'topology.millwright.example/rack': machine.rack,
      site: hallSite,
      ...gpuLabels(machine, gpus),
    },
    annotations: {},
    taints: gpus ? [{ key: gpus.resource, value: 'present', effect: 'NoSchedule' }] : [],
    architecture: 'amd64',
    kubeletVersion: 'v1.33.2',
    address: machine.address,
    cores: machine.cores,
    memoryMiB: machine.memoryMiB,
    gpus,
    withheldGpus: 0,
    health: 'ready',
    isCordoned: false,
    zone: hallSite,
    size: null,
    ...troubles[place],
  };
}

function gpusOf({ accelerators }: HallMachine, place: number): NodeGpus | null {
  const [first] = accelerators;
  if (!first) return null;
  const { model } = first;
  // AMD's labels tell the memory in whole gibibytes, so no reader can know it closer.
  if (first.vendor === 'amd') {
    const memoryBytes = Math.round((first.memoryMiB * bytesPerMiB) / bytesPerGiB) * bytesPerGiB;
    return { resource: 'amd.com/gpu', model, count: accelerators.length, memoryBytes, slices: null };
  }
  const isSliced = place % 8 === 2 || place % 8 === 3;
  return {
    resource: 'nvidia.com/gpu',
    model,
    count: accelerators.length,
    memoryBytes: first.memoryMiB * bytesPerMiB,
    slices: isSliced ? { profile: '1g.10gb', devices: 2, perDevice: 7, memoryBytes: sliceMiB * bytesPerMiB } : null,
  };
}

const sliceMiB = 9856;

function gpuLabels({ accelerators, product }: HallMachine, gpus: NodeGpus | null): Record<string, string> {
  const [first] = accelerators;
  if (!first || !gpus) return {};
  if (first.vendor === 'amd') {
    return {
      'amd.com/gpu.cu-count': '304',
      'amd.com/gpu.device-id': '74a1',
      'amd.com/gpu.driver-version': '6.12.12',
      'amd.com/gpu.family': 'AI',
      'amd.com/gpu.product-name': `${first.product.replaceAll(' ', '_')}_OAM`,
      'amd.com/gpu.simd-count': '1216',
      'amd.com/gpu.vram': `${gpus.memoryBytes / bytesPerGiB}G`,
    };
  }
  const { slices } = gpus;
  const productLabel = first.product.replaceAll(' ', '-');
  const mig = slices && {
    'nvidia.com/mig.config': 'custom-two-sliced',
    'nvidia.com/mig.config.state': 'success',
    [`nvidia.com/mig-${slices.profile}.count`]: String(slices.devices * slices.perDevice),
    [`nvidia.com/mig-${slices.profile}.memory`]: String(sliceMiB),
    [`nvidia.com/mig-${slices.profile}.product`]: `${productLabel}-MIG-${slices.profile}`,
    [`nvidia.com/mig-${slices.profile}.slices.gi`]: '1',
  };
  return {
    'nvidia.com/cuda.driver-version.full': '570.158.01',
    'nvidia.com/gpu.compute.major': '9',
    'nvidia.com/gpu.compute.minor': '0',
    'nvidia.com/gpu.count': String(accelerators.length),
    'nvidia.com/gpu.family': 'hopper',
    'nvidia.com/gpu.machine': product.replace(' ', ''),
    'nvidia.com/gpu.memory': String(first.memoryMiB),
    'nvidia.com/gpu.present': 'true',
    'nvidia.com/gpu.product': productLabel,
    'nvidia.com/mig.capable': 'true',
    'nvidia.com/mig.strategy': 'mixed',
    ...mig,
  };
}
