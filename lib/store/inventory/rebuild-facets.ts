import type pg from 'pg';
import { z } from 'zod';
import { type FacetCell, packCells, toCellTable, unknownGpuModel } from './facet-cells';
import type { InventoryScope } from './inventory-scope';

const cellSchema = z.object({
  region: z.string(),
  status: z.string(),
  site: z.string(),
  team: z.string(),
  owner: z.string(),
  gpuModel: z.string(),
  count: z.coerce.number(),
  accelerators: z.coerce.number(),
  lastSeenAt: z.number().nullable(),
});

const nodeScopeSchema = z.object({ connectionId: z.string(), account: z.string(), region: z.string() });

/** Columns of a resource `r` as facets see them. */
export const facetColumns = `r.region, r.site, coalesce(r.team, '') as team, coalesce(r.owner, '') as owner,
  coalesce(r.gpu_model, case when r.gpu_count is null then '${unknownGpuModel}' else '' end) as "gpuModel"`;

/** When a resource `r` that the last read of its scope missed was seen, in milliseconds; null when it was not missed. */
export const lastSeenColumn = `(extract(epoch from r.last_seen_at) * 1000)::float8 as "lastSeenAt"`;

/** Kinds of which a cloud lists machines, on which nodes of clusters may run. */
const machineKinds: readonly string[] = ['compute-instance', 'instance-group'];

/**
 * A node's devices are its machine's where a cloud says how many that has, and count there: none of a node `r` that is listed
 * so. Of a machine that failed none count, though its nodes may have them still.
 */
const ownAccelerators = `case when r.kind = 'cluster-node' and r.machine is not null and exists (
    select from resource host where host.machine = r.machine and host.kind = any($5) and host.gone_at is null
      and host.gpu_count > 0 and host.status <> 'failed')
  then 0 else r.gpu_count end`;

/**
 * Counts a scope's present resources anew, and with machines the nodes that run on them. Call it in the transaction that
 * changed them, or missed them.
 */
export async function rebuildFacets(client: pg.ClientBase, connectionId: string, scope: InventoryScope): Promise<void> {
  await countScope(client, connectionId, scope);
  if (!machineKinds.includes(scope.kind)) return;
  const { rows } = await client.query(
    `select distinct node.connection_id as "connectionId", node.account, node.scope_region as region
     from resource host join resource node on node.machine = host.machine and node.kind = 'cluster-node'
     where host.connection_id = $1 and host.account = $2 and host.scope_region = $3 and host.kind = $4
     order by 1, 2, 3`,
    [connectionId, scope.account, scope.region, scope.kind],
  );
  for (const node of nodeScopeSchema.array().parse(rows))
    await countScope(client, node.connectionId, { account: node.account, region: node.region, kind: 'cluster-node' });
}

async function countScope(client: pg.ClientBase, connectionId: string, scope: InventoryScope): Promise<void> {
  const address = [connectionId, scope.account, scope.region, scope.kind];
  const { rows } = await client.query(
    `select ${facetColumns}, r.status, count(*) as count, coalesce(sum(${ownAccelerators}), 0) as accelerators,
       ${lastSeenColumn}
     from resource r
     where r.connection_id = $1 and r.account = $2 and r.scope_region = $3 and r.kind = $4 and r.gone_at is null
     group by 1, 2, 3, 4, 5, 6, r.last_seen_at`,
    [...address, machineKinds],
  );
  const cells: FacetCell[] = z.array(cellSchema).parse(rows);
  const present = cells.reduce((sum, { count }) => sum + count, 0);
  await client.query(
    `insert into inventory_facet (connection_id, account, region, kind, present, cells, changed_in)
     values ($1, $2, $3, $4, $5, $6, pg_current_xact_id()::text::bigint)
     on conflict (connection_id, account, region, kind) do update 
       set present = excluded.present, cells = excluded.cells, changed_in = excluded.changed_in`,
    [...address, present, packCells(toCellTable(cells))],
  );
}
