import type { ResourceKind } from '../../lib/domain/resource';

/** What every thing of the factory has. `name` null means nobody named it. Tags keep the spelling people gave them. */
export interface Placed {
  account: string;
  region: string;
  name: string | null;
  tags: Record<string, string>;
  createdAt: Date;
}

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

export interface Volume extends Placed {
  kind: 'volume';
  id: string;
  zone: string;
  type: 'gp3' | 'io2' | 'st1';
  sizeGiB: number;
  iops: number | null;
  throughputMiBps: number | null;
  state: 'creating' | 'available' | 'in-use' | 'deleting' | 'error';
  encryptionKey: string | null;
  attachment: { instance: string; device: string; at: Date; deleteOnTermination: boolean } | null;
}

export interface FileSystem extends Placed {
  kind: 'file-system';
  id: string;
  lifecycle: 'AVAILABLE' | 'CREATING' | 'FAILED' | 'DELETING' | 'MISCONFIGURED' | 'UPDATING';
  failure: string | null;
  capacityGiB: number;
  throughputPerTiB: number;
  network: string;
  subnet: string;
  networkInterfaces: string[];
  mountName: string;
  encryptionKey: string;
}

export interface Bucket extends Placed {
  kind: 'bucket';
  name: string;
  versioned: boolean;
}

export interface Network extends Placed {
  kind: 'network';
  id: string;
  cidr: string;
  isDefault: boolean;
}

export interface Subnet extends Placed {
  kind: 'subnet';
  id: string;
  network: string;
  zone: string;
  cidr: string;
  publicAddresses: boolean;
}

export interface VpnTunnel {
  outsideAddress: string;
  insideCidr: string;
  status: 'UP' | 'DOWN';
  message: string;
  acceptedRoutes: number;
  lastStatusChange: Date;
}

export interface VpnConnection extends Placed {
  kind: 'vpn-connection';
  id: string;
  state: 'pending' | 'available' | 'deleting' | 'deleted';
  customerGateway: string;
  transitGateway: string;
  tunnels: [VpnTunnel, VpnTunnel];
}

export interface PrivateCircuit extends Placed {
  kind: 'private-circuit';
  id: string;
  name: string;
  state: 'requested' | 'pending' | 'available' | 'down' | 'deleting';
  location: string;
  bandwidth: '1Gbps' | '10Gbps' | '100Gbps';
  partner: string;
  device: string;
}

export interface VirtualInterface extends Placed {
  kind: 'virtual-interface';
  id: string;
  name: string;
  circuit: string;
  location: string;
  type: 'private' | 'transit';
  state: 'pending' | 'available' | 'down' | 'deleting';
  vlan: number;
  customerAsn: number;
  gateway: string;
  /** Third octet of the peering addresses, unique per interface. */
  addressOctet: number;
  bgp: 'up' | 'down';
  peerId: string;
  device: string;
}

export interface TransitGateway extends Placed {
  kind: 'transit-gateway';
  id: string;
  description: string;
  state: 'pending' | 'available' | 'modifying' | 'deleting';
  asn: number;
  routeTable: string;
}

export interface TransitAttachment extends Placed {
  kind: 'transit-attachment';
  id: string;
  transitGateway: string;
  resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'peering';
  resourceId: string;
  /** Account that owns what is attached; not always the gateway's. */
  resourceOwner: string;
  state: 'pendingAcceptance' | 'pending' | 'available' | 'modifying' | 'deleting' | 'failed';
  routeTable: string;
}

export interface ModelEndpoint extends Placed {
  kind: 'model-endpoint';
  name: string;
  status: 'Creating' | 'Updating' | 'InService' | 'RollingBack' | 'Failed' | 'OutOfService';
  failure: string | null;
  modifiedAt: Date;
  /** The managed machine, `ml.` and all; the count is how many serve. */
  size: string;
  count: number;
  desired: number;
  configuration: string;
  model: string;
  image: string;
}

export interface TrainingJob extends Placed {
  kind: 'training-job';
  name: string;
  status: 'InProgress' | 'Completed' | 'Failed' | 'Stopped';
  phase: 'Starting' | 'Downloading' | 'Training' | 'Uploading' | 'Completed' | 'Failed' | 'Stopped';
  failure: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  modifiedAt: Date;
  size: string;
  count: number;
  image: string;
  bucket: string;
  spot: boolean;
}

export interface ServerlessFunction extends Placed {
  kind: 'function';
  name: string;
  runtime: 'python3.12' | 'python3.13' | 'nodejs22.x' | 'provided.al2023';
  architecture: 'x86_64' | 'arm64';
  memoryMB: number;
  timeoutSeconds: number;
  codeBytes: number;
  state: 'Active' | 'Pending' | 'Inactive' | 'Failed';
  failure: { code: 'SubnetOutOfIPAddresses' | 'InvalidSecurityGroup'; text: string } | null;
  modifiedAt: Date;
  revision: string;
  digest: string;
  description: string;
}

export interface DatabaseInstance extends Placed {
  kind: 'database';
  name: string;
  engine: 'postgres' | 'mysql';
  engineVersion: string;
  size: string;
  status: 'available' | 'backing-up' | 'creating' | 'modifying' | 'stopped' | 'storage-full' | 'failed';
  zone: string;
  multiZone: boolean;
  storageGiB: number;
  network: string;
  subnets: string[];
  securityGroup: string;
  encryptionKey: string;
  resourceId: string;
}

export interface EncryptionKey extends Placed {
  kind: 'encryption-key';
  id: string;
  alias: string | null;
  description: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  deletionAt: Date | null;
  keyManager: 'AWS' | 'CUSTOMER';
}

export type WorldRecord =
  | ComputeInstance
  | KubernetesCluster
  | NodeGroup
  | Volume
  | FileSystem
  | Bucket
  | Network
  | Subnet
  | VpnConnection
  | PrivateCircuit
  | VirtualInterface
  | TransitGateway
  | TransitAttachment
  | ModelEndpoint
  | TrainingJob
  | ServerlessFunction
  | DatabaseInstance
  | EncryptionKey;

/** The record of one kind of thing. */
export type RecordOf<K extends ResourceKind> = Extract<WorldRecord, { kind: K }>;
