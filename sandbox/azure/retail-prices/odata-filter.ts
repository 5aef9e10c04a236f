/** A row that filters look into; values are those of JSON. */
export type ODataRow = Record<string, unknown>;
type Test = (row: ODataRow) => boolean;

const tokens = /\s*(\(|\)|'(?:[^']|'')*'|[A-Za-z][\w/]*|true|false|-?\d+(?:\.\d+)?|,)\s*/y;

/**
 * Reads what the vendor's price API understands of OData: `eq`, `ne`, `and`, `or`, parentheses, and `contains`,
 * `startswith` and `endswith`. Names and values are compared with regard to case. Null: it is no such filter.
 */
export function parseODataFilter(filter: string): Test | null {
  if (filter.trim() === '') return () => true;
  const found: string[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < filter.length) {
    const [, token] = tokens.exec(filter) ?? [];
    if (token === undefined) return null;
    found.push(token);
  }
  const reader = { tokens: found, at: 0 };
  try {
    const test = readOr(reader);
    return reader.at === found.length ? test : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Reader {
  tokens: readonly string[];
  at: number;
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new RangeError('The filter ends early.');
  reader.at += 1;
  return token;
}

function readOr(reader: Reader): Test {
  const parts = [readAnd(reader)];
  while (reader.tokens[reader.at] === 'or') {
    reader.at += 1;
    parts.push(readAnd(reader));
  }
  return (row) => parts.some((part) => part(row));
}

function readAnd(reader: Reader): Test {
  const parts = [readTerm(reader)];
  while (reader.tokens[reader.at] === 'and') {
    reader.at += 1;
    parts.push(readTerm(reader));
  }
  return (row) => parts.every((part) => part(row));
}

function readTerm(reader: Reader): Test {
  const first = take(reader);
  if (first === '(') {
    const inner = readOr(reader);
    expect(reader, ')');
    return inner;
  }
  if (first === 'contains' || first === 'startswith' || first === 'endswith') return readCall(reader, first);
  const operator = take(reader);
  const value = readValue(take(reader));
  if (operator === 'eq') return (row) => row[first] === value;
  if (operator === 'ne') return (row) => row[first] !== value;
  throw new RangeError('An unknown operator.');
}

function readCall(reader: Reader, name: 'contains' | 'startswith' | 'endswith'): Test {
  expect(reader, '(');
  const field = take(reader);
  expect(reader, ',');
  const value = String(readValue(take(reader)));
  expect(reader, ')');
  return (row) => {
    const text = String(row[field] ?? '');
    if (name === 'contains') return text.includes(value);
    return name === 'startswith' ? text.startsWith(value) : text.endsWith(value);
  };
}

function expect(reader: Reader, token: string): void {
  if (take(reader) !== token) throw new RangeError(`The filter lacks ${token}.`);
}

function readValue(token: string): string | number | boolean {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  const number = Number(token);
  if (Number.isNaN(number)) throw new RangeError('No value.');
  return number;
}
