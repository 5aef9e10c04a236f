import { z } from 'zod';
import { edgeTenant, systemNamespace } from '../world/f5-distributed-cloud/plan';
import type { EdgeSite, SiteLink } from '../world/f5-distributed-cloud/records';
import type { Reading } from './reading';
import { invalidArgument, notFound } from './refusals';
import { topologyMetrics, toTopologyMetrics } from './shapes/measures';
import { momentsOf, readTimeRange, writeStep } from './time-range';

const metricNames = z.array(z.enum(topologyMetrics)).default([]);
const requestSchema = z.object({
  site: z.string().optional(),
  level: z.int().optional(),
  metric_selector: z
    .object({
      start_time: z.string().optional(),
      end_time: z.string().optional(),
      step: z.string().optional(),
      node: metricNames,
      edge: metricNames,
    })
    .nullish(),
});

/** A site, its neighbours, and the tunnels between them. */
export function readSiteTopology(reading: Reading): Record<string, unknown> {
  const parsed = requestSchema.safeParse(reading.body ?? {});
  if (!parsed.success) throw invalidArgument(z.prettifyError(parsed.error));
  const { snapshot, name, isEmpty, nowMs } = reading;
  const selector = parsed.data.metric_selector ?? { node: [], edge: [] };
  const range = readTimeRange(selector, nowMs);
  const centre = snapshot.sites.find((site) => site.name === name);
  if (!centre) throw notFound(`site ${name} was not found in namespace ${systemNamespace}`);
  if (isEmpty) return { nodes: [], edges: [], step: writeStep(range) };
  const links = snapshot.links.filter(({ from, to }) => from === centre.name || to === centre.name);
  const names = new Set([centre.name, ...links.flatMap(({ from, to }) => [from, to])]);
  const nodes = snapshot.sites.filter((site) => names.has(site.name));
  return {
    nodes: nodes.map((site) => toNode(site, site === centre ? 1 : 2)),
    edges: links.map((link) => toEdge(reading, link, selector.edge, momentsOf(range))),
    step: writeStep(range),
  };
}

/** The mesh the factory's customer edges form. */
export function readMeshGroups({ snapshot, isEmpty }: Reading): Record<string, unknown> {
  if (isEmpty) return { nodes: [], edges: [], step: '' };
  const meshed = snapshot.links.filter(({ from, to }) => [from, to].every((name) => name.startsWith('edge-')));
  const members = snapshot.sites.filter(({ name }) => meshed.some(({ from, to }) => from === name || to === name));
  const count = (status: SiteLink['status']) => meshed.filter((link) => link.status === status).length;
  const statuses = (['LINK_STATUS_UP', 'LINK_STATUS_DEGRADED', 'LINK_STATUS_DOWN'] as const).filter(
    (status) => count(status) > 0,
  );
  const node = {
    id: 'site-mesh-group/factory',
    metadata: { ...metadataOf('factory', 1), status: '' },
    site_mesh_group: {
      info: {
        type: 'SITE_MESH_GROUP_TYPE_FULL_MESH',
        site_type: 'CUSTOMER_EDGE',
        virtual_site: [],
        hub: [],
        topology_site: members.map(({ name, uid }) => ({
          kind: 'site',
          uid,
          tenant: edgeTenant,
          namespace: systemNamespace,
          name,
        })),
        full_mesh: { data_plane_mesh: {} },
      },
      summary: {
        sites: members.length,
        other_connected_site_mesh_group_sites: 0,
        link_status_summary: statuses.map((status) => ({ type: 'LINK_TYPE_TUNNEL', status, count: count(status) })),
        edge_status_summary: statuses.map((status) => ({ status, count: count(status) })),
      },
    },
  };
  return { nodes: [node], edges: [], step: '' };
}

function toNode(site: EdgeSite, level: number): Record<string, unknown> {
  return {
    id: site.name,
    metadata: { ...metadataOf(site.name, level), status: site.state },
    site: {
      info: {
        network: [],
        tgw: [],
        dc_cluster_group: [],
        site_type: site.type,
        provider_info: { region: site.region, gcp_zones: [], azure_rg_info: null, cloud_link: [] },
        gateway_type: 'INGRESS_EGRESS_GATEWAY',
        app_type: site.kind === 'voltstack_site' ? 'SITE_APPTYPE_APPSTACK' : 'SITE_APPTYPE_MESH',
        orchestration_mode: 'ORCHESTRATION_MODE_UNSPECIFIED',
      },
      metric: [],
      summary: {
        node_count: site.nodes.length,
        availability_zone: [],
        node_info: site.nodes.map(({ hostname, address }) => ({
          name: hostname,
          slo_address: address,
          sli_address: '',
        })),
      },
    },
  };
}

function metadataOf(name: string, level: number): Record<string, unknown> {
  return {
    name,
    cloud_resource_id: '',
    description: '',
    level,
    provider_type: 'PROVIDER_TYPE_VOLTERRA',
    owner_id: '',
    tags: {},
  };
}

function toEdge(
  { world }: Reading,
  link: SiteLink,
  wanted: readonly string[],
  moments: readonly number[],
): Record<string, unknown> {
  const { name, from, to, status } = link;
  const metric = toTopologyMetrics(wanted, moments, (ms) => world.readLink(link, ms, from), {
    src_site: from,
    dst_site: to,
  });
  const tunnel = { info: { name, type: 'LINK_TYPE_TUNNEL', status, src_id: from, dst_id: to }, metric };
  const control = {
    info: {
      name: `${name}-control`,
      type: 'LINK_TYPE_CONTROL_PLANE',
      status: status === 'LINK_STATUS_DOWN' ? status : 'LINK_STATUS_UP',
      src_id: from,
      dst_id: to,
    },
    metric: [],
  };
  return { node_id1: from, node_id2: to, links: to.startsWith('ves-io-') ? [tunnel, control] : [tunnel], status };
}
