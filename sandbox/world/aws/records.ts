import type { ResourceKind } from '../../../lib/domain/resource';
import type {
  Network,
  PrivateCircuit,
  Subnet,
  TransitAttachment,
  TransitGateway,
  VirtualInterface,
  VpnConnection,
} from './records/links';
import type { ComputeInstance, KubernetesCluster, NodeGroup } from './records/machines';
import type { ModelEndpoint, TrainingJob } from './records/models';
import type { DatabaseInstance, EncryptionKey, ServerlessFunction } from './records/platform';
import type { Bucket, FileSystem, Volume } from './records/storage';

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

/** The kinds of things this part of the factory has. */
export const awsKinds = [
  'compute-instance',
  'kubernetes-cluster',
  'node-group',
  'volume',
  'file-system',
  'bucket',
  'network',
  'subnet',
  'vpn-connection',
  'private-circuit',
  'virtual-interface',
  'transit-gateway',
  'transit-attachment',
  'model-endpoint',
  'training-job',
  'function',
  'database',
  'encryption-key',
] as const satisfies readonly ResourceKind[];
export type AwsKind = (typeof awsKinds)[number];

/** The record of one kind of thing. */
export type RecordOf<K extends AwsKind> = Extract<WorldRecord, { kind: K }>;
