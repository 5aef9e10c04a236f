const formulaStart = /^[=+\-@\t\r\n]/;
const needsQuotes = /[",\r\n]/;
/** Characters that turn the direction of the text around them. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A cell of CSV (RFC 4180) that no program executes and no reader misreads: what a spreadsheet would take for a formula
 * stands behind an apostrophe, and characters that turn the text around are spelled out.
 */
export function toCsvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const spelled = value.replace(turning, (turn) => `\\u{${turn.codePointAt(0)?.toString(16)}}`);
  const inert = formulaStart.test(spelled) ? `'${spelled}` : spelled;
  return needsQuotes.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
