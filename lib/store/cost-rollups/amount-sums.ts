import { amountBytes } from './amount-bytes';
import type { PlanedAmounts } from './packed-amounts';

const word = 2 ** 32;
/** Words of 32 bits stay exact in a double while fewer than 2²¹ are added. */
const mostAdditions = 2 ** 20;

const packed = new DataView(new ArrayBuffer(amountBytes));

/** Sums of packed amounts in slots, exact, without an integer of arbitrary size for each amount. */
export class AmountSums {
  #words: Float64Array;
  #additions: Uint32Array;

  constructor(slots: number) {
    this.#words = new Float64Array(slots * 4);
    this.#additions = new Uint32Array(slots);
  }

  /** Adds the amount at `offset`, in bytes, to a slot; slots beyond those made so far are made. */
  add(slot: number, amounts: DataView, offset: number): void {
    if (slot >= this.#additions.length) this.#grow(slot + 1);
    const at = slot * 4;
    const words = this.#words;
    words[at] = (words[at] as number) + amounts.getUint32(offset, true);
    words[at + 1] = (words[at + 1] as number) + amounts.getUint32(offset + 4, true);
    words[at + 2] = (words[at + 2] as number) + amounts.getUint32(offset + 8, true);
    words[at + 3] = (words[at + 3] as number) + amounts.getInt32(offset + 12, true);
    const additions = (this.#additions[slot] as number) + 1;
    this.#additions[slot] = additions;
    if (additions >= mostAdditions) this.#carry(slot);
  }

  /** Adds one of amounts in planes, whatever their exponent. */
  addPlaned(slot: number, { words: planed, planes, count }: PlanedAmounts, place: number): void {
    if (slot >= this.#additions.length) this.#grow(slot + 1);
    const at = slot * 4;
    const words = this.#words;
    const top = planes - 1;
    for (let plane = 0; plane < top; plane += 1)
      words[at + plane] = (words[at + plane] as number) + (planed[plane * count + place] as number);
    words[at + top] = (words[at + top] as number) + ((planed[top * count + place] as number) | 0);
    const additions = (this.#additions[slot] as number) + 1;
    this.#additions[slot] = additions;
    if (additions >= mostAdditions) this.#carry(slot);
  }

  /** The sum of a slot, in 10⁻²⁴. */
  sum(slot: number): bigint {
    if (slot >= this.#additions.length) return 0n;
    this.#carry(slot);
    const at = slot * 4;
    const top = this.#words[at + 3] as number;
    if (top >= -(2 ** 31) && top < 2 ** 31) {
      for (let index = 0; index < 3; index += 1) packed.setUint32(index * 4, this.#words[at + index] as number, true);
      packed.setInt32(12, top, true);
      return (packed.getBigInt64(8, true) << 64n) | packed.getBigUint64(0, true);
    }
    const part = (index: number) => BigInt(this.#words[slot * 4 + index] as number) << BigInt(32 * index);
    return part(0) + part(1) + part(2) + part(3);
  }

  #carry(slot: number): void {
    for (let at = slot * 4; at < slot * 4 + 3; at += 1) {
      const over = Math.floor((this.#words[at] as number) / word);
      this.#words[at] = (this.#words[at] as number) - over * word;
      this.#words[at + 1] = (this.#words[at + 1] as number) + over;
    }
    this.#additions[slot] = 1;
  }

  #grow(slots: number): void {
    const size = Math.max(slots, this.#additions.length * 2);
    const words = new Float64Array(size * 4);
    words.set(this.#words);
    const additions = new Uint32Array(size);
    additions.set(this.#additions);
    this.#words = words;
    this.#additions = additions;
  }
}
