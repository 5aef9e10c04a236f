import type pg from 'pg';
import { z } from 'zod';
import { cellStoreOf, type Dictionaries, type EncodedCells, type Segment } from './cell-store';
import type { CollectionState } from './collection-state';
import { cellDimensions, type FacetCell, forEachDimension, toCellTable } from './facet-cells';
import { facetColumns } from './rebuild-facets';
import type { SqlParameters } from './sql-parameters';

/** Counted resources that share a connection, an account and a kind. */
export interface ScopeCells extends EncodedCells {
  connectionId: string;
  account: string;
  kind: string;
  /** Resources in all its cells. */
  present: number;
  /** Every status counts as unknown: they stand on a read too long ago. */
  expired: boolean;
}

/** Counted resources, with what their codes mean. */
export interface CellSet {
  dictionaries: Dictionaries;
  scopes: ScopeCells[];
}

/** Counts of present resources by scope, exact. */
export async function readScopeCells(pool: pg.Pool, state: CollectionState): Promise<CellSet> {
  const store = cellStoreOf(pool);
  const cutoffs = new Map(state.connections.map(({ id, expiryCutoff }) => [id, expiryCutoff.getTime()]));
  const isExpired = toExpiryTest(state);
  const scopes: ScopeCells[] = [];
  for (const segment of await store.read(pool)) {
    if (segment.present === 0) continue;
    if (isExpired(segment)) scopes.push({ ...segment, expired: true });
    else if (segment.lastSeenAt.length === 0) scopes.push(segment);
    else scopes.push(...splitByAge(segment, cutoffs.get(segment.connectionId)));
  }
  return { dictionaries: store.dictionaries, scopes };
}

function toExpiryTest({ expiry }: CollectionState) {
  const connections = new Set(expiry.connections);
  const toKey = (parts: { connectionId: string; account: string; region: string; kind: string }) =>
    [parts.connectionId, parts.account, parts.region, parts.kind].join('\n');
  const scopes = new Set(expiry.scopes.map(toKey));
  return (segment: Parameters<typeof toKey>[0]) =>
    connections.has(segment.connectionId) || (scopes.size > 0 && scopes.has(toKey(segment)));
}

/** The cells of a scope that is read, those apart that its reads have missed since before the cutoff. */
function splitByAge(segment: Segment, cutoff: number | undefined): ScopeCells[] {
  const isMissed = (cell: number) => {
    const seenAt = segment.lastSeenAt[cell];
    return typeof seenAt === 'number' && cutoff !== undefined && seenAt < cutoff;
  };
  if (!segment.lastSeenAt.some((_, cell) => isMissed(cell))) return [segment];
  return [pick(segment, (cell) => !isMissed(cell)), { ...pick(segment, isMissed), expired: true }];
}

function pick(segment: Segment, isWanted: (cell: number) => boolean): Segment {
  const wanted = (_: unknown, cell: number) => isWanted(cell);
  const counts = segment.counts.filter(wanted);
  return {
    ...segment,
    length: counts.length,
    codes: forEachDimension((dimension) => segment.codes[dimension].filter(wanted)),
    counts,
    accelerators: segment.accelerators.filter(wanted),
    lastSeenAt: segment.lastSeenAt.filter(wanted),
    present: counts.reduce((sum, count) => sum + count, 0),
  };
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
    group.cells.push({ ...cell, lastSeenAt: null });
    groups.set(key, group);
  }
  const scopes = [...groups.values()].map(
    ({ cells, ...where }): ScopeCells => ({
      ...where,
      ...encode(cells),
      present: cells.reduce((sum, { count }) => sum + count, 0),
      expired: false,
    }),
  );
  return { dictionaries, scopes };
}

function withEncoder(pool: pg.Pool) {
  const store = cellStoreOf(pool);
  return { dictionaries: store.dictionaries, encode: (cells: FacetCell[]) => store.encode(toCellTable(cells)) };
}
