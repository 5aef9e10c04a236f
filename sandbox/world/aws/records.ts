import type { ResourceKind } from '../../../lib/domain/resource';
import type {
  CircuitBundle,
  CustomerGateway,
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
  | CustomerGateway
  | VpnConnection
  | PrivateCircuit
  | CircuitBundle
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
  'customer-gateway',
  'vpn-connection',
  'private-circuit',
  'circuit-bundle',
  'virtual-interface',
  'transit-gateway',
  'transit-attachment',
  'model-endpoint',
  'training-job',
  'function',
  'database',
  'encryption-key',
] as const satisfies readonly (ResourceKind | 'customer-gateway' | 'circuit-bundle')[];
export type AwsKind = (typeof awsKinds)[number];

/** Kinds that the console has no word for. */
const unlisted = ['customer-gateway'] as const satisfies readonly AwsKind[];
export type UnlistedKind = (typeof unlisted)[number];

/** Whether a thing is one that the console has a word for. */
export function isListed(record: WorldRecord): record is Exclude<WorldRecord, { kind: UnlistedKind }> {
  return !unlisted.some((kind) => kind === record.kind);
}

/** The record of one kind of thing. */
export type RecordOf<K extends AwsKind> = Extract<WorldRecord, { kind: K }>;
