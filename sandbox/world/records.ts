import type { ResourceKind } from '../../lib/domain/resource';
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

/** The record of one kind of thing. */
export type RecordOf<K extends ResourceKind> = Extract<WorldRecord, { kind: K }>;
