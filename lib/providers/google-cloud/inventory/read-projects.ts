import { z } from 'zod';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient, GoogleRequest } from '../connect/google-client';

export interface Project {
  /** The id, which people know it by; never the number. */
  id: string;
  /** What people call it; null when it is not known. */
  name: string | null;
}

export interface ProjectsRead {
  projects: Project[];
  /** What kept us from knowing them all. */
  faults: ProviderError[];
}

const projectSchema = z.object({
  /** `projects/` and the number. */
  name: z.string().optional(),
  parent: z.string().optional(),
  projectId: z.string().min(1),
  state: z.string().optional(),
  displayName: z.string().optional(),
});
type FoundProject = z.output<typeof projectSchema>;
const projectPageSchema = z.object({
  projects: z.array(projectSchema).default([]),
  nextPageToken: z.string().optional(),
});
const folderPageSchema = z.object({
  folders: z.array(z.object({ name: z.string(), parent: z.string().optional() })).default([]),
  nextPageToken: z.string().optional(),
});

/**
 * The projects below an organisation or folder that the identity may see. A listing over the whole would leave out what
 * it may not, without a word; asked one by one, each project that refuses says so.
 */
export async function readProjects(client: GoogleClient, scope: string): Promise<ProjectsRead> {
  if (scope.startsWith('projects/')) return readSingleProject(client, scope.slice('projects/'.length));
  const operation = 'cloudresourcemanager:projects.search';
  const found = await readPages({
    operation,
    fetchPage: (token) => client.call(toSearch(operation, '/v3/projects:search', token), projectPageSchema),
    itemsOf: ({ projects }): FoundProject[] => projects,
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ projectId }) => projectId,
  });
  const faults = found.fault === null ? [] : [found.fault];
  const active = found.items.filter(({ state }) => state === undefined || state === 'ACTIVE');
  const parentOf = await readFolders(client, scope, active, faults);
  const projects = active
    .filter(({ parent }) => isBelow(parent, scope, parentOf))
    .map(({ projectId, displayName }) => ({ id: projectId, name: displayName ?? null }));
  if (projects.length === 0 && faults.length === 0) faults.push(nothingSeen(operation, scope));
  return { projects, faults };
}

async function readSingleProject(client: GoogleClient, project: string): Promise<ProjectsRead> {
  if (!/^\d+$/.test(project)) return { projects: [{ id: project, name: null }], faults: [] };
  try {
    const found = await readProjectByName(client, project);
    return { projects: [found], faults: [] };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { projects: [], faults: [error] };
  }
}

/** Reads one project by its id or number. Throws a `ProviderError`. */
export async function readProjectByName(client: GoogleClient, project: string): Promise<Project> {
  const { projectId, displayName } = await client.call(
    {
      operation: 'cloudresourcemanager:projects.get',
      api: 'cloudresourcemanager',
      path: `/v3/projects/${project}`,
      project,
    },
    projectSchema,
  );
  return { id: projectId, name: displayName ?? null };
}

/** The parents of folders, by name; read only when some project is in a folder that the scope does not name itself. */
async function readFolders(
  client: GoogleClient,
  scope: string,
  projects: readonly FoundProject[],
  faults: ProviderError[],
): Promise<ReadonlyMap<string, string | undefined>> {
  if (projects.every(({ parent }) => parent === scope || !parent?.startsWith('folders/'))) return new Map();
  const operation = 'cloudresourcemanager:folders.search';
  const { items, fault } = await readPages({
    operation,
    fetchPage: (token) => client.call(toSearch(operation, '/v3/folders:search', token), folderPageSchema),
    itemsOf: ({ folders }): { name: string; parent?: string | undefined }[] => folders,
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ name }) => name,
  });
  if (fault !== null) faults.push(fault);
  return new Map(items.map(({ name, parent }) => [name, parent]));
}

function toSearch(operation: GoogleRequest['operation'], path: string, token: string | undefined): GoogleRequest {
  const query: [string, string][] = [['pageSize', '500']];
  if (token !== undefined) query.push(['pageToken', token]);
  return { operation, api: 'cloudresourcemanager', path, query };
}

/** Folders nest ten deep at most; a chain that is longer goes in a circle. */
function isBelow(
  parent: string | undefined,
  scope: string,
  parentOf: ReadonlyMap<string, string | undefined>,
): boolean {
  let at = parent;
  for (let depth = 0; depth <= 10 && at !== undefined; depth += 1) {
    if (at === scope) return true;
    at = parentOf.get(at);
  }
  return false;
}

/** A search leaves out what the identity may not see, so nothing seen is not nothing there. */
function nothingSeen(operation: string, scope: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'NoProjectSeen',
    operation,
    message: `Google Cloud listed no project below ${scope}, so which there are is not known.`,
    remedy: `Grant the connection’s identity resourcemanager.projects.get and resourcemanager.folders.get (in roles/browser) on ${scope}, and check the scope.`,
  });
}
