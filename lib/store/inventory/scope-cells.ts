import type pg from 'pg';
import { z } from 'zod';
import { cellStoreOf, type Dictionaries, type EncodedCells } from './cell-store';
import type { CollectionState } from './collection-state';
import { cellDimensions, type FacetCell, toCellTable } from './facet-cells';
import { toExpiredCondition } from './filter-sql';
import { facetColumns } from './rebuild-facets';
import { SqlParameters } from './sql-parameters';

/** Counted resources that share a connection, an account and a kind. */
export interface ScopeCells extends EncodedCells {
  connectionId: string;
  account: string;
  kind: string;
  /** Resources in all its cells. */
  present: number;
  /** Every status counts as unknown: the scope was last read too long ago. */
  expired: boolean;
  /** -1: to be taken away from what others counted. */
  weight: 1 | -1;
}

/** Counted resources, with what their codes mean. */
export interface CellSet {
  dictionaries: Dictionaries;
  scopes: ScopeCells[];
}

/** Counts of present resources by scope, exact. */
export async function readScopeCells(pool: pg.Pool, state: CollectionState): Promise<CellSet> {
  const store = cellStoreOf(pool);
  const missed = await readMissedCells(pool, state);
  const isExpired = toExpiryTest(state);
  const scopes: ScopeCells[] = [];
  for (const segment of await store.read(pool))
    if (segment.present > 0) scopes.push({ ...segment, expired: isExpired(segment), weight: 1 });
  return { dictionaries: store.dictionaries, scopes: [...scopes, ...missed] };
}

function toExpiryTest({ expiry }: CollectionState) {
  const connections = new Set(expiry.connections);
  const toKey = (parts: { connectionId: string; account: string; region: string; kind: string }) =>
    [parts.connectionId, parts.account, parts.region, parts.kind].join('\n');
  const scopes = new Set(expiry.scopes.map(toKey));
  return (segment: Parameters<typeof toKey>[0]) =>
    connections.has(segment.connectionId) || (scopes.size > 0 && scopes.has(toKey(segment)));
}

/** Resources missed for too long in scopes that are read: counted by their status above, and unknown in truth. */
async function readMissedCells(pool: pg.Pool, { expiry }: CollectionState): Promise<ScopeCells[]> {
  if (expiry.missed.length === 0) return [];
  const parameters = new SqlParameters();
  const missed = toExpiredCondition({ connections: [], scopes: [], missed: expiry.missed }, parameters);
  const elsewhere = toExpiredCondition({ ...expiry, missed: [] }, parameters);
  const counted = await countCells(
    pool,
    `select ${toCellColumns('r.status')} from resource r where r.gone_at is null and r.last_seen_at is not null
       and ${missed} ${elsewhere === null ? '' : `and not ${elsewhere}`}`,
    parameters,
  );
  return counted.scopes.flatMap((cells) => [
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

/** The columns of a resource `r` that `countCells` counts by; `status` is an expression of it. */
export function toCellColumns(status: string): string {
  return `r.connection_id as "connectionId", r.account, r.kind, r.gpu_count, ${facetColumns}, ${status} as status`;
}

/** Counts resources where they stand. `subquery` selects their cell columns. */
export async function countCells(pool: pg.Pool, subquery: string, parameters: SqlParameters): Promise<CellSet> {
  const { dictionaries, encode } = withEncoder(pool);
  const { rows } = await pool.query(
    `select "connectionId", account, kind, ${cellDimensions.map((dimension) => `"${dimension}"`).join(', ')},
       count(*) as count, coalesce(sum(gpu_count), 0) as accelerators
     from (${subquery}) found
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
  const scopes = [...groups.values()].map(
    ({ cells, ...where }): ScopeCells => ({
      ...where,
      ...encode(cells),
      present: cells.reduce((sum, { count }) => sum + count, 0),
      expired: false,
      weight: 1,
    }),
  );
  return { dictionaries, scopes };
}

function withEncoder(pool: pg.Pool) {
  const store = cellStoreOf(pool);
  return { dictionaries: store.dictionaries, encode: (cells: FacetCell[]) => store.encode(toCellTable(cells)) };
}
