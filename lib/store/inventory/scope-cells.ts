import type pg from 'pg';
import { z } from 'zod';
import type { CollectionState } from './collection-state';
import { type CellTable, cellDimensions, type FacetCell, toCellTable, unpackCells } from './facet-cells';
import { toExpiredCondition } from './filter-sql';
import type { InventoryFilter } from './inventory-filter';
import { facetColumns } from './rebuild-facets';
import { SqlParameters } from './sql-parameters';

/** Counted resources that share a connection, an account and a kind. */
export interface ScopeCells {
  connectionId: string;
  account: string;
  kind: string;
  /** Every status counts as unknown: the scope was last read too long ago. */
  expired: boolean;
  /** -1: to be taken away from what others counted. */
  weight: 1 | -1;
  table: CellTable;
}

const facetSchema = z.object({
  connection_id: z.string(),
  account: z.string(),
  region: z.string(),
  kind: z.string(),
  cells: z.instanceof(Buffer),
});

/** Counts of present resources by scope, exact. `narrow` leaves out what the filter's scope cannot hold. */
export async function readScopeCells(
  pool: pg.Pool,
  state: CollectionState,
  narrow: InventoryFilter = {},
): Promise<ScopeCells[]> {
  const parameters = new SqlParameters();
  const conditions = ['f.present > 0'];
  if (narrow.connection) conditions.push(`f.connection_id = any(${parameters.add(narrow.connection, 'uuid[]')})`);
  if (narrow.account) conditions.push(`f.account = any(${parameters.add(narrow.account, 'text[]')})`);
  if (narrow.kind) conditions.push(`f.kind = any(${parameters.add(narrow.kind, 'text[]')})`);
  if (narrow.region)
    conditions.push(`(f.region = 'global' or f.region = any(${parameters.add(narrow.region, 'text[]')}))`);
  const { rows } = await pool.query(
    `select f.connection_id, f.account, f.region, f.kind, f.cells from inventory_facet f where ${conditions.join(' and ')}`,
    parameters.values,
  );
  const isExpired = toExpiryTest(state);
  const cells = z
    .array(facetSchema)
    .parse(rows)
    .map((row) => ({
      connectionId: row.connection_id,
      account: row.account,
      kind: row.kind,
      expired: isExpired(row.connection_id, row.account, row.region, row.kind),
      weight: 1 as const,
      table: unpackCells(row.cells),
    }));
  return [...cells, ...(await readMissedCells(pool, state))];
}

function toExpiryTest({ expiry }: CollectionState) {
  const connections = new Set(expiry.connections);
  const toKey = (...parts: string[]) => parts.join('\n');
  const scopes = new Set(
    expiry.scopes.map(({ connectionId, account, region, kind }) => toKey(connectionId, account, region, kind)),
  );
  return (connectionId: string, account: string, region: string, kind: string) =>
    connections.has(connectionId) || scopes.has(toKey(connectionId, account, region, kind));
}

/** Resources missed for too long in scopes that are read: counted by their status above, and unknown in truth. */
async function readMissedCells(pool: pg.Pool, { expiry }: CollectionState): Promise<ScopeCells[]> {
  if (expiry.missed.length === 0) return [];
  const parameters = new SqlParameters();
  const missed = toExpiredCondition({ connections: [], scopes: [], missed: expiry.missed }, parameters);
  const elsewhere = toExpiredCondition({ ...expiry, missed: [] }, parameters);
  const counted = await readCells(
    pool,
    `r.gone_at is null and r.last_seen_at is not null and ${missed} ${elsewhere === null ? '' : `and not ${elsewhere}`}`,
    parameters,
  );
  return counted.flatMap((cells) => [
    { ...cells, weight: -1 as const },
    { ...cells, expired: true },
  ]);
}

const countedSchema = z.object({
  connectionId: z.string(),
  account: z.string(),
  kind: z.string(),
  region: z.string(),
  status: z.string(),
  site: z.string(),
  team: z.string(),
  owner: z.string(),
  gpuModel: z.string(),
  count: z.coerce.number(),
  accelerators: z.coerce.number(),
});

/** Counts resources `r` that meet a condition, where they stand. `limit` bounds how many are counted. */
export async function readCells(
  pool: pg.Pool,
  condition: string,
  parameters: SqlParameters,
  { limit, status = 'r.status' }: { limit?: number; status?: string } = {},
): Promise<ScopeCells[]> {
  const bound = limit === undefined ? '' : `limit ${limit}`;
  const { rows } = await pool.query(
    `select "connectionId", account, kind, ${cellDimensions.map((dimension) => `"${dimension}"`).join(', ')},
       count(*) as count, coalesce(sum(gpu_count), 0) as accelerators
     from (select r.connection_id as "connectionId", r.account, r.kind, r.gpu_count, ${facetColumns}, ${status} as status
       from resource r where ${condition} ${bound}) found
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
    parameters.values,
  );
  const groups = new Map<string, { connectionId: string; account: string; kind: string; cells: FacetCell[] }>();
  for (const { connectionId, account, kind, ...cell } of z.array(countedSchema).parse(rows)) {
    const key = `${connectionId}\n${account}\n${kind}`;
    const group = groups.get(key) ?? { connectionId, account, kind, cells: [] };
    group.cells.push(cell);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ cells, ...where }) => ({
    ...where,
    expired: false,
    weight: 1,
    table: toCellTable(cells),
  }));
}
