import type { DuckDBConnection } from '@duckdb/node-api';
import type pg from 'pg';
import { type CostCut, chooseCut } from '@/lib/store/cost-rollups/cost-cut';
import { type CostQuestion, type DayRange, dimensionsOf, type ToBucket } from '@/lib/store/cost-rollups/cost-question';
import { CostTally } from '@/lib/store/cost-rollups/cost-tally';
import type { DeliveryFile } from '@/lib/store/cost-rollups/delivery-files';
import { tallyRollups } from '@/lib/store/cost-rollups/tally-rollups';
import { sumRows } from '@/lib/store/cost-rollups/tally-rows';

/** The sums that an answer is made of, wherever they are read from. */
export interface CostReader {
  /** Over all values, by stretch of time. */
  whole(range: DayRange, toBucket: ToBucket): Promise<CostTally>;
  /** By value, over all days. */
  values(range: DayRange): Promise<CostTally>;
  /** By stretch of time, of some values; `labels` null: of all. */
  series(range: DayRange, toBucket: ToBucket, labels: ReadonlySet<string | null> | null): Promise<CostTally>;
}

/** The cuts that answer a question: by what it asks, and for the whole. Null: only the rows can. */
export function chooseCuts(question: CostQuestion): { values: CostCut; whole: CostCut } | null {
  // Tags are in no cut.
  if (question.tags !== undefined) return null;
  const values = chooseCut(dimensionsOf(question));
  const whole = chooseCut(dimensionsOf({ ...question, dimension: null }));
  return values === null || whole === null ? null : { values, whole };
}

/** Reads from roll-ups. */
export function readFromRollups(
  pool: pg.Pool,
  question: CostQuestion,
  cuts: { values: CostCut; whole: CostCut },
): CostReader {
  return {
    whole: (range, toBucket) => tallyRollups(pool, { ...question, dimension: null }, cuts.whole, range, { toBucket }),
    values: (range) => tallyRollups(pool, question, cuts.values, range),
    series: (range, toBucket, labels) => tallyRollups(pool, question, cuts.values, range, { toBucket, labels }),
  };
}

/** Reads from the rows, once for all days of `range`. */
export async function readFromRows(
  connection: DuckDBConnection,
  question: CostQuestion,
  range: DayRange,
  files: readonly DeliveryFile[],
): Promise<CostReader> {
  const rows = await sumRows(connection, question, range, ({ id }) =>
    files.filter(({ deliveryId }) => deliveryId === id).map(({ path }) => path),
  );
  return {
    whole: (days, toBucket) => rows.tally(days, { toBucket, whole: true }),
    values: (days) => rows.tally(days),
    series: (days, toBucket, labels) => rows.tally(days, { toBucket, labels }),
  };
}

/** For a person who may see nothing. */
export const nothingToRead: CostReader = {
  whole: async () => new CostTally(),
  values: async () => new CostTally(),
  series: async () => new CostTally(),
};
