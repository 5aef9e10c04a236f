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
  const { places, ends } = placeByCode(codes, (values.provider.length + 1) * currencies * withinCount);
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
  return { rows: reorder(rows, places), segments };
}

/** The numbers of rows, counted from `first`, in order of their codes, and where those of each code end. */
export function sortByCode(codes: Numbers, codeCount: number, first = 0): { order: Uint32Array; ends: Uint32Array } {
  const { places, ends } = placeByCode(codes, codeCount);
  const order = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) order[places[row] as number] = first + row;
  return { order, ends };
}

/** The place of each row in order of codes, and where those of each code end. */
function placeByCode(codes: Numbers, codeCount: number): { places: Uint32Array; ends: Uint32Array } {
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
  const places = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    const to = ends[code] as number;
    places[row] = to;
    ends[code] = to + 1;
  }
  return { places, ends };
}

/** Rows at their places. They are read as they lie and written to as many places at once as there are segments. */
function reorder(rows: CodedRows, places: Uint32Array): CodedRows {
  const codes = costDimensions.map((dimension) => [dimension, move(rows.codes[dimension], places)]);
  return {
    ...rows,
    codes: Object.fromEntries(codes) as Record<CostDimension, Numbers>,
    days: move(rows.days, places),
    words: moveSeveral(rows.words, places),
    rows: rows.rows === null ? null : move(rows.rows, places),
    untold: rows.untold === null ? null : moveSeveral(rows.untold, places),
  };
}

function move<Column extends Numbers>(column: Column, places: Uint32Array): Column {
  const moved = column.slice();
  for (let row = 0; row < places.length; row += 1) moved[places[row] as number] = column[row] as number;
  return moved as Column;
}

/** The same of a column that has several numbers of each row. */
function moveSeveral<Column extends Int32Array | Uint32Array>(column: Column, places: Uint32Array): Column {
  const width = column.length / places.length;
  const moved = column.slice();
  for (let row = 0, from = 0; row < places.length; row += 1) {
    const to = (places[row] as number) * width;
    for (let index = 0; index < width; index += 1, from += 1) moved[to + index] = column[from] as number;
  }
  return moved as Column;
}
