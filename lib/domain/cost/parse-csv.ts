/**
 * Reads CSV with quoted fields, doubled quotes and line breaks within them. Rows by the header's names; null where the
 * text is no CSV: a quote that is never closed, or a row with more fields than the header.
 */
export function parseCsv(text: string): Record<string, string>[] | null {
  const lines = splitFields(text.replace(/^\uFEFF/, ''));
  const [header, ...rows] = lines ?? [];
  if (header === undefined || rows.some((row) => row.length > header.length)) return null;
  return rows
    .filter((row) => row.some((field) => field !== ''))
    .map((row) => Object.fromEntries(header.map((name, index) => [name.trim(), row[index] ?? ''])));
}

function splitFields(text: string): string[][] | null {
  const lines: string[][] = [];
  let line: string[] = [];
  const fields = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  while (fields.lastIndex < text.length || line.length > 0) {
    const match = fields.exec(text);
    if (match === null) return null;
    const [, field = '', end] = match;
    line.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    lines.push(line);
    line = [];
    if (fields.lastIndex >= text.length) break;
  }
  return lines;
}
