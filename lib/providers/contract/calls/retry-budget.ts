/** Retries that all calls of a session share, so that a failing provider is not hammered: each call earns a part of one. */
export class RetryBudget {
  readonly #ratio: number;
  #tokens: number;

  constructor(reserve: number, ratio: number) {
    this.#tokens = reserve;
    this.#ratio = ratio;
  }

  earn(): void {
    this.#tokens += this.#ratio;
  }

  /** Whether a retry may be made; takes it when so. */
  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
