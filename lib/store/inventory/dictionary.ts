/** Values by code and codes by value; codes count up from 0 and are never given twice. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #values: string[] = [];

  get size(): number {
    return this.#values.length;
  }

  /** The value's code, given now if it has none. */
  encode(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    this.#codes.set(value, this.#values.length);
    return this.#values.push(value) - 1;
  }

  decode(code: number): string {
    const value = this.#values[code];
    if (value === undefined) throw new RangeError(`No value has the code ${code}.`);
    return value;
  }

  /** One flag a code: whether its value passes. */
  test(passes: (value: string) => boolean): Uint8Array {
    return Uint8Array.from(this.#values, (value) => (passes(value) ? 1 : 0));
  }
}
