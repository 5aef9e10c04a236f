import type { DuckDBConnection } from '@duckdb/node-api';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { type CostCut, type CutDimension, costCuts, cutDimensions } from './cost-cut';
import { type EncodedRows, encodeRows } from './encode-rows';
import { type PackedCut, pack } from './packed-cut';
import { packCuts, sumByDay } from './roll-cut';
import { areOftenAlike, isWorthSumming, type SumSource, toRowSource, withSums } from './sum-source';

/** What a delivery adds up to, ready to be written. */
export interface Rollup {
  attribution: Attribution;
  tagKeys: string[];
  /** Null: the delivery has no rows, and so no sums. */
  baseDay: string | null;
  /** The values of each dimension in order, as compressed JSON. */
  keys: { dimension: CutDimension; keys: Buffer }[];
  cuts: PackedCut[];
}

/**
 * Adds a delivery's Parquet files up by every cut. It is done before the transaction that writes it, for a large delivery
 * takes seconds. The connection's temporary tables are its own.
 */
export async function computeRollup(
  connection: DuckDBConnection,
  files: readonly string[],
  attribution: Attribution,
): Promise<Rollup> {
  if (files.length === 0) return { attribution, tagKeys: [], baseDay: null, keys: [], cuts: [] };
  const rows = await encodeRows(connection, files, attribution);
  const { baseDay, tagKeys, values } = rows;
  try {
    const keys = cutDimensions.map((dimension) => ({
      dimension,
      keys: pack(Buffer.from(JSON.stringify(values[dimension]))),
    }));
    return { attribution, tagKeys, baseDay, keys, cuts: await rollCuts(connection, rows) };
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${rows.table}`);
  }
}

/** Rolls up dimension by dimension, from sums where those are far fewer than the rows. */
async function rollCuts(connection: DuckDBConnection, rows: EncodedRows): Promise<PackedCut[]> {
  const from = toRowSource(rows);
  if (!(await areOftenAlike(connection, rows))) return rollFrom(connection, rows, from);
  return withSums(connection, from, cutDimensions, (sums) => rollFrom(connection, rows, sums));
}

async function rollFrom(connection: DuckDBConnection, rows: EncodedRows, from: SumSource): Promise<PackedCut[]> {
  const packed: PackedCut[] = [];
  const roll = async (source: SumSource, cuts: readonly CostCut[]) => {
    for (const cut of cuts) packed.push(...packCuts(rows, cut, await sumByDay(connection, source, cut)));
  };
  for (const dimension of cutDimensions) {
    const cuts = costCuts.filter((cut) => cut.dimension === dimension);
    const all = ['team', 'site', dimension] as const;
    if (isWorthSumming(rows, all)) await withSums(connection, from, all, (sums) => roll(sums, cuts));
    else {
      const isOfTeams = ({ within }: CostCut) => within === 'team';
      await roll(from, cuts.filter(isOfTeams));
      await withSums(connection, from, ['site', dimension], (sums) =>
        roll(
          sums,
          cuts.filter((cut) => !isOfTeams(cut)),
        ),
      );
    }
  }
  return packed;
}
