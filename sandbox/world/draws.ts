/**
 * Deterministic draws from a named stream: the same seed and path always give the same sequence, whatever else is
 * drawn elsewhere. The world has no other source of chance.
 */
export interface Draws {
  /** A number in [0, 1). */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly [T, ...T[]]): T;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** Opens the stream named by `path` under `seed`. */
export function drawsOf(seed: string, ...path: (string | number)[]): Draws {
  const next = sfc32(...hash128([seed, ...path].join('\u0000')));
  const fraction = () => next() / 4294967296;
  return {
    fraction,
    integer: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    chance: (probability) => fraction() < probability,
    pick: (options) => options[Math.floor(fraction() * options.length)] ?? options[0],
    hex: (digits) => {
      let text = '';
      while (text.length < digits) text += next().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}

/** Four 32-bit lanes of a text, mixed well enough to seed a generator; not a cryptographic hash. */
function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x93c467e3];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x85ebca6b) ^ (b >>> 15);
    b = Math.imul(b ^ unit, 0xc2b2ae35) ^ (c >>> 13);
    c = Math.imul(c ^ unit, 0x27d4eb2f) ^ (d >>> 16);
    d = Math.imul(d ^ unit, 0x165667b1) ^ (a >>> 14);
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The SFC32 generator ("small fast counting"), warmed up so that close seeds part ways. */
function sfc32(seedA: number, seedB: number, seedC: number, seedD: number): () => number {
  let [a, b, c, counter] = [seedA, seedB, seedC, seedD];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}
