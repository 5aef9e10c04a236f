import type { Disk, Instance } from './records/compute';
import type { FolderRecord, OrganizationRecord, ProjectRecord } from './records/hierarchy';
import type { CustomJob, Endpoint, Model } from './records/models';
import type {
  Attachment,
  ExternalVpnGateway,
  Interconnect,
  Network,
  Router,
  Subnetwork,
  VpnGateway,
  VpnTunnel,
} from './records/network';
import type { Bucket, Cluster, Filestore, NodePool, QueuedResource, RunService, TpuNode } from './records/platform';

/** Anything that stands in a project. */
export type PlacedRecord =
  | Instance
  | Disk
  | Network
  | Subnetwork
  | Router
  | VpnGateway
  | ExternalVpnGateway
  | VpnTunnel
  | Interconnect
  | Attachment
  | Cluster
  | NodePool
  | TpuNode
  | QueuedResource
  | Filestore
  | Bucket
  | RunService
  | Model
  | Endpoint
  | CustomJob;
export type PlacedKind = PlacedRecord['kind'];

/** Anything an asset inventory lists. */
export type GoogleRecord = PlacedRecord | OrganizationRecord | FolderRecord | ProjectRecord;
export type GoogleKind = GoogleRecord['kind'];
export type RecordOf<K extends GoogleKind> = Extract<GoogleRecord, { kind: K }>;

/** Every kind, in the order the inventory lists them. */
export const googleKinds = [
  'model',
  'endpoint',
  'custom-job',
  'organization',
  'folder',
  'project',
  'disk',
  'external-vpn-gateway',
  'instance',
  'interconnect',
  'attachment',
  'network',
  'router',
  'subnetwork',
  'vpn-gateway',
  'vpn-tunnel',
  'cluster',
  'node-pool',
  'filestore',
  'run-service',
  'bucket',
  'tpu-node',
  'queued-resource',
] as const satisfies readonly GoogleKind[];
