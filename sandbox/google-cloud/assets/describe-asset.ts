import { folders, organization, projects } from '../../world/google-cloud/geography';
import { nativeStatusOf } from '../../world/google-cloud/lifecycle-of';
import type { GoogleRecord } from '../../world/google-cloud/records';
import { folderDocument, organizationDocument, projectDocument } from '../documents/hierarchy';
import { diskDocument, instanceAttributes, instanceDocument } from '../documents/machines';
import { customJobDocument, endpointDocument, modelDocument } from '../documents/models';
import {
  attachmentDocument,
  externalVpnGatewayDocument,
  interconnectDocument,
  networkDocument,
  routerDocument,
  subnetworkDocument,
  vpnGatewayDocument,
  vpnTunnelDocument,
} from '../documents/networks';
import {
  bucketDocument,
  clusterDocument,
  filestoreDocument,
  nodePoolDocument,
  queuedResourceDocument,
  runServiceDocument,
  tpuNodeDocument,
} from '../documents/platform';
import type { Document } from '../documents/write';

const manager = '//cloudresourcemanager.googleapis.com/';

/** A resource as its own API writes it. */
export function documentOf(record: GoogleRecord): Document {
  switch (record.kind) {
    case 'organization':
      return organizationDocument(record);
    case 'folder':
      return folderDocument(record);
    case 'project':
      return projectDocument(record);
    case 'instance':
      return instanceDocument(record);
    case 'disk':
      return diskDocument(record);
    case 'network':
      return networkDocument(record);
    case 'subnetwork':
      return subnetworkDocument(record);
    case 'router':
      return routerDocument(record);
    case 'vpn-gateway':
      return vpnGatewayDocument(record);
    case 'external-vpn-gateway':
      return externalVpnGatewayDocument(record);
    case 'vpn-tunnel':
      return vpnTunnelDocument(record);
    case 'interconnect':
      return interconnectDocument(record);
    case 'attachment':
      return attachmentDocument(record);
    case 'cluster':
      return clusterDocument(record);
    case 'node-pool':
      return nodePoolDocument(record);
    case 'tpu-node':
      return tpuNodeDocument(record);
    case 'queued-resource':
      return queuedResourceDocument(record);
    case 'filestore':
      return filestoreDocument(record);
    case 'bucket':
      return bucketDocument(record);
    case 'run-service':
      return runServiceDocument(record);
    case 'model':
      return modelDocument(record);
    case 'endpoint':
      return endpointDocument(record);
    case 'custom-job':
      return customJobDocument(record);
  }
}

/** Where an asset hangs in the hierarchy. */
export interface Place {
  /** `projects/NUMBER`; null above projects. */
  project: string | null;
  folders: string[];
  organization: string;
  /** Null for the organisation. */
  parent: { fullName: string; assetType: string } | null;
  /** The nearest container first, as `projects/NUMBER`, `folders/NUMBER`, `organizations/NUMBER`. */
  ancestors: string[];
}

export function placeOf(record: GoogleRecord): Place {
  const root = `organizations/${organization.number}`;
  const type = (kind: string) => `cloudresourcemanager.googleapis.com/${kind}`;
  if (record.kind === 'organization') {
    return { project: null, folders: [], organization: root, parent: null, ancestors: [root] };
  }
  if (record.kind === 'folder') {
    const self = `folders/${folders[record.folder]}`;
    const parent = { fullName: manager + root, assetType: type('Organization') };
    return { project: null, folders: [self], organization: root, parent, ancestors: [self, root] };
  }
  const project = projects[record.project];
  const self = `projects/${project.number}`;
  const folder = `folders/${folders[project.folder]}`;
  const common = { project: self, folders: [folder], organization: root, ancestors: [self, folder, root] };
  if (record.kind === 'project')
    return { ...common, parent: { fullName: manager + folder, assetType: type('Folder') } };
  if (record.kind === 'node-pool') {
    const fullName = record.fullName.replace(/\/nodePools\/.*$/, '');
    return { ...common, parent: { fullName, assetType: 'container.googleapis.com/Cluster' } };
  }
  return { ...common, parent: { fullName: `${manager}projects/${project.id}`, assetType: type('Project') } };
}

/** The name people see; Vertex's things have one beside their number. */
export function displayNameOf(record: GoogleRecord): string {
  return 'displayName' in record ? record.displayName : record.name;
}

/** The provider's word for how a thing stands; null for kinds that have none. */
export function stateOf(record: GoogleRecord): string | null {
  return record.kind === 'organization' || record.kind === 'folder' || record.kind === 'project'
    ? 'ACTIVE'
    : nativeStatusOf(record);
}

/** What a search tells of some kinds beside what it tells of all. */
export function attributesOf(record: GoogleRecord): Document | null {
  switch (record.kind) {
    case 'instance':
      return instanceAttributes(record);
    case 'project':
      return { projectId: projects[record.project].id };
    case 'disk':
      return { id: record.id, sizeGb: String(record.sizeGb), type: record.type };
    case 'bucket':
      return { storageClass: record.storageClass, locationType: record.locationType };
    case 'cluster':
      return { currentMasterVersion: record.version, endpoint: record.endpoint };
    default:
      return 'id' in record ? { id: record.id } : null;
  }
}
