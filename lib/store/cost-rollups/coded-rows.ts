import type { DuckDBConnection } from '@duckdb/node-api';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { amountBytes } from './amount-bytes';
import { type CodeType, codeTypeOf } from './code-type';
import { type EncodedRows, encodedColumn } from './encode-rows';
import { readRawColumns } from './raw-columns';
import { countWords, shortenAmounts, toBalanced } from './shorten-amounts';
import type { SumSource } from './sum-source';

/** Whole numbers, in as few bits as they need. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** Rows in memory. */
export interface CodedRows {
  count: number;
  /** Of each dimension the numbers of their values. */
  codes: Record<CostDimension, Numbers>;
  /** The places of their days among these, which are counted from the first charge day and in order. */
  days: Uint16Array;
  dayValues: Uint16Array;
  /** The costs that are told apart: each other one is in every row what the one before it is. */
  costs: readonly CostMetric[];
  /** Their costs one after another, each of so many words as `toBalanced` makes; one that is not told is 0. */
  words: Int32Array;
  wordsPerCost: number;
  /** Costs are whole numbers of 10^(exponent − 24). */
  exponent: number;
  /** How many rows of the delivery each is; null: one. */
  rows: Numbers | null;
  /** Of how many of those each cost is not told, four numbers; null: of none. */
  untold: Uint32Array | null;
}

const arrayOf = { UTINYINT: Uint8Array, USMALLINT: Uint16Array, UINTEGER: Uint32Array } as const;

/** As many as are told apart in 16 bits. */
const mostDays = 2 ** 16;

/** Reads what a table of encoded rows has, or one of sums of them. */
export async function readCodedRows(
  connection: DuckDBConnection,
  { values, leavesUntold }: Pick<EncodedRows, 'values' | 'leavesUntold'>,
  { table, isSummed, count }: SumSource,
): Promise<CodedRows> {
  const numbers: { sql: string; type: CodeType }[] = [
    ...costDimensions.map((dimension) => ({ sql: encodedColumn(dimension), type: codeTypeOf(values[dimension]) })),
    { sql: 'day', type: 'USMALLINT' },
    ...(isSummed ? [{ sql: 'row_count', type: 'UINTEGER' as const }] : []),
  ];
  const untold = costMetrics.map((metric) => (isSummed ? `untold_${metric}` : `(${metric} IS NULL)`));
  const columns = [
    ...numbers.map(({ sql, type }) => ({ sql: `${sql}::${type}`, width: arrayOf[type].BYTES_PER_ELEMENT })),
    ...costMetrics.map((metric) => ({ sql: `coalesce(${metric}, 0)::DECIMAL(38, 24)`, width: amountBytes })),
    ...(leavesUntold ? untold.map((sql) => ({ sql: `${sql}::UINTEGER`, width: 4 })) : []),
  ];
  const read = await readRawColumns(
    connection,
    `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${table}`,
    columns.map(({ width }) => width),
    count,
  );
  const own = numbers.map(({ type }, index) => toNumbers(read[index], type));
  const [days, rows = null] = own.slice(costDimensions.length);
  if (days === undefined) throw new TypeError('Rows have no days.');
  const all = read.slice(own.length, own.length + costMetrics.length);
  const costs = costMetrics.filter((_, place) => place === 0 || !isSame(all[place - 1], all[place]));
  const amounts = all.filter((_, place) => costs.includes(costMetrics[place] as CostMetric)).map(toWords);
  const missing = read.slice(own.length + costMetrics.length).map(toWords);
  const exponent = shortenAmounts(amounts);
  const wordsPerCost = countWords(amounts);
  return {
    count,
    codes: Object.fromEntries(costDimensions.map((dimension, index) => [dimension, own[index]])) as CodedRows['codes'],
    ...toPlaces(days),
    costs,
    words: toBalanced(amounts, wordsPerCost),
    wordsPerCost,
    exponent,
    rows,
    untold: leavesUntold ? interleave(missing) : null,
  };
}

function toPlaces(days: Numbers): Pick<CodedRows, 'days' | 'dayValues'> {
  const isThere = new Uint8Array(mostDays);
  for (let row = 0; row < days.length; row += 1) isThere[days[row] as number] = 1;
  const dayValues = new Uint16Array(mostDays).map((_, day) => day).filter((day) => isThere[day] === 1);
  const placeOf = new Uint16Array(mostDays);
  dayValues.forEach((day, place) => {
    placeOf[day] = place;
  });
  const places = new Uint16Array(days.length);
  for (let row = 0; row < days.length; row += 1) places[row] = placeOf[days[row] as number] as number;
  return { days: places, dayValues };
}

function toNumbers(bytes: Uint8Array<ArrayBuffer> | undefined, type: CodeType): Numbers {
  if (bytes === undefined) throw new TypeError('A column is missing.');
  const { buffer, byteOffset, byteLength } = bytes;
  return new arrayOf[type](buffer, byteOffset, byteLength / arrayOf[type].BYTES_PER_ELEMENT);
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
}

function toWords({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** Columns side by side, row by row. */
function interleave(columns: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(columns.reduce((length, column) => length + column.length, 0));
  for (const [place, column] of columns.entries())
    for (let row = 0; row < column.length; row += 1) all[row * columns.length + place] = column[row] as number;
  return all;
}
