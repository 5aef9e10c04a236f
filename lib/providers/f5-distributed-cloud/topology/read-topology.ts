import { z } from 'zod';
import type { Tenant, TenantRequest } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';

export const topologyOperation = 'data:topology/site';

const metricSchema = z.object({
  type: z.string(),
  unit: z.string().nullish(),
  data: z
    .array(
      z.object({
        labels: z.record(z.string(), z.string()).nullish(),
        values: z.array(z.object({ timestamp: z.number(), value: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
});
export type TopologyMetric = z.output<typeof metricSchema>;

const linkSchema = z.object({
  info: z
    .object({
      name: z.string().nullish(),
      src_id: z.string().nullish(),
      dst_id: z.string().nullish(),
    })
    .nullish(),
  metric: z.array(metricSchema).nullish(),
});

const topologySchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      metadata: z.object({ name: z.string().nullish() }).nullish(),
      site: z.unknown().optional(),
    }),
  ),
  edges: z.array(
    z.object({
      node_id1: z.string(),
      node_id2: z.string(),
      links: z.array(linkSchema).nullish(),
      status: z.string().nullish(),
    }),
  ),
  step: z.string().nullish(),
});

/** One way between two sites, as the topology of one of them has it. */
export interface TopologyEdge {
  /** The names of the two sites. */
  ends: [string, string];
  /** F5's own word for how it stands, e.g. `LINK_STATUS_DEGRADED`; null when it gives none. */
  status: string | null;
  links: TopologyLink[];
}

/** One of what a way is made of: a tunnel, a control connection. */
export interface TopologyLink {
  name: string | null;
  /** The site that reports its metrics, and the other one, by name; null when the topology does not say. */
  source: string | null;
  destination: string | null;
  metrics: TopologyMetric[];
}

export interface Topology {
  edges: TopologyEdge[];
  /** How far apart the values of a metric are, e.g. `60s`; null when there are no metrics. */
  step: string | null;
}

/** What to measure, and when; moments in whole seconds since the epoch. */
export interface MetricSelector {
  edge: readonly string[];
  startSeconds: number;
  endSeconds: number;
  step: string;
}

/** The ways from a site to its neighbours; without a selector nothing that they measured. Throws a `ProviderError`. */
export async function readTopology(tenant: Tenant, site: string, selector: MetricSelector | null): Promise<Topology> {
  const { nodes, edges, step } = await tenant.request(toTopologyRequest(site, selector), topologySchema);
  // An identifier is F5's own business, and a node need not be a site.
  const names = new Map(nodes.filter((node) => node.site).map(({ id, metadata }) => [id, metadata?.name || id]));
  return {
    edges: edges.flatMap(({ node_id1, node_id2, links, status }) => {
      const [one, other] = [names.get(node_id1), names.get(node_id2)];
      if (one === undefined || other === undefined) return [];
      return [{ ends: [one, other], status: status || null, links: (links ?? []).map((link) => toLink(link, names)) }];
    }),
    step: step || null,
  };
}

export function toTopologyRequest(site: string, selector: MetricSelector | null): TenantRequest {
  const { edge, startSeconds, endSeconds, step } = selector ?? {};
  return {
    operation: topologyOperation,
    path: `/api/data/namespaces/${systemNamespace}/topology/site/${encodeURIComponent(site)}`,
    body: {
      site,
      level: 1,
      ...(selector === null
        ? {}
        : { metric_selector: { edge, start_time: String(startSeconds), end_time: String(endSeconds), step } }),
    },
  };
}

function toLink({ info, metric }: z.output<typeof linkSchema>, names: ReadonlyMap<string, string>): TopologyLink {
  const { name, src_id, dst_id } = info ?? {};
  return {
    name: name || null,
    source: names.get(src_id ?? '') ?? null,
    destination: names.get(dst_id ?? '') ?? null,
    metrics: metric ?? [],
  };
}
