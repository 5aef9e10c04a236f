const words = 4;
const word = 2 ** 32;
/** A power of ten that a remainder of, times a word, stays exact in a double. */
const digits = 6;
const divisor = 10 ** digits;
const mostDigits = 24;

/**
 * Takes zeros off amounts of 128 bits, the least significant word first: divides all of them by the same power of ten, one of
 * 10⁰, 10⁶ to 10²⁴ that leaves no remainder of any. Answers its exponent. DuckDB takes microseconds to divide one.
 */
export function shortenAmounts(columns: readonly Uint32Array[]): number {
  let exponent = 0;
  while (exponent < mostDigits && divideColumns(columns)) exponent += digits;
  return exponent;
}

/** So many words of 32 bits that tell a sign add up exactly in a double. */
const mostExact = 2 ** 21;

/** How many words `toBalanced` needs for each of these amounts, and so that the uppermost ones of all add up exactly. */
export function countWords(columns: readonly Uint32Array[]): number {
  let needed = 1;
  for (const column of columns)
    for (let at = 0; at < column.length; at += words) while (needed < words && !fits(column, at, needed)) needed += 1;
  const isMany = columns.some((column) => column.length / words > mostExact);
  return isMany ? Math.min(needed + 1, words) : needed;
}

function fits(column: Uint32Array, at: number, needed: number): boolean {
  const top = column[at + needed - 1] as number;
  const sign = top >= 2 ** 31 ? word - 1 : 0;
  for (let place = at + needed; place < at + words; place += 1) if (column[place] !== sign) return false;
  // What the words below are short of is added to it.
  return top !== 2 ** 31 - 1;
}

/**
 * The amounts of columns side by side, each in so many words that tell a sign, the least significant first: the sum of all times
 * 2³² to their places. Sums of such words are exact in doubles, and need no look at which is uppermost.
 */
export function toBalanced(columns: readonly Uint32Array[], wordsPerAmount: number): Int32Array {
  const count = (columns[0]?.length ?? Number.NaN) / words;
  const stride = wordsPerAmount * columns.length;
  const balanced = new Int32Array(count * stride);
  for (const [place, column] of columns.entries())
    for (let row = 0; row < count; row += 1) {
      const to = row * stride + place * wordsPerAmount;
      let carried = 0;
      for (let index = 0; index < wordsPerAmount; index += 1) {
        const value = (column[row * words + index] as number) + carried;
        balanced[to + index] = value;
        carried = value >= 2 ** 31 ? 1 : 0;
      }
    }
  return balanced;
}

/** Divides all amounts; where one leaves a remainder, leaves all as they were and answers false. */
function divideColumns(columns: readonly Uint32Array[]): boolean {
  for (const [index, column] of columns.entries())
    for (let at = 0; at < column.length; at += words)
      if (!divide(column, at)) {
        for (const before of columns.slice(0, index)) multiply(before, before.length);
        multiply(column, at);
        return false;
      }
  return true;
}

/** Divides one amount. One that leaves a remainder stays as it was. */
function divide(column: Uint32Array, at: number): boolean {
  const [w0, w1, w2, w3] = [
    column[at] as number,
    column[at + 1] as number,
    column[at + 2] as number,
    (column[at + 3] as number) | 0,
  ];
  const q3 = Math.floor(w3 / divisor);
  const v2 = (w3 - q3 * divisor) * word + w2;
  const q2 = Math.floor(v2 / divisor);
  const v1 = (v2 - q2 * divisor) * word + w1;
  const q1 = Math.floor(v1 / divisor);
  const v0 = (v1 - q1 * divisor) * word + w0;
  const q0 = Math.floor(v0 / divisor);
  if (v0 !== q0 * divisor) return false;
  column[at] = q0;
  column[at + 1] = q1;
  column[at + 2] = q2;
  column[at + 3] = q3;
  return true;
}

/** Multiplies the amounts before a place. */
function multiply(column: Uint32Array, end: number): void {
  for (let at = 0; at < end; at += words) {
    let carried = 0;
    for (let place = at; place < at + words; place += 1) {
      const product = (column[place] as number) * divisor + carried;
      carried = Math.floor(product / word);
      column[place] = product - carried * word;
    }
  }
}
