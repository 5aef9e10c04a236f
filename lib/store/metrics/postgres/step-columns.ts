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

  toArrays(): Record<'startsAt' | 'min' | 'max' | 'sum' | 'count', Float64Array> {
    return {
      startsAt: new Float64Array(this.#startsAt),
      min: new Float64Array(this.#min),
      max: new Float64Array(this.#max),
      sum: new Float64Array(this.#sum),
      count: new Float64Array(this.#count),
    };
  }
}
