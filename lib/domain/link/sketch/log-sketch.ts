/** How far a quantile may be from the value it stands for, as a share of that value. */
export const relativeAccuracy = 0.01;
const growth = (1 + relativeAccuracy) / (1 - relativeAccuracy);
const logGrowth = Math.log(growth);
/** The bucket that holds noughts alone. */
export const zeroBucket = -1;
/** The bucket of the largest whole number that is exact. */
export const lastBucket = toBucket(Number.MAX_SAFE_INTEGER);

/** The bucket of a whole number: bucket i holds what is above γ^(i−1) and at most γ^i. */
export function toBucket(value: number): number {
  return value === 0 ? zeroBucket : Math.ceil(Math.log(value) / logGrowth);
}

/**
 * How values are distributed, in logarithmic buckets: a quantile is within one hundredth of the true one whatever the
 * distribution, and sketches merge without loss. After C. Masson, J. E. Rim and H. K. Lee, “DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees” (VLDB 2019), section 2: γ = (1 + α) / (1 − α), the bucket
 * of x is ⌈log_γ x⌉ and is told as 2γ^i / (γ + 1).
 *
 * Values are whole and not negative, in a unit small enough: nanoseconds, bytes a second. So sums are exact, and merging in
 * any order gives the same. An empty sketch has no quantile, least or greatest: all null.
 */
export class LogSketch {
  /** How many values each bucket holds, from the bucket `#first` on. */
  #counts = new Float64Array(0);
  #first = 0;
  #count = 0;
  #sum = 0n;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** How many values it has seen. */
  get count(): number {
    return this.#count;
  }

  get sum(): bigint {
    return this.#sum;
  }

  /** The least value, exact. */
  get min(): number | null {
    return this.#count === 0 ? null : this.#min;
  }

  /** The greatest value, exact. */
  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  /** Takes one value in. Throws a RangeError for what is not whole, negative or beyond what is exact. */
  record(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0.`);
    this.addBucket(toBucket(value), 1);
    this.addBounds(value, value, BigInt(value));
  }

  /** Takes in all that another has seen. */
  merge(other: LogSketch): void {
    if (other.#count === 0) return;
    for (const [bucket, count] of other.buckets()) this.addBucket(bucket, count);
    this.addBounds(other.#min, other.#max, other.#sum);
  }

  /** Adds to a bucket; for whoever unpacks, who adds the bounds too. */
  addBucket(bucket: number, count: number): void {
    const place = bucket - this.#first;
    if (place < 0 || place >= this.#counts.length) {
      this.#makeRoom(bucket);
      this.addBucket(bucket, count);
      return;
    }
    const before = this.#counts[place];
    this.#counts[place] = before === undefined ? count : before + count;
    this.#count += count;
  }

  addBounds(min: number, max: number, sum: bigint): void {
    if (min < this.#min) this.#min = min;
    if (max > this.#max) this.#max = max;
    this.#sum += sum;
  }

  /** Its buckets in order, with how many values each holds. */
  buckets(): [bucket: number, count: number][] {
    const held: [number, number][] = [];
    for (const [place, count] of this.#counts.entries()) if (count > 0) held.push([this.#first + place, count]);
    return held;
  }

  /** The values at shares of the way from least (0) to greatest (1), each within one hundredth; null: it is empty. */
  quantiles<const Shares extends readonly number[]>(shares: Shares): { [Index in keyof Shares]: number | null } {
    return shares.map((share) => this.#at(share)) as { [Index in keyof Shares]: number | null };
  }

  #at(share: number): number | null {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is no share.`);
    if (this.#count === 0) return null;
    let left = Math.floor(share * (this.#count - 1));
    for (let place = 0; place < this.#counts.length; place++) {
      const count = this.#counts[place];
      if (count !== undefined && left < count)
        return Math.min(this.#max, Math.max(this.#min, toMiddle(this.#first + place)));
      if (count !== undefined) left -= count;
    }
    return this.#max;
  }

  /** Room for a bucket and some on its side: values of one thing are near one another. */
  #makeRoom(bucket: number): void {
    const held = this.#counts.length;
    const first = held === 0 ? bucket - roomAround : Math.min(this.#first, bucket - roomAround);
    const end = held === 0 ? bucket + roomAround : Math.max(this.#first + held, bucket + roomAround);
    const counts = new Float64Array(end - first);
    if (held > 0) counts.set(this.#counts, this.#first - first);
    this.#counts = counts;
    this.#first = first;
  }
}

const roomAround = 32;

/** What a bucket's values are told as: no value of it is further away than a hundredth. */
function toMiddle(bucket: number): number {
  return bucket === zeroBucket ? 0 : (2 * growth ** bucket) / (growth + 1);
}
