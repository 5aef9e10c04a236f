import { sleep } from '../../contract/calls/sleep';

/** As published: 15 queries in a window of 5 seconds; what answers say goes before it. */
const publishedWindowMs = 5000;
const publishedQueries = 15;
/** A wait longer than this is not sat out: the call is made, and Azure's refusal says when to come again. */
const longestWaitMs = 30_000;

interface QuotaAnswer {
  /** Queries left in the window. */
  remaining: number;
  /** Until the window ends, in milliseconds. */
  resetsAfterMs: number;
}

/** Ends a turn with the headers of the answer, lower-cased; null when there was none. */
export type EndTurn = (headers: Readonly<Record<string, string>> | null) => void;

/**
 * Resource Graph counts an identity's queries by window and says in each answer what is left. Whoever takes a turn here
 * waits for the next window rather than be throttled. The first query goes alone, to learn how many may follow.
 */
export class QueryQuota {
  /** Milliseconds since whenever: waits are measured by it, since the time of day may stand still or go back. */
  readonly #elapsedMs: () => number;
  /** Turns that may be taken in this window. */
  #left = 1;
  /** The most turns a window has. */
  #size = publishedQueries;
  #resetAtMs: number;
  /** Whether any query was answered. */
  #isKnown = false;
  #underway = 0;
  #waiting: Promise<void> = Promise.resolve();

  constructor(elapsedMs: () => number = () => performance.now()) {
    this.#elapsedMs = elapsedMs;
    this.#resetAtMs = elapsedMs() + publishedWindowMs;
  }

  /** Resolves when a query may be sent. What it returns must be called when the query was answered or given up. */
  async take(signal: AbortSignal): Promise<EndTurn> {
    const turn = this.#waiting.then(() => this.#wait(signal));
    // One that was aborted does not keep the others from their turns.
    this.#waiting = turn.catch(() => {});
    await turn;
    this.#left -= 1;
    this.#underway += 1;
    let isOpen = true;
    return (headers) => {
      if (!isOpen) return;
      isOpen = false;
      this.#underway -= 1;
      if (headers !== null) this.#learn(readQuota(headers));
    };
  }

  async #wait(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const nowMs = this.#elapsedMs();
      if (nowMs >= this.#resetAtMs) {
        this.#left = this.#size;
        this.#resetAtMs = nowMs + publishedWindowMs;
      }
      if (this.#left > 0 || this.#resetAtMs - nowMs > longestWaitMs) return;
      // The window may turn out larger than thought as soon as an answer arrives.
      await sleep(Math.min(50, this.#resetAtMs - nowMs), signal);
    }
  }

  /** An answer that says nothing leaves what was published, until one says more. */
  #learn(answer: QuotaAnswer | null): void {
    const isFirst = !this.#isKnown;
    this.#isKnown = true;
    if (answer === null) {
      if (isFirst) this.#left = this.#size - 1 - this.#underway;
      return;
    }
    const { remaining, resetsAfterMs } = answer;
    this.#left = remaining - this.#underway;
    this.#size = Math.max(this.#size, remaining + 1);
    this.#resetAtMs = this.#elapsedMs() + resetsAfterMs;
  }
}

/** What `x-ms-user-quota-remaining` and `x-ms-user-quota-resets-after` (hh:mm:ss) say; null when they do not. */
export function readQuota(headers: Readonly<Record<string, string>>): QuotaAnswer | null {
  const remaining = headers['x-ms-user-quota-remaining'];
  const parts = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(headers['x-ms-user-quota-resets-after'] ?? '');
  if (remaining === undefined || !/^\d+$/.test(remaining) || parts === null) return null;
  const [, hours, minutes, seconds] = parts;
  return {
    remaining: Number(remaining),
    resetsAfterMs: Math.ceil((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000),
  };
}
