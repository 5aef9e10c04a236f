import { toCoverage, toSpotShare } from '@/lib/analytics/commitments/coverage';
import { toUtilisation } from '@/lib/analytics/commitments/judge-commitment';
import type { UnnamedProviders } from '@/lib/analytics/commitments/unnamed-providers';
import type { CommitmentBook } from '@/lib/api/contracts/cost-commitments';
import type { SteppedCommitmentSum } from '@/lib/store/cost-sums/commitment-tally';
import { toText } from './commitment-figures';

/** Coverage, use and spot share of each step. `cutSteps`: by step, whether what was unused of its days is not known. */
export function toCommitmentSeries(
  { whole, committed }: Record<'whole' | 'committed', readonly SteppedCommitmentSum[]>,
  { cutSteps, unnamed }: { cutSteps: readonly boolean[]; unnamed: UnnamedProviders },
): CommitmentBook['series'] {
  const byStep = (sums: readonly SteppedCommitmentSum[]) => {
    const grouped = Map.groupBy(sums, ({ step }) => step);
    return cutSteps.map((_, step) => grouped.get(step) ?? []);
  };
  const used = byStep(whole);
  const coverage = used.map(toCoverage);
  return {
    coverage: coverage.map(({ share }) => share),
    utilisation: byStep(committed).map((sums, step) => (cutSteps[step] ? null : toUtilisation(sums, unnamed).share)),
    spot: used.map((sums) => toSpotShare(sums, ['gpu', 'compute'], 'effective', unnamed).share),
    covered: coverage.map(({ part }) => toText(part)),
    eligible: coverage.map(({ whole: all }) => toText(all)),
  };
}
