import { listAssets } from './assets/list-assets';
import type { Scope } from './assets/scope';
import { searchAllResources } from './assets/search-all-resources';
import { GoogleError } from './google-error';
import type { Operation } from './operation';
import { getContainer, searchProjects, testPermissions } from './resource-manager/projects';

const container = '((?:projects|folders|organizations)/[^/:]+)';

/** Every operation the face answers, tokens aside. */
export const operations: readonly Operation[] = [
  {
    service: 'cloudasset',
    name: 'searchAllResources',
    method: 'GET',
    path: new RegExp(`^/v1/${container}:searchAllResources$`),
    permission: 'cloudasset.assets.searchAllResources',
    quota: {
      host: 'cloudasset.googleapis.com',
      metric: 'cloudasset.googleapis.com/search_all_resources_requests',
      limit: 'SearchAllResourcesRequestsPerMinutePerProject',
      perMinute: 400,
    },
    run: (call, scope) => searchAllResources(call, required(scope)),
  },
  {
    service: 'cloudasset',
    name: 'listAssets',
    method: 'GET',
    path: new RegExp(`^/v1/${container}/assets$`),
    permission: 'cloudasset.assets.listResource',
    quota: {
      host: 'cloudasset.googleapis.com',
      metric: 'cloudasset.googleapis.com/list_assets_requests',
      limit: 'ListAssetsRequestsPerMinutePerProject',
      perMinute: 100,
    },
    run: (call, scope) => listAssets(call, required(scope)),
  },
  {
    service: 'cloudresourcemanager',
    name: 'searchProjects',
    method: 'GET',
    path: /^\/v3\/projects:search$/,
    permission: null,
    run: (call) => searchProjects(call),
  },
  {
    service: 'cloudresourcemanager',
    name: 'get',
    method: 'GET',
    path: new RegExp(`^/v3/${container}$`),
    permission: 'resourcemanager.projects.get',
    run: (call, scope) => getContainer(call, required(scope)),
  },
  {
    service: 'cloudresourcemanager',
    name: 'testIamPermissions',
    method: 'POST',
    path: new RegExp(`^/v3/${container}:testIamPermissions$`),
    permission: null,
    run: (call, scope) => testPermissions(call, required(scope)),
  },
];

function required(scope: Scope | null): Scope {
  if (!scope) throw new GoogleError('NOT_FOUND', 'Requested entity was not found.');
  return scope;
}
