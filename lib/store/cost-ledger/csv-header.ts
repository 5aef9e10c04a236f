import { open } from 'node:fs/promises';
import { UnreadableFile } from './unreadable-file';

const mostHeaderBytes = 1 << 20;
const mostColumns = 2_000;

/**
 * The column names of a CSV file, without the spaces around them. Throws `UnreadableFile` when the file does not begin
 * with names of columns.
 */
export async function readCsvHeader(path: string): Promise<string[]> {
  const start = await readStart(path);
  if (start.includes(0)) throw new UnreadableFile('The file is no text in UTF-8.');
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  if (/^\s*</.test(text)) throw new UnreadableFile('The file is a web page or XML, not a bill.');
  if (text.trim() === '') throw new UnreadableFile('The file is empty.');
  const names = firstRecord(text).map((name) => name.trim());
  if (names.length < 2) throw new UnreadableFile('The first line does not name columns separated by commas.');
  if (names.length > mostColumns) throw new UnreadableFile(`The file has more than ${mostColumns} columns.`);
  if (names.some((name) => name === '')) throw new UnreadableFile('The first line has a column without a name.');
  return names;
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(mostHeaderBytes), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The fields up to the first line end that stands outside quotes. */
function firstRecord(text: string): string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  for (;;) {
    const match = field.exec(text);
    if (match === null) throw new UnreadableFile('The first line does not name columns separated by commas.');
    const [, quoted, bare = '', end] = match;
    fields.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') return fields;
  }
}
