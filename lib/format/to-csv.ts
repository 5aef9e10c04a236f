const formulaStart = /^[=+\-@\t\r]/;
/** A negative number is no formula: exact amounts are text. */
const plainNumber = /^-\d+(?:\.\d+)?$/;
const needsQuotes = /[",\r\n]/;

/**
 * Rows as CSV (RFC 4180). Null cells stay empty. A text that a spreadsheet would take for a formula is set behind an
 * apostrophe.
 */
export function toCsv(header: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  return [header, ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formulaStart.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
