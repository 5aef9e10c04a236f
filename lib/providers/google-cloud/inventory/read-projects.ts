import { z } from 'zod';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';

export interface Project {
  /** The id, which people know it by; never the number. */
  id: string;
  /** What people call it; null when it is not known. */
  name: string | null;
  /** False: it is in a folder, and whether that is below the scope is told only by the ancestors of what is in it. */
  isBelowScope: boolean;
}

export interface ProjectsRead {
  projects: Project[];
  /** What kept us from knowing them all. */
  faults: ProviderError[];
}

const projectSchema = z.object({
  projectId: z.string().min(1),
  parent: z.string().optional(),
  state: z.string().optional(),
  displayName: z.string().optional(),
});
type FoundProject = z.output<typeof projectSchema>;
const searchPageSchema = z.object({
  projects: z.array(projectSchema).default([]),
  nextPageToken: z.string().optional(),
});
/** Cloud Asset Inventory may write a project as version 1 of its API does, or as version 3. */
const projectAssetSchema = z.object({
  projectId: z.string().min(1),
  state: z.string().optional(),
  lifecycleState: z.string().optional(),
  displayName: z.string().optional(),
  name: z.string().optional(),
});
const assetPageSchema = z.object({
  assets: z.array(z.object({ resource: z.object({ data: projectAssetSchema }) })).default([]),
  nextPageToken: z.string().optional(),
});

/**
 * The projects below an organisation or folder. Cloud Asset Inventory names all of them, also those whose assets the
 * identity is refused; a search names only those it may see, so where it has to do, that they are all is not known.
 */
export async function readProjects(client: GoogleClient, scope: string): Promise<ProjectsRead> {
  if (scope.startsWith('projects/')) return readSingleProject(client, scope.slice('projects/'.length));
  const listed = await listProjects(client, scope);
  if (listed.fault === null) {
    const projects = listed.items;
    return { projects, faults: projects.length === 0 ? [nothingSeen(scope)] : [] };
  }
  const { projects, faults } = await searchProjects(client, scope);
  const known = new Set(listed.items.map(({ id }) => id));
  return {
    projects: [...listed.items, ...projects.filter(({ id }) => !known.has(id))],
    faults: [listed.fault, ...faults],
  };
}

function listProjects(client: GoogleClient, scope: string) {
  const operation = 'cloudasset:assets.list';
  return readPages({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'cloudasset',
          path: `/v1/${scope}/assets`,
          query: [
            ['contentType', 'RESOURCE'],
            ['assetTypes', 'cloudresourcemanager.googleapis.com/Project'],
            ['pageSize', '1000'],
            ...toTokenQuery(token),
          ],
        },
        assetPageSchema,
      ),
    itemsOf: ({ assets }): Project[] =>
      assets.flatMap(({ resource: { data } }) =>
        isActive(data.state ?? data.lifecycleState)
          ? [{ id: data.projectId, name: data.displayName ?? data.name ?? null, isBelowScope: true }]
          : [],
      ),
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ id }) => id,
  });
}

/** The projects that the identity may see, less those that stand under another organisation or folder by themselves. */
export async function searchProjects(client: GoogleClient, scope: string): Promise<ProjectsRead> {
  const operation = 'cloudresourcemanager:projects.search';
  const { items, fault } = await readPages({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'cloudresourcemanager',
          path: '/v3/projects:search',
          query: [['pageSize', '500'], ...toTokenQuery(token)],
        },
        searchPageSchema,
      ),
    itemsOf: ({ projects }): FoundProject[] => projects,
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ projectId }) => projectId,
  });
  const projects = items
    .filter(({ state, parent }) => isActive(state) && (parent === scope || parent?.startsWith('folders/')))
    .map(({ projectId, displayName, parent }) => ({
      id: projectId,
      name: displayName ?? null,
      isBelowScope: parent === scope,
    }));
  return { projects, faults: fault === null ? [] : [fault] };
}

/** A project's id needs no reading; its number stands for an id that has to be asked for. */
async function readSingleProject(client: GoogleClient, project: string): Promise<ProjectsRead> {
  if (!/^\d+$/.test(project)) return { projects: [{ id: project, name: null, isBelowScope: true }], faults: [] };
  try {
    const { projectId, displayName } = await client.call(
      {
        operation: 'cloudresourcemanager:projects.get',
        api: 'cloudresourcemanager',
        path: `/v3/projects/${project}`,
        project,
      },
      projectSchema,
    );
    return { projects: [{ id: projectId, name: displayName ?? null, isBelowScope: true }], faults: [] };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { projects: [], faults: [error] };
  }
}

function toTokenQuery(token: string | undefined): [string, string][] {
  return token === undefined ? [] : [['pageToken', token]];
}

function isActive(state: string | undefined): boolean {
  return state === undefined || state === 'ACTIVE';
}

/** Nothing listed is not nothing there: a scope without a project is not one that anybody connects. */
function nothingSeen(scope: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'NoProjectSeen',
    operation: 'cloudasset:assets.list',
    message: `Google Cloud listed no project below ${scope}, so which there are is not known.`,
    remedy: `Check the scope, and that the connection’s identity has cloudasset.assets.listResource (in roles/cloudasset.viewer) on ${scope}.`,
  });
}
