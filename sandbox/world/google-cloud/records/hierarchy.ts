import type { FolderName, ProjectName } from '../geography';

interface Container {
  fullName: string;
  location: 'global';
  name: string;
  labels: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
}

export interface OrganizationRecord extends Container {
  kind: 'organization';
}

export interface FolderRecord extends Container {
  kind: 'folder';
  folder: FolderName;
}

export interface ProjectRecord extends Container {
  kind: 'project';
  project: ProjectName;
}
