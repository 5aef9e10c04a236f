import { listAssets } from './assets/list-assets';
import type { Scope } from './assets/scope';
import { searchAllResources } from './assets/search-all-resources';
import { bigQueryOperations } from './bigquery/operations';
import { listSkus } from './billing-catalog/list-skus';
import { listCommitments } from './compute/list-commitments';
import { GoogleError } from './google-error';
import { listTimeSeries } from './monitoring/list-time-series';
import { getMetricDescriptor, listMetricDescriptors } from './monitoring/metric-descriptors';
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
  {
    service: 'monitoring',
    name: 'listTimeSeries',
    method: 'GET',
    path: new RegExp(`^/v3/${container}/timeSeries$`),
    permission: 'monitoring.timeSeries.list',
    quota: {
      host: 'monitoring.googleapis.com',
      metric: 'monitoring.googleapis.com/query_requests',
      limit: 'QueryRequestsPerMinutePerProject',
      perMinute: 6000,
    },
    run: (call, scope) => listTimeSeries(call, required(scope)),
  },
  {
    service: 'monitoring',
    name: 'listMetricDescriptors',
    method: 'GET',
    path: new RegExp(`^/v3/${container}/metricDescriptors$`),
    permission: 'monitoring.metricDescriptors.list',
    run: (call, scope) => listMetricDescriptors(call, required(scope)),
  },
  {
    service: 'monitoring',
    name: 'getMetricDescriptor',
    method: 'GET',
    path: new RegExp(`^/v3/${container}/metricDescriptors/(.+)$`),
    permission: 'monitoring.metricDescriptors.get',
    run: (call, scope) => getMetricDescriptor(call, required(scope)),
  },
  {
    service: 'cloudbilling',
    name: 'listSkus',
    method: 'GET',
    path: /^\/v1\/services\/([^/:]+)\/skus$/,
    permission: null,
    run: (call) => listSkus(call),
  },
  {
    service: 'compute',
    name: 'listCommitments',
    method: 'GET',
    path: /^\/compute\/v1\/(projects\/[^/:]+)\/aggregated\/commitments$/,
    permission: 'compute.commitments.list',
    quota: {
      host: 'compute.googleapis.com',
      metric: 'compute.googleapis.com/list_requests',
      limit: 'ListRequestsPerMinutePerProject',
      perMinute: 1500,
    },
    run: (call, scope) => listCommitments(call, required(scope)),
  },
  ...bigQueryOperations,
];

function required(scope: Scope | null): Scope {
  if (!scope) throw new GoogleError('NOT_FOUND', 'Requested entity was not found.');
  return scope;
}
