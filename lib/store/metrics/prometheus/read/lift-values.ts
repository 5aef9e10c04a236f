import { type ServedColumns, toSample } from './parse-answer';

/** An answer as JSON with a number for the samples of each series: their place in `columns`. */
export interface Lifted {
  text: string;
  columns: ServedColumns[];
}

const opening = Buffer.from('"values":[[');
const [quote, comma, dot, minus, open, close, zero, nine] = [0x22, 0x2c, 0x2e, 0x2d, 0x5b, 0x5d, 0x30, 0x39];

/**
 * Takes the samples out of an answer before it is read as JSON, which would make three objects of each: answers hold
 * millions. Only where they are written as every engine writes them, `"values":[[1.5,"2"],…]`, which no text within the
 * answer can look like, since its quotes are escaped. Null where anything is otherwise: then all of it is read as JSON.
 */
export function liftValues(answer: Buffer): Lifted | null {
  const parts: string[] = [];
  const columns: ServedColumns[] = [];
  let from = 0;
  for (let at = answer.indexOf(opening); at >= 0; at = answer.indexOf(opening, from)) {
    const scanned = scanPairs(answer, at + opening.length - 1);
    if (scanned === null) return null;
    parts.push(answer.toString('utf8', from, at), `"values":${columns.length}`);
    columns.push(scanned.columns);
    from = scanned.end;
  }
  parts.push(answer.toString('utf8', from));
  return { text: parts.join(''), columns };
}

/** Reads pairs from the bracket of the first to the one that ends them all. */
function scanPairs(bytes: Buffer, start: number): { columns: ServedColumns; end: number } | null {
  const times: number[] = [];
  const values: number[] = [];
  for (let at = start; bytes[at] === open; at += 1) {
    const seconds = scanNumber(bytes, at + 1);
    if (seconds === null || bytes[seconds.end] !== comma || bytes[seconds.end + 1] !== quote) return null;
    const short = scanNumber(bytes, seconds.end + 2);
    const value = short !== null && bytes[short.end] === quote ? short : readNumber(bytes, seconds.end + 2);
    if (value === null || bytes[value.end + 1] !== close) return null;
    if (Number.isFinite(value.value)) {
      times.push(Math.round(seconds.value * 1000));
      values.push(value.value);
    }
    at = value.end + 2;
    if (bytes[at] === close) return { columns: { times, values }, end: at + 1 };
    if (bytes[at] !== comma) return null;
  }
  return null;
}

/** A number of any kind, up to the quote behind it. */
function readNumber(bytes: Buffer, start: number): { value: number; end: number } | null {
  const end = bytes.indexOf(quote, start);
  const text = end < 0 ? '' : bytes.toString('latin1', start, end);
  const value = text === '' ? null : toSample(text);
  return value === null ? null : { value, end };
}

/** So many digits, and so small a power of ten, are each exact in a double, and their quotient is rounded as it should be. */
const mostDigits = 15;
const powers = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);

/** A number as `-12.5`; null when it is longer, has an exponent or is none. */
function scanNumber(bytes: Buffer, start: number): { value: number; end: number } | null {
  const isNegative = bytes[start] === minus;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let digits = 0;
  let decimals = -1;
  for (let byte = bytes[at]; byte !== undefined; byte = bytes[at]) {
    if (byte === dot && decimals < 0) decimals = 0;
    else if (byte >= zero && byte <= nine) {
      digits = digits * 10 + (byte - zero);
      if (decimals >= 0) decimals += 1;
    } else break;
    at += 1;
  }
  const length = at - first;
  const power = powers[Math.max(decimals, 0)];
  if (length === 0 || length > mostDigits + 1 || decimals === 0 || digits > 1e15 || power === undefined) return null;
  const value = digits / power;
  return { value: isNegative ? -value : value, end: at };
}
