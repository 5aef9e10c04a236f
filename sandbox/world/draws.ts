/**
 * Deterministic draws from a named stream: the same seed and path always give the same sequence, whatever else is
 * drawn elsewhere. The world has no other source of chance. The generator is SFC32 ("small fast counting").
 */
export class Draws {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c = 0xb7e15162;
  #counter = 0x93c467e3;

  /** The stream of a name. */
  constructor(name: string) {
    this.#seed(name);
    // Close seeds part ways only after some rounds.
    for (let round = 0; round < 12; round++) this.#next();
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.#next() / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[Math.floor(this.fraction() * options.length)] ?? options[0];
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.#next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** Four 32-bit lanes of a text, mixed well enough to seed a generator; not a cryptographic hash. */
  #seed(text: string): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#counter];
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      a = Math.imul(a ^ unit, 0x85ebca6b) ^ (b >>> 15);
      b = Math.imul(b ^ unit, 0xc2b2ae35) ^ (c >>> 13);
      c = Math.imul(c ^ unit, 0x27d4eb2f) ^ (d >>> 16);
      d = Math.imul(d ^ unit, 0x165667b1) ^ (a >>> 14);
    }
    [this.#a, this.#b, this.#c, this.#counter] = [a | 0, b | 0, c | 0, d | 0];
  }

  #next(): number {
    const [a, b, c, counter] = [this.#a, this.#b, this.#c, this.#counter];
    const sum = (a + b + counter) | 0;
    this.#counter = (counter + 1) | 0;
    this.#a = b ^ (b >>> 9);
    this.#b = (c + (c << 3)) | 0;
    this.#c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** Opens the stream named by `path` under `seed`. */
export function drawsOf(seed: string, ...path: (string | number)[]): Draws {
  return new Draws(path.length === 0 ? seed : `${seed}\u0000${path.join('\u0000')}`);
}
