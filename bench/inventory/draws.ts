/** Pseudo-random draws that a seed decides. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    return Math.floor(this.#next() * bound);
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A position below `count`; low ones far more often than high ones. */
  zipf(count: number): number {
    return Math.min(count - 1, Math.floor((count + 1) ** this.#next()) - 1);
  }

  weighted<T>(choices: readonly [T, number][]): T {
    let rest = this.#next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      rest -= weight;
      if (rest < 0) return choice;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new RangeError('There is nothing to choose from.');
    return last[0];
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.below(0x1000000).toString(16).padStart(6, '0');
    return text.slice(0, digits);
  }

  // mulberry32
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
