import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type CommitmentCut, commitmentCuts, measuresOfCut } from '@/lib/domain/cost/commitment-sum';
import { amountBytes } from '@/lib/store/cost-rollups/amount-bytes';
import { toSource } from '@/lib/store/cost-rollups/encode-rows';
import { readRawColumns } from '@/lib/store/cost-rollups/raw-columns';
import {
  areAlikeSql,
  hasPartsSql,
  isBySql,
  measureColumns,
  stageAlikeSql,
  stageChargesSql,
  stagedAlike,
  stagedCharges,
  stagedUsage,
  stageUsageSql,
  toNamedRows,
} from './commitment-rows-sql';
import { providerSql } from './costs-sql';
import { type PackedCommitments, packCommitments, type RawCommitments, toEntries } from './packed-commitments';
import { storedText } from './stored-schema';
import type { StoredCommitment } from './stored-sums';

/** What a cut is read from, and which column of it the cut is by; null: by nothing more. */
const cutSources: Record<CommitmentCut, { from: string; value: string | null }> = {
  // Of the same usage by any dimension, that with the fewest values is the shortest.
  whole: { from: `${stagedUsage} WHERE ${isBySql('gpu_model')}`, value: null },
  service: { from: `${stagedUsage} WHERE ${isBySql('service')}`, value: 'service' },
  region: { from: `${stagedUsage} WHERE ${isBySql('region')}`, value: 'region' },
  'gpu-model': { from: `${stagedUsage} WHERE ${isBySql('gpu_model')}`, value: 'gpu_model' },
  committed: { from: stagedCharges, value: null },
  commitment: { from: stagedCharges, value: 'commitment' },
};

const commitmentSchema: z.ZodType<StoredCommitment> = z.object({
  commitment_id: z.string(),
  provider: storedText,
  name: storedText,
  type: storedText,
  category: storedText,
  unit: storedText,
});

const summed = 'commitment_sums';

/** Adds up how a delivery's usage was paid for, by day and over all days, by every cut. */
export async function computeCommitmentSums(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<{ commitments: StoredCommitment[]; commitmentSums: PackedCommitments[] }> {
  try {
    const source = toSource(files);
    const parts = await connection.runAndReadAll(hasPartsSql(source));
    const told = toNamedRows(source, parts.currentRowCount > 0);
    const alike = await connection.runAndReadAll(areAlikeSql(source));
    const isSummed = alike.getRows()[0]?.[0] === true;
    if (isSummed) await connection.run(stageAlikeSql(told));
    const rows = isSummed ? { sql: stagedAlike, isSummed } : told;
    await connection.run(stageUsageSql(rows));
    await connection.run(stageChargesSql(rows));
    const commitmentSums: PackedCommitments[] = [];
    for (const cut of commitmentCuts) commitmentSums.push(...(await sumByCut(connection, cut)));
    const named = await connection.runAndReadAll(commitmentsSql(source));
    return { commitments: commitmentSchema.array().parse(named.getRowObjectsJson()), commitmentSums };
  } finally {
    for (const table of [summed, stagedAlike, stagedUsage, stagedCharges])
      await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}

async function sumByCut(connection: DuckDBConnection, cut: CommitmentCut): Promise<PackedCommitments[]> {
  await connection.run(sumsSql(cut));
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT provider, currency, value, class, capacity, is_eligible, entry FROM ${summed} ORDER BY entry`,
  );
  const entries = toEntries(reader.getRows().map((row) => row.slice(0, -1)));
  if (entries.length === 0) return [];
  return [
    packCommitments(cut, entries, await readSums(connection, cut, false)),
    packCommitments(cut, entries, await readSums(connection, cut, true)),
  ];
}

async function readSums(connection: DuckDBConnection, cut: CommitmentCut, byDay: boolean): Promise<RawCommitments> {
  const columns = measuresOfCut[cut].map((measure) => measureColumns[measure]);
  const numbers = ['entry', byDay ? 'day' : '0::UINTEGER', 'sum(row_count)::UINTEGER'];
  const amounts = columns.map((column) => `coalesce(sum(${column}), 0)::DECIMAL(38, 24)`);
  const untold = columns.map((column) => `sum(untold_${column})::UINTEGER`);
  const found = await readRawColumns(
    connection,
    `SELECT ${[...numbers, ...amounts, ...untold].join(', ')} FROM ${summed}
     GROUP BY entry${byDay ? ', day ORDER BY entry, day' : ' ORDER BY entry'}`,
    [...numbers.map(() => 4), ...amounts.map(() => amountBytes), ...untold.map(() => 4)],
  );
  const words = (index: number) => toWords(found[index] ?? new Uint8Array());
  return {
    entry: words(0),
    day: byDay ? words(1) : null,
    rows: words(2),
    amounts: found.slice(numbers.length, numbers.length + amounts.length),
    untold: untold.map((_, index) => words(numbers.length + amounts.length + index)),
  };
}

function toWords({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** What counts for a cut, with the number of what it has in common with others, from 0. */
function sumsSql(cut: CommitmentCut): string {
  const { from, value } = cutSources[cut];
  const columns = measuresOfCut[cut].map((measure) => measureColumns[measure]);
  const sums = columns.map((column) => `sum(${column}) AS ${column}, sum(untold_${column}) AS untold_${column}`);
  const entry = ['provider', 'currency', 'value', 'class', 'capacity', 'is_eligible'].join(', ');
  return `CREATE OR REPLACE TEMP TABLE ${summed} AS
    SELECT *, (dense_rank() OVER (ORDER BY ${entry}) - 1)::UINTEGER AS entry FROM (
      SELECT (day - DATE '1970-01-01')::UINTEGER AS day, provider, currency, ${value ?? 'NULL::VARCHAR'} AS value, class,
        capacity, is_eligible, sum(row_count) AS row_count, ${sums.join(', ')}
      FROM ${from} GROUP BY ALL)`;
}

/** What rows call each commitment; of several spellings the last in order counts. */
function commitmentsSql(source: string): string {
  return `SELECT nullif(CommitmentDiscountId, '') AS commitment_id, max(${providerSql}) AS provider,
      max(nullif(CommitmentDiscountName, '')) AS name, max(nullif(CommitmentDiscountType, '')) AS type,
      max(nullif(CommitmentDiscountCategory, '')) AS category, max(nullif(CommitmentDiscountUnit, '')) AS unit
    FROM ${source} WHERE nullif(CommitmentDiscountId, '') IS NOT NULL GROUP BY ALL ORDER BY 1`;
}
