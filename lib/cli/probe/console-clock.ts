/**
 * The console's time, told by a monotonic clock and what the console last said: what this machine's own clock shows, and
 * whether somebody sets it, does not matter to what is measured.
 */
export class ConsoleClock {
  readonly #monotonicMs: () => number;
  #aheadMs: number | null = null;

  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs;
  }

  /** Takes what the console said its time was, between two moments of the monotonic clock: half way, most likely. */
  hear(consoleMs: number, askedMs: number, heardMs: number): void {
    this.#aheadMs = consoleMs - (askedMs + heardMs) / 2;
  }

  /** Null until the console has said what time it is. */
  now(): number | null {
    return this.#aheadMs === null ? null : this.#monotonicMs() + this.#aheadMs;
  }
}
