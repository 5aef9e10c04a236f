/** A series counts from its last sample on for this long. */
const countsForMs = 24 * 3_600_000;

/**
 * Bounds how many series a connection has this process write within a day: a label that changes with every reading would
 * otherwise fill any engine.
 */
export class SeriesLimit {
  readonly #most: number;
  readonly #writtenAt = new Map<string, Map<string, number>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a series may be written now; from then on it counts. */
  admit(connectionId: string, key: string, now: Date): boolean {
    const written = this.#writtenAt.get(connectionId) ?? new Map<string, number>();
    this.#writtenAt.set(connectionId, written);
    if (!written.has(key) && written.size >= this.#most) {
      this.#dropOld(written, now);
      if (written.size >= this.#most) return false;
    }
    // Kept in the order of writing, so that the oldest are found without looking at all.
    written.delete(key);
    written.set(key, now.getTime());
    return true;
  }

  forget(connectionId: string): void {
    this.#writtenAt.delete(connectionId);
  }

  #dropOld(written: Map<string, number>, now: Date): void {
    for (const [key, at] of written) {
      if (at >= now.getTime() - countsForMs) return;
      written.delete(key);
    }
  }
}
