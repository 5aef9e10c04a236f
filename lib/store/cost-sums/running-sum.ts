const word = 2 ** 32;
/** Words of 32 bits stay exact in a double while fewer than 2²¹ are added to one that was carried. */
const mostAdditions = 2 ** 20;

/**
 * A sum that goes on, of whole numbers of so many bits in two's complement as they are packed, the least significant of their
 * words first; exact.
 */
export class RunningSum {
  readonly #words: Float64Array;
  #additions = 0;

  constructor(
    readonly wordCount: number,
    /** What is said of a sum that has more bits. */
    readonly tooLarge: string,
  ) {
    this.#words = new Float64Array(wordCount);
  }

  clear(): void {
    this.#words.fill(0);
    this.#additions = 0;
  }

  /** Adds the number at a place. */
  add(numbers: Uint32Array, place: number): void {
    const words = this.#words;
    const top = this.wordCount - 1;
    const from = place * this.wordCount;
    for (let index = 0; index < top; index += 1)
      words[index] = (words[index] as number) + (numbers[from + index] as number);
    words[top] = (words[top] as number) + ((numbers[from + top] as number) | 0);
    this.#additions += 1;
    if (this.#additions >= mostAdditions) this.#carry();
  }

  /** Writes the sum so far to a place. Throws a RangeError for one of too many bits. */
  write(into: Uint32Array, place: number): void {
    this.#carry();
    const top = this.#words[this.wordCount - 1] as number;
    if (top < -(2 ** 31) || top >= 2 ** 31) throw new RangeError(this.tooLarge);
    into.set(this.#words, place * this.wordCount);
  }

  #carry(): void {
    const words = this.#words;
    for (let index = 0; index < this.wordCount - 1; index += 1) {
      const over = Math.floor((words[index] as number) / word);
      words[index] = (words[index] as number) - over * word;
      words[index + 1] = (words[index + 1] as number) + over;
    }
    this.#additions = 0;
  }
}
