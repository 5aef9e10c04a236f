import { z } from 'zod';
import type { Tenant, TenantRequest } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';

/** What tells how an edge of the graph stands. */
export const stateMetrics = [
  'EDGE_REACHABILITY',
  'EDGE_DATA_PLANE_CONNECTION_STATUS',
  'EDGE_CONTROL_PLANE_CONNECTION_STATUS',
] as const;

/** Without a range, the graph is of the ten minutes before now by F5's clock, one value a metric. */
export const connectivityRequest: TenantRequest = {
  operation: 'data:graph/connectivity',
  path: `/api/data/namespaces/${systemNamespace}/graph/connectivity`,
  body: {
    namespace: systemNamespace,
    field_selector: { edge: { metric: { types: stateMetrics } } },
    group_by: ['SITE'],
  },
};

const endSchema = z.object({ site: z.string().min(1), site_type: z.string().nullish() });
const edgeSchema = z.object({
  src_id: endSchema,
  dst_id: endSchema,
  metric: z
    .array(
      z.object({
        type: z.string(),
        value: z
          .object({ raw: z.array(z.object({ timestamp: z.number(), value: z.string().nullish() })).nullish() })
          .nullish(),
      }),
    )
    .nullish(),
});
const connectivitySchema = z.object({ edges: z.array(edgeSchema) });

/** What one site reports of the way to another. */
export type ConnectivityEdge = z.output<typeof edgeSchema>;

/** The ways between the sites of a tenant that are connected to one another. Throws a `ProviderError`. */
export async function readConnectivity(tenant: Tenant): Promise<ConnectivityEdge[]> {
  return (await tenant.request(connectivityRequest, connectivitySchema)).edges;
}

/** The newest value of a metric; null when there is none: a blank is no value, and no zero. */
export function newestValue({ metric }: ConnectivityEdge, type: (typeof stateMetrics)[number]): number | null {
  const values = (metric ?? []).filter((each) => each.type === type).flatMap(({ value }) => value?.raw ?? []);
  const newest = values.toSorted((a, b) => b.timestamp - a.timestamp).map(({ value }) => toNumber(value));
  return newest.find((value) => value !== null) ?? null;
}

/** Numbers come as text; null for a blank and for what is not finite. */
export function toNumber(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The sites of the tenant's own, whose topologies hold every way there is: regional edges are F5's. */
export function customerEdgesOf(edges: readonly ConnectivityEdge[]): string[] {
  const ends = edges.flatMap(({ src_id, dst_id }) => [src_id, dst_id]);
  return [...new Set(ends.filter(({ site_type }) => site_type === 'CUSTOMER_EDGE').map(({ site }) => site))].sort();
}
