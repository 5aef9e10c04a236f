import type { Placed } from './placed';

export interface VirtualMachine extends Placed {
  type: 'microsoft.compute/virtualmachines';
  size: string;
  /** `1`, `2` or `3`; null for machines placed in none. */
  zone: string | null;
  power: 'running' | 'starting' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated';
  uniqueId: string;
  /** Resource ids. */
  subnet: string;
  osDisk: string;
  dataDisks: { id: string; sizeGiB: number }[];
}

export interface ScaleSet extends Placed {
  type: 'microsoft.compute/virtualmachinescalesets';
  size: string;
  capacity: number;
  uniqueId: string;
  zones: string[];
  subnet: string;
}

export interface AgentPool {
  name: string;
  size: string;
  count: number;
  mode: 'System' | 'User';
  /** Null for pools of a fixed count. */
  autoscale: { minimum: number; maximum: number } | null;
  provisioning: Placed['provisioning'];
  power: 'Running' | 'Stopped';
  labels: Record<string, string>;
}

export interface ManagedCluster extends Placed {
  type: 'microsoft.containerservice/managedclusters';
  version: string;
  power: 'Running' | 'Stopped';
  pools: AgentPool[];
  subnet: string;
  /** Where the machines of its pools live. */
  nodeResourceGroup: string;
}

export interface ContainerGroup extends Placed {
  type: 'microsoft.containerinstance/containergroups';
  state: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Stopped';
  image: string;
  cores: number;
  memoryGB: number;
  restart: 'Always' | 'OnFailure' | 'Never';
}
