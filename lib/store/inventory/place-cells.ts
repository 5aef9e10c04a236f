import type { Reach } from '@/lib/domain/access';
import { type FacetCell, forEachDimension } from './facet-cells';
import { toReachTest } from './reach-test';
import type { CellSet } from './scope-cells';

/** A cell with what its scope has in common. Count and accelerators are negative where they correct another cell. */
export interface PlacedCell extends FacetCell {
  connectionId: string;
  account: string;
  kind: string;
  /** Whether it stands on a read too old to be told; its status is then unknown. */
  expired: boolean;
}

/** Every cell of a set within a reach. */
export function* placeCells({ dictionaries, scopes }: CellSet, reach: Reach): Generator<PlacedCell> {
  const isWithin = toReachTest(dictionaries, reach);
  for (const { connectionId, account, kind, expired, weight, length, codes, counts, accelerators } of scopes)
    for (let cell = 0; cell < length; cell++) {
      if (!isWithin(codes.site[cell], codes.team[cell])) continue;
      const values = forEachDimension((dimension) => dictionaries[dimension].decode(codes[dimension][cell] ?? -1));
      yield {
        connectionId,
        account,
        kind,
        expired,
        ...values,
        ...(expired ? { status: 'unknown' } : {}),
        count: weight * (counts[cell] ?? Number.NaN),
        accelerators: weight * (accelerators[cell] ?? Number.NaN),
      };
    }
}
