import type { DuckDBConnection } from '@duckdb/node-api';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { AmountSums, amountBytes, packAmount } from './amount-sums';
import type { CostCut } from './cost-cut';
import { type EncodedRows, encodedColumn } from './encode-rows';
import { keysPerStretch, type PackedCut, type PackedDays, pack, packSums, type RawSums } from './packed-cut';
import { readRawColumns } from './raw-columns';
import type { SumSource } from './sum-source';

/** What DuckDB answers, entry by entry, in order of provider, currency, what the cut is within, key and day. */
interface SumsByDay extends RawSums {
  provider: Uint32Array;
  currency: Uint32Array;
  within: Uint32Array;
  key: Uint32Array;
  day: Uint32Array;
}

/** What encoded rows sum up to by one cut. */
export function packCuts(rows: EncodedRows, cut: CostCut, sums: SumsByDay): PackedCut[] {
  const packed: PackedCut[] = [];
  const isNext = (index: number) =>
    (['provider', 'currency', 'within'] as const).some((column) => sums[column][index] !== sums[column][index - 1]);
  for (let start = 0, end = 1; start < sums.key.length; end += 1) {
    if (end < sums.key.length && !isNext(end)) continue;
    packed.push(packCut(rows, cut, sums, start, end));
    start = end;
  }
  return packed;
}

/** Sums up by one cut and by day. */
export async function sumByDay(
  connection: DuckDBConnection,
  { table, rows, untold }: SumSource,
  { dimension, within }: CostCut,
): Promise<SumsByDay> {
  const by = {
    provider: encodedColumn('provider'),
    currency: encodedColumn('currency'),
    within: within === null ? '0' : encodedColumn(within),
    key: encodedColumn(dimension),
    day: 'day',
  };
  const grouping = Object.values(by).filter((column) => column !== '0');
  const numbers = [...Object.values(by).map((column) => `${column}::UINTEGER`), `${rows}::UINTEGER`];
  const amounts = costMetrics.map((metric) => `coalesce(sum(${metric}), 0)::DECIMAL(38, 24)`);
  const untoldCounts = untold === null ? [] : costMetrics.map((metric) => `${untold(metric)}::UINTEGER`);
  const columns = await readRawColumns(
    connection,
    `SELECT ${[...numbers, ...amounts, ...untoldCounts].join(', ')} FROM ${table}
     GROUP BY ${grouping.join(', ')} ORDER BY ${grouping.join(', ')}`,
    [...numbers.map(() => 4), ...amounts.map(() => amountBytes), ...untoldCounts.map(() => 4)],
  );
  const column = (index: number) => columns[index] ?? new Uint8Array();
  const words = (index: number) => toWords(column(index));
  return {
    provider: words(0),
    currency: words(1),
    within: words(2),
    key: words(3),
    day: words(4),
    rows: words(5),
    amounts: Object.fromEntries(costMetrics.map((metric, index) => [metric, column(numbers.length + index)])) as Record<
      CostMetric,
      Uint8Array
    >,
    untold:
      untold === null
        ? null
        : interleave(untoldCounts.map((_, index) => words(numbers.length + amounts.length + index))),
  };
}

function packCut(
  rows: EncodedRows,
  { dimension, within }: CostCut,
  sums: SumsByDay,
  start: number,
  end: number,
): PackedCut {
  const starts: number[] = [];
  for (let index = start; index < end; index += 1)
    if (index === start || sums.key[index] !== sums.key[index - 1]) starts.push(index);
  const days: PackedDays[] = [];
  for (let firstKey = 0; firstKey < starts.length; firstKey += keysPerStretch)
    days.push(packDays(sums, starts, firstKey, end));
  const valueAt = (of: 'provider' | 'currency') => rows.values[of][(sums[of][start] as number) - 1] ?? null;
  return {
    dimension,
    within,
    withinValue: within === null ? null : (rows.values[within][(sums.within[start] as number) - 1] ?? null),
    provider: valueAt('provider'),
    currency: valueAt('currency'),
    keys: pack(Uint32Array.from(starts, (index) => sums.key[index] as number)),
    sums: packSums(sumKeys(sums, starts, end)),
    days,
  };
}

function packDays(sums: SumsByDay, starts: readonly number[], firstKey: number, end: number): PackedDays {
  const own = starts.slice(firstKey, firstKey + keysPerStretch);
  const from = own[0] as number;
  const to = starts[firstKey + keysPerStretch] ?? end;
  const counts = own.map((start, index) => (own[index + 1] ?? to) - start);
  const stretch = {
    rows: sums.rows.subarray(from, to),
    amounts: Object.fromEntries(
      costMetrics.map((metric) => [metric, sums.amounts[metric].subarray(from * amountBytes, to * amountBytes)]),
    ) as RawSums['amounts'],
    untold: sums.untold?.subarray(from * costMetrics.length, to * costMetrics.length) ?? null,
  };
  const days = pack(Uint16Array.from([...counts, ...sums.day.subarray(from, to)]));
  return { firstKey, days, ...packSums(stretch) };
}

/** The sums over all days of each key. */
function sumKeys(sums: SumsByDay, starts: readonly number[], end: number): RawSums {
  const rows = new Uint32Array(starts.length);
  const untold = sums.untold === null ? null : new Uint32Array(starts.length * costMetrics.length);
  const totals = Object.fromEntries(
    costMetrics.map((metric) => [metric, new Uint8Array(starts.length * amountBytes)]),
  ) as RawSums['amounts'];
  const views = costMetrics.map((metric) => ({
    sums: new AmountSums(starts.length),
    from: viewOf(sums.amounts[metric]),
    to: viewOf(totals[metric]),
  }));
  starts.forEach((start, place) => {
    for (let index = start; index < (starts[place + 1] ?? end); index += 1) {
      rows[place] = (rows[place] as number) + (sums.rows[index] as number);
      views.forEach((view, metric) => {
        view.sums.add(place, view.from, index * amountBytes);
        if (untold === null || sums.untold === null) return;
        const at = place * costMetrics.length + metric;
        untold[at] = (untold[at] as number) + (sums.untold[index * costMetrics.length + metric] as number);
      });
    }
    for (const { sums, to } of views) packAmount(sums.sum(place), to, place * amountBytes);
  });
  return { rows, amounts: totals, untold };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const toWords = (bytes: Uint8Array) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);

function interleave(columns: readonly Uint32Array[]): Uint32Array {
  const length = columns[0]?.length;
  if (length === undefined) throw new TypeError('There are no columns.');
  const all = new Uint32Array(length * columns.length);
  columns.forEach((column, place) => {
    for (let index = 0; index < length; index += 1) all[index * columns.length + place] = column[index] as number;
  });
  return all;
}
