/** Work that is done one at a time: callers that come while it is being done share the next, which begins after they came. */
export class SharedRun<T> {
  #last: Promise<unknown> = Promise.resolve();
  #pending: Promise<T> | null = null;

  /** What the next `work` gives; of callers that share one, the first one's. Rejects as it does, and the one after begins anew. */
  run(work: () => Promise<T>): Promise<T> {
    if (this.#pending !== null) return this.#pending;
    const pending = this.#last.then(() => {
      this.#pending = null;
      return work();
    });
    this.#pending = pending;
    this.#last = pending.catch(() => undefined);
    return pending;
  }
}
