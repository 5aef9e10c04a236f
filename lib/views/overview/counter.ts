/** Counts by key. */
export class Counter<Key> {
  readonly #counts = new Map<Key, number>();

  add(key: Key, count: number): void {
    const before = this.#counts.get(key);
    this.#counts.set(key, before === undefined ? count : before + count);
  }

  /** The count of one key; undefined when it was never added. */
  of(key: Key): number | undefined {
    return this.#counts.get(key);
  }

  /** Keys with their counts, the greatest first. */
  entries(): [Key, number][] {
    return [...this.#counts].sort(([, left], [, right]) => right - left);
  }

  keys(): Key[] {
    return this.entries().map(([key]) => key);
  }

  total(): number {
    return this.entries().reduce((sum, [, count]) => sum + count, 0);
  }
}
