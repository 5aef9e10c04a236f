/** So many places, each for one at a time; who finds them taken waits in turn. */
export class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** A claim to one of the places, not yet made good. */
  claim(): Place {
    let state: 'outside' | 'waiting' | 'inside' | 'left' = 'outside';
    let entered: Promise<void> = Promise.resolve();
    return {
      enter: () => {
        if (state !== 'outside') return entered;
        state = 'waiting';
        entered = this.#take().then(() => {
          if (state === 'left') this.#giveBack();
          else state = 'inside';
        });
        return entered;
      },
      leave: () => {
        if (state === 'inside') this.#giveBack();
        state = 'left';
      },
    };
  }

  async #take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The next in turn has it, or it is free. */
  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

export interface Place {
  /** Waits for a place, and keeps it. Entering twice is entering once. */
  enter(): Promise<void>;
  /** Gives the place up, entered or not; nobody enters by this claim any more. */
  leave(): void;
}
