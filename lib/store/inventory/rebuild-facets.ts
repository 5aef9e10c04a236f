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

/** Columns of a resource `r` as facets see them. */
export const facetColumns = `r.region, r.site, coalesce(r.team, '') as team, coalesce(r.owner, '') as owner,
  coalesce(r.gpu_model, case when r.gpu_count is null then '${unknownGpuModel}' else '' end) as "gpuModel"`;

/** When a resource `r` that the last read of its scope missed was seen, in milliseconds; null when it was not missed. */
export const lastSeenColumn = `(extract(epoch from r.last_seen_at) * 1000)::float8 as "lastSeenAt"`;

/** Counts a scope's present resources anew. Call it in the transaction that changed them, or missed them. */
export async function rebuildFacets(client: pg.ClientBase, connectionId: string, scope: InventoryScope): Promise<void> {
  const address = [connectionId, scope.account, scope.region, scope.kind];
  const { rows } = await client.query(
    `select ${facetColumns}, r.status, count(*) as count, coalesce(sum(r.gpu_count), 0) as accelerators,
       ${lastSeenColumn}
     from resource r
     where r.connection_id = $1 and r.account = $2 and r.scope_region = $3 and r.kind = $4 and r.gone_at is null
     group by 1, 2, 3, 4, 5, 6, r.last_seen_at`,
    address,
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
