import type { Capacity, CommitmentSum } from '@/lib/domain/cost/commitment-sum';
import { type Share, sumTold, toShare, withoutTelling } from './told-sum';
import type { UnnamedProviders } from './unnamed-providers';

/**
 * How much of the usage that commitments may cover they do cover: what covered usage would have cost on demand, of what it
 * and on-demand usage of the same services would have. Usage of which the bill does not say whether a commitment covered it
 * is part of the whole alone, and makes the share a floor.
 */
export function toCoverage(sums: readonly CommitmentSum[]): Share {
  const eligible = sums.filter(({ isEligible }) => isEligible);
  const covered = eligible.filter((sum) => sum.class === 'covered' || sum.class === 'unnamed');
  const share = toShare(sumTold(covered, 'onDemand'), sumTold(eligible, 'onDemand'));
  return { ...share, atLeast: share.atLeast || eligible.some((sum) => sum.class === 'untold') };
}

/** What spot capacity is a share of: its cost, the hours of machines, or the hours of their accelerators. */
export type SpotMeasure = 'effective' | 'hours' | 'gpuHours';

/**
 * How much of the usage of these capacities ran on spot, of all that ran on them, however it was paid for. By cost, usage of
 * `unnamed` providers is left out of both: without the fees the whole would be too small, and the share too large. Usage of
 * which the bill does not say how it was priced may be spot: it makes the share a floor, and of nothing else it is not known.
 */
export function toSpotShare(
  sums: readonly CommitmentSum[],
  of: readonly Capacity[],
  measure: SpotMeasure,
  unnamed: UnnamedProviders,
): Share {
  const used = sums.filter(({ capacity }) => of.includes(capacity));
  const isLeftOut = ({ provider }: CommitmentSum) => measure === 'effective' && unnamed.has(provider);
  const kept = used.filter((sum) => !isLeftOut(sum));
  const spot = kept.filter((sum) => sum.class === 'spot');
  const share = toShare(sumTold(spot, measure), withoutTelling(sumTold(kept, measure), used.filter(isLeftOut)));
  const unsaid = kept.filter((sum) => sum.class === 'other').length;
  if (unsaid === 0) return share;
  return unsaid < kept.length ? { ...share, atLeast: true } : { ...share, part: null, share: null, atLeast: true };
}
