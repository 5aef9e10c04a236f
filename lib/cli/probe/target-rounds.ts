/** A target's rounds, one after another at its own pace until stopped. */
export class TargetRounds {
  readonly #everyMs: number;
  readonly #round: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #nextMs: number;
  #running = false;

  /** The first round comes at random within the first interval, so that agents and targets do not beat as one. */
  constructor(everyMs: number, round: () => Promise<void>, random: () => number = Math.random) {
    this.#everyMs = everyMs;
    this.#round = round;
    this.#nextMs = performance.now() + random() * everyMs;
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, this.#nextMs - performance.now()));
  }

  #tick(): void {
    // Rounds missed while the machine slept are not made up for.
    while (this.#nextMs <= performance.now()) this.#nextMs += this.#everyMs;
    this.#wait();
    if (this.#running) return;
    this.#running = true;
    void this.#round().finally(() => {
      this.#running = false;
    });
  }
}
