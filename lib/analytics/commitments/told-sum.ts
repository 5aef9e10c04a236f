import type { Amount } from '@/lib/domain/cost/amount';
import { addTold, type CommitmentSum, type SumFigure, type ToldSum } from '@/lib/domain/cost/commitment-sum';

/** Adds up one figure; of no sums it is nothing, of no rows. */
export function sumTold(sums: readonly CommitmentSum[], figure: SumFigure): ToldSum {
  return sums.reduce<ToldSum>(
    (sum, { told }) => ({
      amount: addTold(sum.amount, told[figure].amount),
      rows: sum.rows + told[figure].rows,
      untold: sum.untold + told[figure].untold,
    }),
    { amount: null, rows: 0, untold: 0 },
  );
}

/** A sum from which these are missing as well, whatever they would add to it. */
export function withoutTelling(sum: ToldSum, missing: readonly CommitmentSum[]): ToldSum {
  const { rows } = sumTold(missing, 'effective');
  return { amount: sum.amount, rows: sum.rows + rows, untold: sum.untold + rows };
}

/**
 * A part of a whole, both in one unit. `share` null: one of them is not known, or the whole is not above nought. `atLeast`:
 * something is missing from one of the two, so that the share is only that of what is told.
 */
export interface Share {
  part: Amount | null;
  whole: Amount | null;
  share: number | null;
  atLeast: boolean;
}

const digits = 10n ** 9n;

/** `part` of `whole`. A part of which there are no rows is nought where the whole is known. */
export function toShare(part: ToldSum, whole: ToldSum): Share {
  const amount = part.rows === 0 && whole.amount !== null ? 0n : part.amount;
  const isKnown = amount !== null && whole.amount !== null && whole.amount > 0n;
  return {
    part: amount,
    whole: whole.amount,
    share: isKnown ? Number((amount * digits) / (whole.amount ?? 1n)) / Number(digits) : null,
    atLeast: part.untold > 0 || whole.untold > 0,
  };
}
