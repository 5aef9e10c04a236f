import { z } from 'zod';
import type { Tenant, TenantRequest } from '../connect/open-tenant';
import { systemNamespace } from '../connect/read-namespaces';

export const meshGroupsRequest: TenantRequest = {
  operation: 'data:topology/site_mesh_groups',
  path: `/api/data/namespaces/${systemNamespace}/topology/site_mesh_groups`,
};

const groupSchema = z.object({
  info: z
    .object({ type: z.string().nullish(), topology_site: z.array(z.object({ name: z.string() })).nullish() })
    .nullish(),
});
const meshGroupsSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      metadata: z.object({ name: z.string().nullish() }).nullish(),
      site_mesh_group: groupSchema.nullish(),
    }),
  ),
});

/** Sites that a person joined, so that they reach one another without F5's network between. */
export interface MeshGroup {
  name: string;
  /** In F5's word: a full mesh, a hub's or a spoke's; null when it does not say. */
  type: string | null;
  sites: string[];
}

/** Throws a `ProviderError`. */
export async function readMeshGroups(tenant: Tenant): Promise<MeshGroup[]> {
  const { nodes } = await tenant.request(meshGroupsRequest, meshGroupsSchema);
  return nodes.flatMap(({ id, metadata, site_mesh_group: group }) =>
    group
      ? [
          {
            name: metadata?.name || id,
            type: group.info?.type || null,
            sites: (group.info?.topology_site ?? []).map(({ name }) => name),
          },
        ]
      : [],
  );
}
