import { z } from 'zod';
import { projects } from '../../world/google-cloud/geography';
import { deniedProject } from '../../world/google-cloud/incidents/denials';
import type { Scope } from '../assets/scope';
import { type Call, integerOf } from '../call';
import { folderDocument, organizationDocument, projectDocument } from '../documents/hierarchy';
import { GoogleError, invalidArgument } from '../google-error';
import { pageOf } from '../paging';

const defaultSize = 100;

/** Answers `cloudresourcemanager … projects.get`, `folders.get` and `organizations.get`. */
export function getContainer({ world }: Call, scope: Scope): unknown {
  const container = [...world.list('project'), ...world.list('folder'), ...world.list('organization')]
    .map((record) =>
      record.kind === 'project'
        ? projectDocument(record)
        : record.kind === 'folder'
          ? folderDocument(record)
          : organizationDocument(record),
    )
    .find(({ name }) => name === scope.name);
  if (!container) throw new GoogleError('NOT_FOUND', 'Requested entity was not found.');
  return container;
}

/** Answers `projects:search`: the projects the caller may get, by id, name, parent or state. */
export function searchProjects(call: Call): unknown {
  const { query, world } = call;
  const tests = (query.get('query') ?? '')
    .split(/\s+/)
    .filter((term) => term !== '' && term !== 'AND')
    .map(toTest);
  const size = integerOf(query, 'pageSize', defaultSize);
  if (size === null || size < 0) throw invalidArgument('The page_size must not be negative.');
  const found = world
    .list('project')
    .filter(({ project }) => project !== deniedProject)
    .map(projectDocument)
    .filter((document) => tests.every((test) => test(document)));
  const { items, nextPageToken } = pageOf({
    items: found,
    keyOf: ({ name }) => String(name),
    size: size === 0 ? defaultSize : size,
    token: query.get('pageToken') ?? '',
    question: ['projects:search', query.get('query')],
    signingKey: call.trust.signingKey,
    fault: call.fault,
  });
  return {
    ...(items.length === 0 ? {} : { projects: items }),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

const searchFields: Record<string, string> = {
  id: 'projectId',
  projectid: 'projectId',
  name: 'displayName',
  displayname: 'displayName',
  parent: 'parent',
  state: 'state',
};

function toTest(term: string): (document: Record<string, unknown>) => boolean {
  const [, name = '', value = ''] = /^([A-Za-z]+)[:=](.+)$/.exec(term) ?? [];
  const field = searchFields[name.toLowerCase()];
  if (field === undefined) throw invalidArgument(`The query term "${term}" is not supported by this face.`);
  const wanted = value.replace(/^"|"$/g, '').toLowerCase();
  return (document) => {
    const text = String(document[field]).toLowerCase();
    return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
  };
}

const permissionsSchema = z.object({ permissions: z.array(z.string()).max(100) });

/** What the reader's roles hold: Cloud Asset Viewer, Compute Viewer's commitments, Monitoring Viewer and Browser. */
const held = [
  /^cloudasset\.assets\.(searchAllResources|listResource|list[A-Z]\w*|searchAllIamPolicies)$/,
  /^compute\.commitments\.(list|get)$/,
  /^monitoring\.(timeSeries|metricDescriptors|monitoredResourceDescriptors)\.(list|get)$/,
  /^resourcemanager\.(projects|folders|organizations)\.(get|list)$/,
];

/** Answers `testIamPermissions`: those of the asked that the caller has there. */
export function testPermissions({ body, fault }: Call, scope: Scope): unknown {
  const parsed = permissionsSchema.safeParse(body);
  if (!parsed.success) throw invalidArgument('The permissions must be a list of at most 100.');
  if (scope.project === deniedProject || fault?.kind === 'missing-permission') return {};
  const permissions = parsed.data.permissions.filter((permission) => held.some((pattern) => pattern.test(permission)));
  return permissions.length === 0 ? {} : { permissions };
}

/** The number of the project that a caller's quota is counted against. */
export function consumerOf(userProject: string | undefined): string {
  const named = Object.values(projects).find(({ id, number }) => userProject === id || userProject === number);
  return (named ?? projects.network).number;
}
