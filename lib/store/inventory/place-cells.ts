import { countsAccelerators } from '@/lib/domain/accelerator-count';
import type { Reach } from '@/lib/domain/access';
import { type FacetCell, forEachDimension } from './facet-cells';
import { toReachTest } from './reach-test';
import type { CellSet } from './scope-cells';

/**
 * A cell with what its scope has in common. `accelerators` are those that exist; of resources that hold none any more it
 * is 0, whatever they ran on. Count and accelerators are negative where they correct another cell.
 */
export interface PlacedCell extends FacetCell {
  connectionId: string;
  account: string;
  kind: string;
  /** Whether it stands on a read too old to be told; its status is then unknown. */
  expired: boolean;
  /** Whether accelerators on such resources count among those that exist. */
  holdsAccelerators: boolean;
}

/** Every cell of a set within a reach. */
export function* placeCells({ dictionaries, scopes }: CellSet, reach: Reach): Generator<PlacedCell> {
  const isWithin = toReachTest(dictionaries, reach);
  for (const { connectionId, account, kind, expired, weight, length, codes, counts, accelerators } of scopes)
    for (let cell = 0; cell < length; cell++) {
      if (!isWithin(codes.site[cell], codes.team[cell])) continue;
      const values = forEachDimension((dimension) => dictionaries[dimension].decode(codes[dimension][cell] ?? -1));
      const status = expired ? 'unknown' : values.status;
      const holdsAccelerators = countsAccelerators(kind, status);
      yield {
        connectionId,
        account,
        kind,
        expired,
        ...values,
        status,
        holdsAccelerators,
        count: weight * (counts[cell] ?? Number.NaN),
        accelerators: holdsAccelerators ? weight * (accelerators[cell] ?? Number.NaN) : 0,
      };
    }
}
