import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import {
  type CommitmentCut,
  type CommitmentMeasure,
  type CommitmentSum,
  measuresOfCut,
  type OnDemandPrice,
  type SumFigure,
  type ToldSum,
} from '@/lib/domain/cost/commitment-sum';
import { amountBytes } from '@/lib/store/cost-rollups/amount-bytes';
import { AmountSums } from '@/lib/store/cost-rollups/amount-sums';
import { type CommitmentEntry, type NamedEntry, untoldOffset } from './packed-commitments';
import type { StoredCommitments } from './stored-commitments';

/** A sum, and the step of the range it is of; null: all of it. */
export interface SteppedCommitmentSum extends CommitmentSum {
  step: number | null;
}

interface Slot {
  basis: CostBasis;
  entry: CommitmentEntry;
  step: number | null;
}

/** One measure of all slots. */
interface Column {
  measure: CommitmentMeasure;
  sums: AmountSums;
  rows: number[];
  untold: number[];
}

/** Adds packed sums by one cut up over deliveries, exactly. */
export class CommitmentTally {
  readonly #slots: Slot[] = [];
  /** By basis and step, then by the entry's name. */
  readonly #places = new Map<string, Map<string, number>>();
  readonly #columns: Column[];
  readonly #rows: number[] = [];

  constructor(
    readonly cut: CommitmentCut,
    readonly price: OnDemandPrice,
  ) {
    const other = price === 'list' ? 'contracted' : 'list';
    this.#columns = measuresOfCut[cut]
      .filter((measure) => measure !== other)
      .map((measure) => ({ measure, sums: new AmountSums(0), rows: [], untold: [] }));
  }

  /** What tells where sums of an entry of this basis and step are added up. */
  slotsOf(basis: CostBasis, step: number | null): (entry: NamedEntry) => number {
    const group = `${basis} ${step}`;
    const places = this.#places.get(group) ?? new Map<string, number>();
    this.#places.set(group, places);
    return ({ name, entry }) => {
      const found = places.get(name);
      if (found !== undefined) return found;
      const place = this.#slots.push({ basis, entry, step }) - 1;
      places.set(name, place);
      this.#rows.push(0);
      for (const { rows, untold } of this.#columns) {
        rows.push(0);
        untold.push(0);
      }
      return place;
    };
  }

  /** What adds the sum at a place of stored ones to a slot; `tells`: which measures the delivery tells. */
  adderOf(stored: StoredCommitments, tells: (measure: CommitmentMeasure) => boolean) {
    const count = stored.rows.byteLength / 4;
    const columns = this.#columns.flatMap((column) => {
      const amounts = stored.measures.get(column.measure);
      const offset = untoldOffset(this.cut, column.measure, count);
      return amounts === undefined || offset === null || !tells(column.measure) ? [] : [{ column, amounts, offset }];
    });
    return (slot: number, place: number) => {
      const rows = stored.rows.getUint32(place * 4, true);
      this.#rows[slot] = (this.#rows[slot] as number) + rows;
      for (const { column, amounts, offset } of columns) {
        column.sums.add(slot, amounts, place * amountBytes);
        column.rows[slot] = (column.rows[slot] as number) + rows;
        if (stored.untold !== null)
          column.untold[slot] = (column.untold[slot] as number) + stored.untold.getUint32(offset + place * 4, true);
      }
    };
  }

  /** All sums. */
  sums(): SteppedCommitmentSum[] {
    return this.#slots.map(({ basis, entry, step }, slot) => {
      const [provider, currency, value, kind, capacity, isEligible] = entry;
      const of = (measure: CommitmentMeasure): ToldSum => {
        const column = this.#columns.find((one) => one.measure === measure);
        const rows = (column?.rows ?? this.#rows)[slot] as number;
        if (column === undefined) return { amount: null, rows, untold: rows };
        const untold = column.untold[slot] as number;
        return { amount: untold === rows ? null : column.sums.sum(slot), rows, untold };
      };
      const told: Record<SumFigure, ToldSum> = {
        billed: of('billed'),
        effective: of('effective'),
        onDemand: of(this.price),
        quantity: of('quantity'),
        hours: of('hours'),
        gpuHours: of('gpu-hours'),
      };
      return { basis, provider, currency, value, class: kind, capacity, isEligible, step, told };
    });
  }
}
