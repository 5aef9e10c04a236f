import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';

/** A dimension that roll-ups hold by value of every cut: provider and currency stand beside each of their sums. */
export type CutDimension = Exclude<CostDimension, 'provider' | 'currency'>;
/** What a cut may be narrowed to one value of. */
export type CutWithin = 'team' | 'site';

/** One way costs are rolled up: by a dimension, over everything or for each value of another. */
export interface CostCut {
  dimension: CutDimension;
  within: CutWithin | null;
}

export const cutDimensions = costDimensions.filter(
  (dimension): dimension is CutDimension => dimension !== 'provider' && dimension !== 'currency',
);

/** What a cut may be within; null: everything. */
export const cutWithins: readonly (CutWithin | null)[] = [null, 'team', 'site'];

/** Every cut there is. What is by team and site is held once, by site within a team. */
export const costCuts: readonly CostCut[] = cutDimensions.flatMap((dimension) =>
  cutWithins
    .filter((within) => within !== dimension && !(dimension === 'team' && within === 'site'))
    .map((within) => ({ dimension, within })),
);

/** The dimension with the fewest values, which sums over everything are read from. */
const smallest: CutDimension = 'charge-category';

/**
 * The cut that holds sums by all these dimensions at once; null where none does, so that the rows themselves must be read.
 * Provider and currency stand beside every sum and ask for nothing.
 */
export function chooseCut(dimensions: readonly CostDimension[]): CostCut | null {
  const wanted = [...new Set(dimensions)].filter(
    (dimension): dimension is CutDimension => dimension !== 'provider' && dimension !== 'currency',
  );
  const [first = smallest, second] = wanted;
  if (wanted.length > 2) return null;
  if (second === undefined) return { dimension: first, within: null };
  return (
    costCuts.find(
      ({ dimension, within }) =>
        (dimension === first && within === second) || (dimension === second && within === first),
    ) ?? null
  );
}
