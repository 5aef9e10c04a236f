import { folders, organization, projects } from '../../world/google-cloud/geography';
import type { FolderRecord, OrganizationRecord, ProjectRecord } from '../../world/google-cloud/records/hierarchy';
import { type Document, fingerprint, timestamp } from './write';

/** `cloudresourcemanager.organizations` of version 3 */
export function organizationDocument(record: OrganizationRecord): Document {
  return {
    name: `organizations/${organization.number}`,
    displayName: organization.displayName,
    directoryCustomerId: organization.customer,
    state: 'ACTIVE',
    createTime: timestamp(record.createdAt),
    updateTime: timestamp(record.updatedAt),
    etag: fingerprint(record.fullName),
  };
}

/** `cloudresourcemanager.folders` of version 3 */
export function folderDocument(record: FolderRecord): Document {
  return {
    name: `folders/${folders[record.folder]}`,
    parent: `organizations/${organization.number}`,
    displayName: record.folder,
    state: 'ACTIVE',
    createTime: timestamp(record.createdAt),
    updateTime: timestamp(record.updatedAt),
    etag: fingerprint(record.fullName),
  };
}

/** `cloudresourcemanager.projects` of version 3 */
export function projectDocument(record: ProjectRecord): Document {
  const project = projects[record.project];
  return {
    name: `projects/${project.number}`,
    parent: `folders/${folders[project.folder]}`,
    projectId: project.id,
    state: 'ACTIVE',
    displayName: project.displayName,
    createTime: timestamp(record.createdAt),
    updateTime: timestamp(record.updatedAt),
    etag: fingerprint(record.fullName),
    labels: record.labels,
  };
}
