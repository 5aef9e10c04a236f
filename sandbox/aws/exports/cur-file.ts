import type { Bill, BillLine, BillRow } from '../../world/bills/charge';
import { itemColumns, lineColumns } from './cur-columns';
import { toCurItems } from './cur-items';

/** Rows of a bill as the vendor's CSV of the chosen columns of COST_AND_USAGE_REPORT. */
export function writeCurText(bill: Bill, rows: readonly BillRow[]): string {
  const known = new Map<BillLine, string>();
  const cellsOf = (line: BillLine) => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const cells = lineColumns.map(({ value }) => cell(value(line, bill))).join(',');
    known.set(line, cells);
    return cells;
  };
  const header = [...itemColumns, ...lineColumns].map(({ name }) => cell(name)).join(',');
  const lines = toCurItems(bill, rows).map(
    (item) => `${itemColumns.map(({ value }) => cell(value(item))).join(',')},${cellsOf(item.line)}`,
  );
  return [header, ...lines, ''].join('\n');
}

/** Every value is quoted, as the vendor does; what is null is empty and bare. */
function cell(value: string | null): string {
  return value === null ? '' : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;
}
