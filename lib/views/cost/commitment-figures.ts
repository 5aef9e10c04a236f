import type { CommitmentFigures } from '@/lib/analytics/commitments/judge-commitment';
import type { Share } from '@/lib/analytics/commitments/told-sum';
import type { CommitmentBook, CommitmentShare, CommitmentSumFigure } from '@/lib/api/contracts/cost-commitments';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import type { ToldSum } from '@/lib/domain/cost/commitment-sum';

export function toText(amount: Amount | null): string | null {
  return amount === null ? null : formatAmount(amount);
}

/** A sum of no rows is nought only where nothing is missing. */
function toSumFigure({ amount, rows, untold }: ToldSum, isPartial: boolean): CommitmentSumFigure {
  const sum = rows === 0 && !isPartial ? 0n : amount;
  return { amount: toText(sum), atLeast: isPartial || untold > 0 };
}

export function toShareFigure({ part, whole, share, atLeast }: Share, isPartial: boolean): CommitmentShare {
  return { part: toText(part), whole: toText(whole), share, isPartial: isPartial || atLeast };
}

type Figures = Pick<
  CommitmentBook,
  'used' | 'unused' | 'utilisation' | 'onDemand' | 'savings' | 'netSavings' | 'billed' | 'amortised' | 'balance'
>;

/** What is missing: of effective costs and what usage is valued at, and of what was billed. */
export interface MissingCosts {
  isPartial: boolean;
  isBilledPartial: boolean;
  /** What commitments left unused on these days is not known, and so is nothing that comes of it. */
  isUnusedCut: boolean;
}

/** Figures of commitments as the API tells them. Billed and effective costs compare only where both are whole. */
export function toFigures(
  figures: CommitmentFigures,
  { isPartial, isBilledPartial, isUnusedCut }: MissingCosts,
): Figures {
  const told = toToldFigures(figures, { isPartial, isBilledPartial });
  if (!isUnusedCut) return told;
  const notKnown = { amount: null, atLeast: false };
  return {
    ...told,
    unused: notKnown,
    utilisation: { part: told.utilisation.part, whole: null, share: null, isPartial: true },
    netSavings: notKnown,
    amortised: notKnown,
    balance: null,
  };
}

function toToldFigures(
  figures: CommitmentFigures,
  { isPartial, isBilledPartial }: Omit<MissingCosts, 'isUnusedCut'>,
): Figures {
  const sum = (told: ToldSum) => toSumFigure(told, isPartial);
  const isNothingCovered = figures.onDemand.rows === 0 && isPartial;
  const saved = ({ amount, atLeast }: CommitmentFigures['savings']) => ({
    amount: isNothingCovered ? null : toText(amount),
    atLeast: isPartial || atLeast,
  });
  return {
    used: sum(figures.used),
    unused: sum(figures.unused),
    utilisation: toShareFigure(figures.utilisation, isPartial),
    onDemand: sum(figures.onDemand),
    savings: saved(figures.savings),
    netSavings: saved(figures.netSavings),
    billed: toSumFigure(figures.billed, isBilledPartial),
    amortised: sum(figures.amortised),
    balance: isPartial || isBilledPartial ? null : toText(figures.balance),
  };
}
