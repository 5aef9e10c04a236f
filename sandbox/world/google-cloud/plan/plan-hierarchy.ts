import { drawsOf } from '../../draws';
import { folderNames, folders, organization, projectNames, projects } from '../geography';
import { dayMs, epoch, type PlanContext } from './plan';

const prefix = '//cloudresourcemanager.googleapis.com/';

/** The organisation, its folders and its projects, which are assets too. */
export function planHierarchy({ seed, standing }: PlanContext): void {
  const made = (path: string) => {
    const at = new Date(epoch.getTime() - drawsOf(seed, 'google-cloud', path).integer(720, 900) * dayMs);
    return { fullName: prefix + path, location: 'global' as const, createdAt: at, updatedAt: at };
  };
  standing.push({
    kind: 'organization',
    ...made(`organizations/${organization.number}`),
    name: organization.displayName,
    labels: {},
  });
  for (const folder of folderNames) {
    standing.push({ kind: 'folder', ...made(`folders/${folders[folder]}`), name: folder, labels: {}, folder });
  }
  for (const project of projectNames) {
    standing.push({
      kind: 'project',
      ...made(`projects/${projects[project].id}`),
      name: projects[project].displayName,
      labels: { stage: 'production' },
      project,
    });
  }
}
