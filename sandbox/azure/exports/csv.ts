import type { Bill, BillLine, BillRow } from '../../world/bills/charge';

/** A column of a file: what a line fills alike every day, or what differs from row to row. Null is an empty field. */
export type CsvColumn = { name: string } & (
  | { of: 'line'; value(line: BillLine, bill: Bill): string | null }
  | { of: 'row'; value(row: BillRow, bill: Bill): string | null }
);

export const ofLine = (name: string, value: (line: BillLine, bill: Bill) => string | null): CsvColumn => ({
  name,
  of: 'line',
  value,
});
export const ofRow = (name: string, value: (row: BillRow, bill: Bill) => string | null): CsvColumn => ({
  name,
  of: 'row',
  value,
});

/** Writes rows of a bill with a header, the lines ended as the vendor ends them. */
export function writeCsv(columns: readonly CsvColumn[], bill: Bill, rows: readonly BillRow[]): string {
  const runs = runsOf(columns);
  const known = new Map<BillLine, string[]>();
  const fixedOf = (line: BillLine): string[] => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const texts = runs.map((run) =>
      run.map((column) => (column.of === 'line' ? cell(column.value(line, bill)) : '')).join(','),
    );
    known.set(line, texts);
    return texts;
  };
  const lines = rows.map((row) => {
    const fixed = fixedOf(row.line);
    return runs
      .map((run, index) => {
        const [first] = run;
        return first?.of === 'row' ? cell(first.value(row, bill)) : fixed[index];
      })
      .join(',');
  });
  return [columns.map(({ name }) => cell(name)).join(','), ...lines, ''].join('\r\n');
}

/** Columns in order, those of lines that stand side by side together: their text is made once a line. */
function runsOf(columns: readonly CsvColumn[]): CsvColumn[][] {
  const runs: CsvColumn[][] = [];
  for (const column of columns) {
    const last = runs.at(-1);
    if (column.of === 'line' && last?.[0]?.of === 'line') last.push(column);
    else runs.push([column]);
  }
  return runs;
}

function cell(value: string | null): string {
  if (value === null) return '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
