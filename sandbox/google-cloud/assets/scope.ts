import { folders, organization, type ProjectName, projects } from '../../world/google-cloud/geography';
import type { GoogleRecord } from '../../world/google-cloud/records';
import { placeOf } from './describe-asset';

/** A container that a call is about. */
export interface Scope {
  /** In numbers: `projects/NUMBER`, `folders/NUMBER`, `organizations/NUMBER`. */
  name: string;
  /** The project; null for folders and the organisation. */
  project: ProjectName | null;
  contains(record: GoogleRecord): boolean;
}

/** The container of that name, a project's by id or number; null when there is none. */
export function findScope(name: string): Scope | null {
  const [collection, key] = name.split('/');
  if (collection === 'organizations' && key === organization.number) {
    return { name, project: null, contains: () => true };
  }
  if (collection === 'folders' && Object.values(folders).some((number) => number === key)) {
    return { name, project: null, contains: (record) => placeOf(record).folders.includes(name) };
  }
  const project =
    collection === 'projects'
      ? Object.values(projects).find(({ id, number }) => key === id || key === number)
      : undefined;
  if (!project) return null;
  const number = `projects/${project.number}`;
  return {
    name: number,
    project: project.name,
    contains: (record) => 'project' in record && record.project === project.name,
  };
}
