const windowMs = 5000;

/** How many queries a caller may send in five seconds. */
export const queriesPerWindow = 15;

export interface QuotaState {
  /** Queries left in the window, this one counted. */
  remaining: number;
  resetsAfterSeconds: number;
  /** True when this query is one too many. */
  isSpent: boolean;
}

/** Counts queries in windows of five seconds, the first query of each opening it. */
export class QueryQuota {
  #openedAt = Number.NEGATIVE_INFINITY;
  #spent = 0;
  readonly #isEnforced: boolean;
  readonly #elapsedMs: () => number;

  /** Unless enforced it only counts. Callers are paced as time goes by, even while the world's clock stands still. */
  constructor(isEnforced: boolean, elapsedMs: () => number = () => performance.now()) {
    this.#isEnforced = isEnforced;
    this.#elapsedMs = elapsedMs;
  }

  count(): QuotaState {
    const nowMs = this.#elapsedMs();
    if (nowMs - this.#openedAt >= windowMs) {
      this.#openedAt = nowMs;
      this.#spent = 0;
    }
    this.#spent++;
    const leftMs = this.#openedAt + windowMs - nowMs;
    return {
      remaining: Math.max(0, queriesPerWindow - this.#spent),
      resetsAfterSeconds: Math.ceil(leftMs / 1000),
      isSpent: this.#isEnforced && this.#spent > queriesPerWindow,
    };
  }
}
