import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CodedRows, Numbers } from './coded-rows';
import type { CutWithin } from './cost-cut';
import type { EncodedRows } from './encode-rows';

/** Rows of one provider and currency, and of one value of what cuts are within: the numbers of these values. */
export interface RowSegment {
  provider: number;
  currency: number;
  /** Null: of all values. */
  within: number | null;
  start: number;
  end: number;
}

/** The rows in order of provider, currency and what cuts are within, and where each segment of them lies. */
export function arrangeRows(
  rows: CodedRows,
  { values }: Pick<EncodedRows, 'values'>,
  within: CutWithin | null,
): { rows: CodedRows; segments: RowSegment[] } {
  const { provider, currency } = rows.codes;
  const withins = within === null ? null : rows.codes[within];
  const currencies = values.currency.length + 1;
  const withinCount = within === null ? 1 : values[within].length + 1;
  const codes = new Uint32Array(rows.count);
  for (let row = 0; row < rows.count; row += 1) {
    const place = (provider[row] as number) * currencies + (currency[row] as number);
    codes[row] = place * withinCount + (withins === null ? 0 : (withins[row] as number));
  }
  const { order, ends } = sortByCode(codes, (values.provider.length + 1) * currencies * withinCount);
  const segments: RowSegment[] = [];
  let start = 0;
  for (const [code, end] of ends.entries()) {
    if (end === start) continue;
    const place = Math.floor(code / withinCount);
    const value = within === null ? null : code % withinCount;
    segments.push({
      provider: Math.floor(place / currencies),
      currency: place % currencies,
      within: value,
      start,
      end,
    });
    start = end;
  }
  return { rows: reorder(rows, order), segments };
}

/** The numbers of rows, counted from `first`, in order of their codes, and where those of each code end. */
export function sortByCode(codes: Numbers, codeCount: number, first = 0): { order: Uint32Array; ends: Uint32Array } {
  const ends = new Uint32Array(codeCount);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    ends[code] = (ends[code] as number) + 1;
  }
  let before = 0;
  for (let code = 0; code < codeCount; code += 1) {
    const count = ends[code] as number;
    ends[code] = before;
    before += count;
  }
  const order = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    const to = ends[code] as number;
    order[to] = first + row;
    ends[code] = to + 1;
  }
  return { order, ends };
}

function reorder(rows: CodedRows, order: Uint32Array): CodedRows {
  const codes = costDimensions.map((dimension) => [dimension, pick(rows.codes[dimension], order)]);
  return {
    ...rows,
    codes: Object.fromEntries(codes) as Record<CostDimension, Numbers>,
    days: pick(rows.days, order),
    words: pickSeveral(rows.words, order),
    rows: rows.rows === null ? null : pick(rows.rows, order),
    untold: rows.untold === null ? null : pickSeveral(rows.untold, order),
  };
}

function pick<Column extends Numbers>(column: Column, order: Uint32Array): Column {
  const picked = column.slice();
  for (let place = 0; place < order.length; place += 1) picked[place] = column[order[place] as number] as number;
  return picked as Column;
}

/** The same of a column that has several numbers of each row. */
function pickSeveral<Column extends Int32Array | Uint32Array>(column: Column, order: Uint32Array): Column {
  const width = column.length / order.length;
  const picked = column.slice();
  for (let place = 0; place < order.length; place += 1) {
    const [from, to] = [(order[place] as number) * width, place * width];
    for (let index = 0; index < width; index += 1) picked[to + index] = column[from + index] as number;
  }
  return picked as Column;
}
