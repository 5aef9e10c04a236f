/** How often what people look at is asked for on their behalf, in milliseconds: before it is too old to be served. */
const everyMs = 20_000;
/** For how many rounds after somebody asked: pages ask again once a minute, or once in some minutes. */
const roundsAfterAsked = 15;

/** Asks again on behalf of who asked last, for five minutes, so that the page's next question finds an answer kept. */
export class KeptWarm {
  #ask: ((laterMs: number) => Promise<unknown>) | null = null;
  #askedAtMs = 0;
  #roundsLeft = 0;
  #timer: NodeJS.Timeout | null = null;

  /** Somebody asked. `ask` is told how much later it is asked again, in milliseconds; what fails ends the asking. */
  asked(ask: (laterMs: number) => Promise<unknown>): void {
    this.#ask = ask;
    this.#askedAtMs = Date.now();
    this.#roundsLeft = roundsAfterAsked;
    this.#timer ??= setTimeout(() => void this.#round(), everyMs).unref();
  }

  async #round(): Promise<void> {
    this.#timer = null;
    if (this.#ask === null) return;
    this.#roundsLeft -= 1;
    try {
      // No request brings the time of this. It must be the wall's: other clocks stand still while the machine sleeps.
      await this.#ask(Date.now() - this.#askedAtMs);
    } catch {
      // Whoever asks next is told what is wrong.
      this.#ask = null;
      return;
    }
    if (this.#roundsLeft > 0) this.#timer ??= setTimeout(() => void this.#round(), everyMs).unref();
    else this.#ask = null;
  }
}
