/** Lets so much work go on at once; what is more waits for its turn, in the order it came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #left: number;

  constructor(atOnce: number) {
    this.#left = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#left > 0) this.#left -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A turn goes from hand to hand, so that nobody who came later takes it.
      const next = this.#waiting.shift();
      if (next === undefined) this.#left += 1;
      else next();
    }
  }
}
