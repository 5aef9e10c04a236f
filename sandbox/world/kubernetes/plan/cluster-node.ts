/** A node's devices of one product. */
export interface NodeGpus {
  /** The extended resource they are offered as. */
  resource: 'nvidia.com/gpu' | 'amd.com/gpu';
  /** As the field writes it, e.g. `NVIDIA H100`. */
  model: string;
  count: number;
  memoryBytes: number;
  /** Devices cut into slices; null where none is. */
  slices: { profile: string; devices: number; perDevice: number; memoryBytes: number } | null;
}

/** A machine of a cluster. */
export interface ClusterNode {
  name: string;
  createdMs: number;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  taints: readonly { key: string; value: string; effect: string }[];
  architecture: 'amd64' | 'arm64';
  kubeletVersion: string;
  address: string;
  cores: number;
  memoryMiB: number;
  gpus: NodeGpus | null;
  /** Devices that it has and does not offer. */
  withheldGpus: number;
  health: 'ready' | 'not-ready' | 'flapping';
  isCordoned: boolean;
  zone: string;
  size: string | null;
}

/** What one pod asks for of a node's devices. */
export interface GpuClaim {
  resource: string;
  count: number;
  model: string;
  memoryBytes: number;
}

/** Whole devices. */
export function claimDevices({ gpus, name }: ClusterNode, count: number): GpuClaim {
  if (!gpus) throw new RangeError(`The node ${name} has no devices to claim.`);
  return { resource: gpus.resource, count, model: gpus.model, memoryBytes: gpus.memoryBytes };
}

/** One slice of a device. */
export function claimSlice({ gpus, name }: ClusterNode): GpuClaim {
  if (!gpus?.slices) throw new RangeError(`The node ${name} has no slices to claim.`);
  const { profile, memoryBytes } = gpus.slices;
  return { resource: `nvidia.com/mig-${profile}`, count: 1, model: `${gpus.model} MIG ${profile}`, memoryBytes };
}
