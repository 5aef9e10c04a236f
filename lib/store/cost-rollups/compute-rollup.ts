import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { computeCostSums } from '@/lib/store/cost-sums/compute-cost-sums';
import type { CostSumsOfDelivery } from '@/lib/store/cost-sums/stored-sums';
import { type CodedRows, readCodedRows } from './coded-rows';
import { type CostCut, type CutDimension, costCuts, cutDimensions, cutWithins } from './cost-cut';
import { type EncodedRows, encodeRows } from './encode-rows';
import { type PackedCut, pack } from './packed-cut';
import { CutRoller } from './roll-cut';
import { withFewest } from './sum-source';

/** What a delivery adds up to, ready to be written. */
export interface Rollup {
  attribution: Attribution;
  tagKeys: string[];
  /** Null: the delivery has no rows, and so no sums. */
  baseDay: string | null;
  /** The values of each dimension in order, as compressed JSON. */
  keys: { dimension: CutDimension; keys: Buffer }[];
  cuts: PackedCut[];
  /** How usage was paid for, and which way data went. */
  sums: CostSumsOfDelivery;
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
  if (files.length === 0) {
    const sums = await computeCostSums(connection, files, attribution, []);
    return { attribution, tagKeys: [], baseDay: null, keys: [], cuts: [], sums };
  }
  const encoded = await encodeRows(connection, files, attribution);
  const { baseDay, tagKeys, values } = encoded;
  const rows = await withFewest(connection, encoded, (source) => readCodedRows(connection, encoded, source)).finally(
    () => connection.run(`DROP TABLE ${encoded.table}`),
  );
  // DuckDB works on these while this thread works on the cuts. The connection is the caller's again once both are done.
  const summing = computeCostSums(connection, files, attribution, tagKeys);
  const cuts = await rollCuts(encoded, rows).finally(() => Promise.allSettled([summing]));
  const keys = cutDimensions.map((dimension) => ({
    dimension,
    keys: pack(Buffer.from(JSON.stringify(values[dimension]))),
  }));
  return { attribution, tagKeys, baseDay, keys, cuts, sums: await summing };
}

/** Rolls up cut by cut. */
async function rollCuts(encoded: EncodedRows, rows: CodedRows): Promise<PackedCut[]> {
  const packed = new Map<CostCut, PackedCut[]>();
  for (const within of cutWithins) {
    const roller = new CutRoller(encoded, rows, within);
    for (const cut of costCuts.filter((one) => one.within === within)) {
      packed.set(cut, roller.roll(cut.dimension));
      // Others of this process have their turn.
      await setImmediate();
    }
  }
  return costCuts.flatMap((cut) => packed.get(cut) ?? []);
}
