import type { QueryResult } from './kusto/run-query';

/** How many answers are kept: enough for one reader that asks for several types side by side. */
const mostKept = 16;

/** Keeps the answers of the queries asked last while the world stands still, so that a page costs no whole query. */
export class AnswerCache {
  #at = Number.NaN;
  readonly #kept = new Map<string, QueryResult>();

  recall(at: Date, question: readonly string[], find: () => QueryResult): QueryResult {
    if (at.getTime() !== this.#at) {
      this.#at = at.getTime();
      this.#kept.clear();
    }
    const key = JSON.stringify(question);
    const result = this.#kept.get(key) ?? find();
    this.#kept.delete(key);
    this.#kept.set(key, result);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return result;
  }
}
