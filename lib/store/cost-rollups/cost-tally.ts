import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import { AmountSums } from './amount-sums';
import type { PlanedAmounts } from './packed-amounts';

/** What a sum stands for: amounts of different currencies or on a different basis never come into one. */
export interface TallyKey {
  basis: CostBasis;
  currency: string | null;
  /** The value of what is asked by; null: none. */
  label: string | null;
  /** Which stretch of time, from 0; 0 where all is one. */
  bucket: number;
}

/** An exact sum with how many rows it is of, and of how many of them the cost is not told. */
export interface TallySum {
  amount: bigint;
  rows: number;
  untold: number;
}

/** Sums by basis, currency, label and stretch of time. */
export class CostTally {
  readonly #slots = new Map<string, Map<string | null, number>>();
  readonly #keys: TallyKey[] = [];
  readonly #rows: number[] = [];
  readonly #untold: number[] = [];
  readonly #large: bigint[] = [];
  /** By the power of ten that amounts are whole numbers of. */
  readonly #sums = new Map<number, AmountSums>();
  #entries: readonly [TallyKey, TallySum][] | null = null;

  /** The place of a sum, to add to. */
  slot({ label, ...book }: TallyKey): number {
    return this.slotsOf(book)(label);
  }

  /** The places of sums that differ in their label alone. */
  slotsOf({ basis, currency, bucket }: Omit<TallyKey, 'label'>): (label: string | null) => number {
    const name = JSON.stringify([basis, currency, bucket]);
    const slots = this.#slots.get(name) ?? new Map<string | null, number>();
    this.#slots.set(name, slots);
    return (label) => {
      const found = slots.get(label);
      if (found !== undefined) return found;
      const slot = this.#keys.length;
      slots.set(label, slot);
      this.#keys.push({ basis, currency, label, bucket });
      this.#rows.push(0);
      this.#untold.push(0);
      this.#large.push(0n);
      return slot;
    };
  }

  /** Adds one of packed amounts. */
  addPacked(slot: number, amounts: PlanedAmounts, place: number, rows: number, untold: number): void {
    this.#sumsOf(amounts).addPlaned(slot, amounts, place);
    this.#count(slot, rows, untold);
  }

  add(slot: number, { amount, rows, untold }: TallySum): void {
    this.#large[slot] = (this.#large[slot] as bigint) + amount;
    this.#count(slot, rows, untold);
  }

  /** All sums, put together once until something is added. */
  entries(): readonly [TallyKey, TallySum][] {
    this.#entries ??= this.#keys.map((key, slot) => [
      key,
      {
        amount: this.#sum(slot),
        rows: this.#rows[slot] as number,
        untold: this.#untold[slot] as number,
      },
    ]);
    return this.#entries;
  }

  #sumsOf({ exponent }: PlanedAmounts): AmountSums {
    const found = this.#sums.get(exponent);
    if (found !== undefined) return found;
    const sums = new AmountSums(64);
    this.#sums.set(exponent, sums);
    return sums;
  }

  #sum(slot: number): bigint {
    let amount = this.#large[slot] as bigint;
    for (const [exponent, sums] of this.#sums) amount += sums.sum(slot) * 10n ** BigInt(exponent);
    return amount;
  }

  #count(slot: number, rows: number, untold: number): void {
    this.#entries = null;
    this.#rows[slot] = (this.#rows[slot] as number) + rows;
    this.#untold[slot] = (this.#untold[slot] as number) + untold;
  }
}
