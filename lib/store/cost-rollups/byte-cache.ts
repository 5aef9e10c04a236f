/** What was asked for lately, forgotten from the oldest on once it is more than a number of bytes. */
export class ByteCache<Value> {
  readonly #entries = new Map<string, { value: Value; bytes: number }>();
  #bytes = 0;

  constructor(readonly mostBytes: number) {}

  /** Undefined: it is not kept, or no longer. */
  get(name: string): Value | undefined {
    const found = this.#entries.get(name);
    if (found === undefined) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, found);
    return found.value;
  }

  set(name: string, value: Value, bytes: number): void {
    this.#forget(name);
    this.#entries.set(name, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.mostBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    const found = this.#entries.get(name);
    if (found === undefined) return;
    this.#bytes -= found.bytes;
    this.#entries.delete(name);
  }
}
