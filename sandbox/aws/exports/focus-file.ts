import type { ParquetColumn } from '../../parquet/column';
import { Places, writeParquet } from '../../parquet/write-parquet';
import { type Day, startOfDay } from '../../world/bills/calendar';
import type { Bill, BillLine, BillRow } from '../../world/bills/charge';
import type { Exact } from '../../world/bills/money';
import { type FocusColumn, focusColumns, nearestNumber } from './focus-columns';

/** Rows of a bill as the vendor's Parquet of the table FOCUS_1_2_AWS. */
export function writeFocusFile(bill: Bill, rows: readonly BillRow[]): Buffer {
  const lines = new Map<BillLine, number>();
  const lineOfRow = Int32Array.from(rows, ({ line }) => {
    const known = lines.get(line);
    if (known !== undefined) return known;
    lines.set(line, lines.size);
    return lines.size - 1;
  });
  const distinct = [...lines.keys()];
  const columns = focusColumns.map((column) => toColumn(column, { bill, rows, distinct, lineOfRow }));
  return writeParquet(columns, rows.length);
}

interface Content {
  bill: Bill;
  rows: readonly BillRow[];
  distinct: readonly BillLine[];
  lineOfRow: Int32Array;
}

function toColumn(column: FocusColumn, { bill, rows, distinct, lineOfRow }: Content): ParquetColumn {
  const { name } = column;
  switch (column.type) {
    case 'text': {
      const places = new Places();
      const placeOf = (text: string | null) => (text === null ? -1 : places.of(text));
      if (column.of === 'row') {
        const placed = Int32Array.from(rows, (row) => placeOf(column.value(row, bill)));
        return { name, type: 'text', values: places.values, rows: placed };
      }
      const placeOfLine = distinct.map((line) => placeOf(column.value(line, bill)));
      return { name, type: 'text', values: places.values, rows: lineOfRow.map((line) => placeOfLine[line] ?? -1) };
    }
    case 'map': {
      const maps = distinct.map((line) => column.value(line));
      const values = maps.map((tags) => Object.entries(tags ?? {}));
      return { name, type: 'map', values, rows: lineOfRow.map((line) => (maps[line] ? line : -1)) };
    }
    case 'double': {
      const { values, places } = placeAll<Exact>(rows.map((row) => column.value(row)));
      return { name, type: 'double', values: values.map(nearestNumber), rows: places };
    }
    case 'instant': {
      const { values, places } = placeAll<Day>(rows.map((row) => column.value(row, bill)));
      return { name, type: 'instant', values: values.map((day) => startOfDay(day).getTime()), rows: places };
    }
  }
}

function placeAll<T>(all: readonly (T | null)[]): { values: T[]; places: Int32Array } {
  const known = new Map<T, number>();
  const places = Int32Array.from(all, (value) => {
    if (value === null) return -1;
    const place = known.get(value) ?? known.size;
    known.set(value, place);
    return place;
  });
  return { values: [...known.keys()], places };
}
