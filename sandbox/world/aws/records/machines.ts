import type { Placed } from './placed';

export interface ComputeInstance extends Placed {
  kind: 'compute-instance';
  id: string;
  reservationId: string;
  zone: string;
  size: string;
  state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** Reachability as the provider's own checks see it. */
  health: 'ok' | 'impaired' | 'initializing' | 'not-applicable';
  impairedSince: Date | null;
  /** Maintenance the provider has announced; null when none. */
  event: {
    id: string;
    code: 'instance-retirement' | 'system-maintenance';
    description: string;
    notBefore: Date;
  } | null;
  network: string;
  subnet: string;
  securityGroup: string;
  privateAddress: string;
  publicAddress: string | null;
  image: string;
  purchase: 'on-demand' | 'spot' | 'capacity-block';
  volumes: { id: string; device: string; attachedAt: Date }[];
  networkInterface: string;
  /** Name of the node group it belongs to; null for machines on their own. */
  nodeGroup: string | null;
}

export interface KubernetesCluster extends Placed {
  kind: 'kubernetes-cluster';
  name: string;
  version: string;
  status: 'CREATING' | 'ACTIVE' | 'DELETING' | 'FAILED' | 'UPDATING';
  issues: { code: string; message: string; resourceIds: string[] }[];
  network: string;
  subnets: string[];
  securityGroup: string;
  encryptionKey: string;
  endpointId: string;
}

export interface NodeGroup extends Placed {
  kind: 'node-group';
  name: string;
  cluster: string;
  uid: string;
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'CREATE_FAILED' | 'DEGRADED';
  issues: { code: string; message: string; resourceIds: string[] }[];
  version: string;
  size: string;
  purchase: ComputeInstance['purchase'];
  desired: number;
  maximum: number;
  subnets: string[];
}
