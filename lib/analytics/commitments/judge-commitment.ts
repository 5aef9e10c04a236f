import type { Amount } from '@/lib/domain/cost/amount';
import { addTold, type CommitmentClass, type CommitmentSum, type ToldSum } from '@/lib/domain/cost/commitment-sum';
import { type Share, sumTold, toShare, withoutTelling } from './told-sum';
import type { UnnamedProviders } from './unnamed-providers';

/** What commitments cost and saved in a range: one, or several of one currency and basis. */
export interface CommitmentFigures {
  /** The effective cost of what they covered. A floor where bills of a provider cover usage without naming commitments. */
  used: ToldSum;
  /** The effective cost of what nothing used: waste. A floor in the same case. */
  unused: ToldSum;
  /** Of the effective cost of both, what was used. Null where usage does not say whether it was used. */
  utilisation: Share;
  /** What the covered usage would have cost on demand. */
  onDemand: ToldSum;
  /** On demand less used. A price that is not told makes it a floor; an effective cost that is not told, unknown. */
  savings: { amount: Amount | null; atLeast: boolean };
  /** On demand less all that the commitments cost, used or not: what having them saved or, below nought, cost. */
  netSavings: { amount: Amount | null; atLeast: boolean };
  /** What was billed for them: their fees, and any other charge that names them. A floor where fees are not told. */
  billed: ToldSum;
  /** The effective cost of all that names them: used and unused; also what does not say which. A floor likewise. */
  amortised: ToldSum;
  /** Billed less amortised. Nought over whole terms; within one, what is paid ahead (or, below nought, used up ahead). */
  balance: Amount | null;
  quantity: Record<'used' | 'unused' | 'purchased', Amount | null>;
}

/** Judges commitments by the sums of the cut `commitment`. `unnamed`: providers of which use cannot be told by commitment. */
export function judgeCommitment(sums: readonly CommitmentSum[], unnamed: UnnamedProviders): CommitmentFigures {
  const of = (...classes: CommitmentClass[]) => sums.filter((sum) => classes.includes(sum.class));
  const leftOut = sums.filter(({ provider }) => unnamed.has(provider));
  const used = withoutTelling(sumTold(of('covered'), 'effective'), leftOut);
  const onDemand = sumTold(of('covered', 'unnamed'), 'onDemand');
  // Of nothing but usage that bears no cost, what it cost is not nought but unknown.
  const bearing = sums.every(isUnnamed) ? [] : sums;
  const withFees = (sum: ToldSum) => (hasFees(leftOut) ? sum : withoutTelling(sum, leftOut.filter(isUnnamed)));
  const billed = withFees(sumTold(bearing, 'billed'));
  const amortised = withFees(sumTold(bearing, 'effective'));
  return {
    used,
    unused: withoutTelling(sumTold(of('unused'), 'effective'), leftOut),
    utilisation: toUtilisation(sums, unnamed),
    onDemand: hasFees(leftOut) ? onDemand : withoutTelling(onDemand, leftOut.filter(isFee)),
    savings: subtract(onDemand, used),
    netSavings: hasFees(leftOut)
      ? subtract(onDemand, sumTold(of('covered', 'unnamed', 'unused', 'purchase'), 'effective'))
      : { amount: null, atLeast: false },
    billed,
    amortised,
    balance: difference(billed, amortised),
    quantity: {
      used: sumQuantity(of('covered')),
      unused: sumQuantity(of('unused')),
      purchased: sumQuantity(of('purchase')),
    },
  };
}

/** Used of used and unused. Usage whose status is not told could be either, so that nothing is known. */
export function toUtilisation(sums: readonly CommitmentSum[], unnamed: UnnamedProviders): Share {
  const leftOut = sums.filter(({ provider }) => unnamed.has(provider));
  const used = sums.filter((sum) => sum.class === 'covered');
  const both = sums.filter((sum) => sum.class === 'covered' || sum.class === 'unused');
  const share = toShare(sumTold(used, 'effective'), withoutTelling(sumTold(both, 'effective'), leftOut));
  return sums.some((sum) => sum.class === 'untold') ? { ...share, share: null, atLeast: true } : share;
}

const isFee = (sum: CommitmentSum) => sum.class === 'purchase';
const isUnnamed = (sum: CommitmentSum) => sum.class === 'unnamed';

/** Whether of each of these providers both stand here: what its commitments covered, and the fees that paid for it. */
function hasFees(sums: readonly CommitmentSum[]): boolean {
  const byProvider = Map.groupBy(sums, ({ provider }) => provider);
  return [...byProvider.values()].every((of) => of.some(isFee) && of.some((sum) => sum.class === 'unnamed'));
}

/** A sum less another. What is missing from the first makes it a floor; what is missing from the second would lower it. */
function subtract(from: ToldSum, less: ToldSum): { amount: Amount | null; atLeast: boolean } {
  if (less.untold > 0) return { amount: null, atLeast: from.untold > 0 };
  const taken = less.rows === 0 ? 0n : less.amount;
  const amount = from.rows === 0 && from.amount === null ? 0n : from.amount;
  return { amount: amount === null || taken === null ? null : amount - taken, atLeast: from.untold > 0 };
}

function difference(one: ToldSum, other: ToldSum): Amount | null {
  if (one.untold > 0 || other.untold > 0) return null;
  const amount = one.rows === 0 ? 0n : one.amount;
  const less = other.rows === 0 ? 0n : other.amount;
  return amount === null || less === null ? null : amount - less;
}

function sumQuantity(sums: readonly CommitmentSum[]): Amount | null {
  return sums.reduce<Amount | null>((sum, { told }) => addTold(sum, told.quantity.amount), null);
}
