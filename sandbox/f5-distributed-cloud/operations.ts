import { z } from 'zod';
import { beforeEpoch } from '../world/aws/plan/plan';
import { edgeNamespaces, systemNamespace } from '../world/f5-distributed-cloud/plan';
import type { EdgeSite, SiteKind } from '../world/f5-distributed-cloud/records';
import { readAlertHistory, readAlerts } from './alerts';
import { readEdge, readGraph, readNode } from './connectivity';
import { fitsLabelFilter } from './label-filter';
import type { Reading } from './reading';
import { invalidArgument, notFound } from './refusals';
import { type Report, toNamespaceItems, toRegistrationItem, toSiteItem, toSiteViewItem } from './shapes/objects';
import { readMeshGroups, readSiteTopology } from './topology';

/** One path of the API. Its first group is the namespace, its second the name. */
export interface Operation {
  service: 'config' | 'register' | 'data' | 'web';
  name: string;
  method: 'GET' | 'POST';
  path: RegExp;
  run(reading: Reading): Record<string, unknown>;
}

const kinds: readonly SiteKind[] = [
  'securemesh_site_v2',
  'aws_vpc_site',
  'azure_vnet_site',
  'gcp_vpc_site',
  'voltstack_site',
];
const registrationStates = [
  'NOTSET',
  'NEW',
  'APPROVED',
  'ADMITTED',
  'RETIRED',
  'FAILED',
  'DONE',
  'PENDING',
  'ONLINE',
  'UPGRADING',
  'MAINTENANCE',
];
const byStateSchema = z.object({ namespace: z.string().optional(), state: z.enum(registrationStates) });

const below = (service: string, rest: string) => new RegExp(`^/api/${service}/namespaces/([^/]+)/${rest}$`);

export const operations: readonly Operation[] = [
  { service: 'web', name: 'namespaces', method: 'GET', path: /^\/api\/web\/namespaces$/, run: listNamespaces },
  {
    service: 'config',
    name: 'sites',
    method: 'GET',
    path: below('config', 'sites'),
    run: (reading) => listSites(reading, () => true, toSiteItem),
  },
  ...kinds.map(
    (kind): Operation => ({
      service: 'config',
      name: `${kind}s`,
      method: 'GET',
      path: below('config', `${kind}s`),
      run: (reading) => listSites(reading, (site) => site.kind === kind, toSiteViewItem),
    }),
  ),
  {
    service: 'register',
    name: 'listregistrationsbystate',
    method: 'POST',
    path: below('register', 'listregistrationsbystate'),
    run: listByState,
  },
  {
    service: 'register',
    name: 'registrations_by_site',
    method: 'GET',
    path: below('register', 'registrations_by_site/([^/]+)'),
    run: listBySite,
  },
  {
    service: 'data',
    name: 'topology_site',
    method: 'POST',
    path: below('data', 'topology/site/([^/]+)'),
    run: readSiteTopology,
  },
  {
    service: 'data',
    name: 'topology_site_mesh_groups',
    method: 'GET',
    path: below('data', 'topology/site_mesh_groups'),
    run: readMeshGroups,
  },
  {
    service: 'data',
    name: 'graph_connectivity',
    method: 'POST',
    path: below('data', 'graph/connectivity'),
    run: readGraph,
  },
  {
    service: 'data',
    name: 'graph_connectivity_node',
    method: 'POST',
    path: below('data', 'graph/connectivity/node'),
    run: readNode,
  },
  {
    service: 'data',
    name: 'graph_connectivity_edge',
    method: 'POST',
    path: below('data', 'graph/connectivity/edge'),
    run: readEdge,
  },
  { service: 'data', name: 'alerts', method: 'GET', path: below('data', 'alerts'), run: readAlerts },
  {
    service: 'data',
    name: 'alerts_history',
    method: 'GET',
    path: below('data', 'alerts/history'),
    run: readAlertHistory,
  },
];

/** Refuses a namespace the tenant does not have. */
export function checkNamespace(namespace: string): void {
  if (!edgeNamespaces.some((name) => name === namespace)) throw notFound(`namespace ${namespace} was not found`);
}

function listNamespaces({ isEmpty }: Reading): Record<string, unknown> {
  return { items: isEmpty ? [] : toNamespaceItems(beforeEpoch(400)), errors: [] };
}

function listSites(
  { snapshot, namespace, query, listOf, isEmpty }: Reading,
  isListed: (site: EdgeSite) => boolean,
  write: (site: EdgeSite, report: Report) => Record<string, unknown>,
): Record<string, unknown> {
  const report = { spec: listOf('report_fields').length > 0, status: listOf('report_status_fields').length > 0 };
  const filter = query.label_filter ?? '';
  const listed = isEmpty || namespace !== systemNamespace ? [] : snapshot.sites.filter(isListed);
  const items = listed.filter(({ labels }) => fitsLabelFilter(filter, labels)).map((site) => write(site, report));
  return { items, errors: [] };
}

function listByState({ snapshot, body, isEmpty }: Reading): Record<string, unknown> {
  const parsed = byStateSchema.safeParse(body ?? {});
  if (!parsed.success) throw invalidArgument(z.prettifyError(parsed.error));
  const sites = isEmpty ? [] : snapshot.sites;
  const items = sites.flatMap((site) =>
    site.nodes.filter(({ state }) => state === parsed.data.state).map((node) => toRegistrationItem(site, node)),
  );
  return { items, errors: [] };
}

function listBySite({ snapshot, name, isEmpty }: Reading): Record<string, unknown> {
  const site = snapshot.sites.find((each) => each.name === name);
  if (!site || isEmpty) return { items: [], errors: [] };
  return { items: site.nodes.map((node) => toRegistrationItem(site, node)), errors: [] };
}
