import type { GuestAccelerator } from './compute';
import type { Placed } from './placed';

export interface Cluster extends Placed {
  kind: 'cluster';
  status: 'PROVISIONING' | 'RUNNING' | 'RECONCILING' | 'STOPPING' | 'ERROR' | 'DEGRADED';
  version: string;
  uid: string;
  network: string;
  subnetwork: string;
  endpoint: string;
  /** Zones its nodes stand in. */
  zones: string[];
  nodeCount: number;
  pools: NodePool[];
}

export interface NodePool extends Placed {
  kind: 'node-pool';
  status: 'PROVISIONING' | 'RUNNING' | 'RUNNING_WITH_ERROR' | 'RECONCILING' | 'STOPPING' | 'ERROR';
  statusMessage: string | null;
  cluster: string;
  clusterLocation: string;
  version: string;
  machineType: string;
  accelerators: GuestAccelerator[];
  zones: string[];
  /** Nodes it was made with, all zones together. */
  nodeCount: number;
  /** Nodes it may grow to; null when it does not scale by itself. */
  mostNodes: number | null;
  spot: boolean;
}

export interface TpuNode extends Placed {
  kind: 'tpu-node';
  state: 'CREATING' | 'READY' | 'RESTARTING' | 'STOPPED' | 'DELETING' | 'PREEMPTED';
  /** E.g. `v5litepod-16`. */
  acceleratorType: string;
  chips: number;
  topology: string;
  network: string;
  subnetwork: string;
  addresses: string[];
  /** Short name of the queued resource it was made by; null for nodes made directly. */
  queuedResource: string | null;
}

export interface QueuedResource extends Placed {
  kind: 'queued-resource';
  state: 'ACCEPTED' | 'WAITING_FOR_RESOURCES' | 'PROVISIONING' | 'ACTIVE' | 'FAILED' | 'SUSPENDED';
  acceleratorType: string;
  nodeId: string;
  failure: { code: number; message: string } | null;
  spot: boolean;
}

export interface Filestore extends Placed {
  kind: 'filestore';
  state: 'CREATING' | 'READY' | 'REPAIRING' | 'DELETING' | 'ERROR' | 'SUSPENDED';
  statusMessage: string | null;
  tier: 'ZONAL' | 'REGIONAL' | 'BASIC_SSD';
  capacityGb: number;
  share: string;
  network: string;
  address: string;
}

export interface Bucket extends Placed {
  kind: 'bucket';
  storageClass: 'STANDARD' | 'NEARLINE' | 'COLDLINE';
  locationType: 'region' | 'multi-region';
  versioned: boolean;
}

export interface RunService extends Placed {
  kind: 'run-service';
  ready: boolean;
  failure: { reason: string; message: string } | null;
  image: string;
  revision: number;
  uid: string;
  cpu: string;
  memory: string;
  mostInstances: number;
}
