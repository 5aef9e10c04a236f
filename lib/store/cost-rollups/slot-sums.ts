import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { amountBytes } from './amount-bytes';
import type { CodedRows, Numbers } from './coded-rows';
import type { RawSums } from './packed-cut';

const metricCount = costMetrics.length;
const word = 2 ** 32;
const wordsPerSum = amountBytes / 4;
/** Words of 32 bits that tell a sign stay exact in a double while fewer than 2²² are added, or 2²⁰ to one that was carried. */
const mostAdditions = 2 ** 20;

/** Room for the sums of so many entries. */
export function makeSums(count: number, { costs, exponent, untold }: CodedRows): RawSums {
  let own = new Uint32Array();
  const amounts = costMetrics.map((metric) => {
    if (costs.includes(metric)) own = new Uint32Array(count * wordsPerSum);
    return [metric, own];
  });
  return {
    rows: new Uint32Array(count),
    amounts: Object.fromEntries(amounts) as Record<CostMetric, Uint32Array>,
    exponent,
    untold: untold === null ? null : new Uint32Array(count * metricCount),
  };
}

/** The sums of the first entries. */
export function firstSums({ rows, amounts, exponent, untold }: RawSums, count: number): RawSums {
  const own = costMetrics.map((metric) => [metric, amounts[metric].subarray(0, count * wordsPerSum)]);
  return {
    rows: rows.subarray(0, count),
    amounts: Object.fromEntries(own) as RawSums['amounts'],
    exponent,
    untold: untold?.subarray(0, count * metricCount) ?? null,
  };
}

/** Sums of rows in slots, exact. Slots are used again and again. */
export class SlotSums {
  readonly #source: CodedRows;
  /** Words of costs as rows have them. */
  readonly #stride: number;
  #words = new Float64Array();
  #rows = new Uint32Array();
  #untold = new Uint32Array();

  constructor(source: CodedRows) {
    this.#source = source;
    this.#stride = source.costs.length * source.wordsPerCost;
  }

  /** Empties the first slots. */
  clear(slots: number): void {
    const untold = this.#source.untold === null ? 0 : slots * metricCount;
    if (slots > this.#rows.length) {
      this.#rows = new Uint32Array(slots);
      this.#words = new Float64Array(slots * this.#stride);
      this.#untold = new Uint32Array(untold);
    } else {
      this.#rows.fill(0, 0, slots);
      this.#words.fill(0, 0, slots * this.#stride);
      this.#untold.fill(0, 0, untold);
    }
  }

  /**
   * Adds the rows at places `start` to `end` of an order, each to the slot that is as many days from the first one of its code;
   * `order` null: rows as they lie. Throws a RangeError for a sum of more than 128 bits.
   */
  add(order: Uint32Array | null, start: number, end: number, codes: Numbers, firstSlots: Uint32Array): void {
    const { words, rows, untold, days } = this.#source;
    const stride = this.#stride;
    const sums = this.#words;
    const counts = this.#rows;
    for (let place = start; place < end; place += 1) {
      if ((place - start) % mostAdditions === mostAdditions - 1) this.#carryAll();
      const row = order === null ? place : (order[place] as number);
      const slot = (firstSlots[codes[row] as number] as number) + (days[row] as number);
      counts[slot] = (counts[slot] as number) + (rows === null ? 1 : (rows[row] as number));
      const to = slot * stride;
      const from = row * stride;
      for (let index = 0; index < stride; index += 1)
        sums[to + index] = (sums[to + index] as number) + (words[from + index] as number);
      if (untold === null) continue;
      for (let metric = 0; metric < metricCount; metric += 1)
        this.#untold[slot * metricCount + metric] =
          (this.#untold[slot * metricCount + metric] as number) + (untold[row * metricCount + metric] as number);
    }
  }

  /** Whether any row was added to a slot. */
  has(slot: number): boolean {
    return (this.#rows[slot] as number) > 0;
  }

  /** Writes the sums of a slot, and adds them to another one. */
  move(slot: number, into: RawSums, place: number, total: number): void {
    this.write(slot, into, place);
    const [from, to] = [slot * this.#stride, total * this.#stride];
    for (let index = 0; index < this.#stride; index += 1)
      this.#words[to + index] = (this.#words[to + index] as number) + (this.#words[from + index] as number);
    this.#rows[total] = (this.#rows[total] as number) + (this.#rows[slot] as number);
    if (into.untold === null) return;
    for (let metric = 0; metric < metricCount; metric += 1)
      this.#untold[total * metricCount + metric] =
        (this.#untold[total * metricCount + metric] as number) + (this.#untold[slot * metricCount + metric] as number);
  }

  /** Writes the sums of a slot. */
  write(slot: number, into: RawSums, place: number): void {
    this.#carry(slot);
    into.rows[place] = this.#rows[slot] as number;
    const { wordsPerCost: width, costs } = this.#source;
    const to = place * wordsPerSum;
    for (let cost = 0, from = slot * this.#stride; cost < costs.length; cost += 1, from += width) {
      const amounts = into.amounts[costs[cost] as CostMetric];
      let rest = 0;
      for (let index = 0; index < wordsPerSum; index += 1) {
        rest = index < width ? (this.#words[from + index] as number) : Math.floor(rest / word);
        amounts[to + index] = rest;
      }
      if (rest < -(2 ** 31) || rest >= 2 ** 31) throw new RangeError('A sum of more than 128 bits cannot be kept.');
    }
    if (into.untold === null) return;
    for (let metric = 0; metric < metricCount; metric += 1)
      into.untold[place * metricCount + metric] = this.#untold[slot * metricCount + metric] as number;
  }

  #carryAll(): void {
    for (let slot = 0; slot < this.#rows.length; slot += 1) this.#carry(slot);
  }

  /** Moves what is more or less than a word holds to the word above; the uppermost of each sum keeps what it has. */
  #carry(slot: number): void {
    const width = this.#source.wordsPerCost;
    const end = (slot + 1) * this.#stride;
    for (let top = slot * this.#stride + width - 1; top < end; top += width)
      for (let at = top - width + 1; at < top; at += 1) {
        const sum = this.#words[at] as number;
        if (sum >= 0 && sum < word) continue;
        const over = Math.floor(sum / word);
        this.#words[at] = sum - over * word;
        this.#words[at + 1] = (this.#words[at + 1] as number) + over;
      }
  }
}
