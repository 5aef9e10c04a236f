import type { Placed } from './placed';

export interface GuestAccelerator {
  /** As Compute names it, e.g. `nvidia-h100-80gb`. */
  type: string;
  count: number;
}

export interface Instance extends Placed {
  kind: 'instance';
  machineType: string;
  status: 'PROVISIONING' | 'STAGING' | 'RUNNING' | 'STOPPING' | 'TERMINATED' | 'SUSPENDED' | 'REPAIRING';
  /** Empty for machines whose accelerators come with the machine type alone, as TPU machines' do. */
  accelerators: GuestAccelerator[];
  /** Full names of its disks, the boot disk first. */
  disks: { fullName: string; name: string; sizeGb: number; type: string }[];
  /** Full name of the subnetwork. */
  subnetwork: string;
  network: string;
  address: string;
  publicAddress: string | null;
  networkTags: string[];
  spot: boolean;
  /** The cluster and node pool it serves; null for machines of their own. */
  nodePool: { cluster: string; clusterLocation: string; pool: string } | null;
  stoppedAt: Date | null;
}

export interface Disk extends Placed {
  kind: 'disk';
  type: 'pd-balanced' | 'pd-ssd' | 'hyperdisk-balanced' | 'pd-standard';
  sizeGb: number;
  status: 'CREATING' | 'READY' | 'FAILED' | 'DELETING' | 'RESTORING';
  /** Full names of the instances it is attached to. */
  users: string[];
  /** When it was last detached; null when it never was. */
  detachedAt: Date | null;
}
