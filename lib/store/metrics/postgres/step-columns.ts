/** Roll-ups of one series by step. What is added must come in order of time. */
export class StepColumns {
  readonly #startsAt: number[] = [];
  readonly #min: number[] = [];
  readonly #max: number[] = [];
  readonly #sum: number[] = [];
  readonly #count: number[] = [];

  get isEmpty(): boolean {
    return this.#startsAt.length === 0;
  }

  add(startsAt: number, min: number, max: number, sum: number, count: number): void {
    const last = this.#startsAt.length - 1;
    if (last < 0 || this.#startsAt[last] !== startsAt) {
      this.#startsAt.push(startsAt);
      this.#min.push(min);
      this.#max.push(max);
      this.#sum.push(sum);
      this.#count.push(count);
      return;
    }
    this.#min[last] = Math.min(Number(this.#min[last]), min);
    this.#max[last] = Math.max(Number(this.#max[last]), max);
    this.#sum[last] = Number(this.#sum[last]) + sum;
    this.#count[last] = Number(this.#count[last]) + count;
  }

  /** Views of one piece of memory: a fleet's answer holds tens of thousands of columns. */
  toArrays(): Record<'startsAt' | 'min' | 'max' | 'sum' | 'count', Float64Array> {
    const length = this.#startsAt.length;
    const all = new Float64Array(5 * length);
    const lay = (values: readonly number[], index: number) => {
      all.set(values, index * length);
      return all.subarray(index * length, (index + 1) * length);
    };
    return {
      startsAt: lay(this.#startsAt, 0),
      min: lay(this.#min, 1),
      max: lay(this.#max, 2),
      sum: lay(this.#sum, 3),
      count: lay(this.#count, 4),
    };
  }
}
