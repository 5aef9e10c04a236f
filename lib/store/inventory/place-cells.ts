import type { Reach } from '@/lib/domain/access';
import { type CellDimension, type FacetCell, forEachDimension } from './facet-cells';
import type { ScopeCells } from './scope-cells';

/** A cell with what its scope has in common. Count and accelerators are negative where they correct another cell. */
export interface PlacedCell extends FacetCell {
  connectionId: string;
  account: string;
  kind: string;
  /** Whether it stands on a read too old to be told; its status is then unknown. */
  expired: boolean;
}

/** Every cell of these scopes within a reach. */
export function* placeCells(scopes: ScopeCells[], reach: Reach): Generator<PlacedCell> {
  for (const { connectionId, account, kind, expired, weight, table } of scopes) {
    for (let cell = 0; cell < table.length; cell++) {
      const values = forEachDimension((dimension) => valueAt(table, dimension, cell));
      if (
        !reach.everything &&
        !reach.sites.includes(values.site) &&
        !(values.team !== '' && reach.teams.includes(values.team))
      )
        continue;
      yield {
        connectionId,
        account,
        kind,
        expired,
        ...values,
        ...(expired ? { status: 'unknown' } : {}),
        count: weight * (table.counts[cell] ?? Number.NaN),
        accelerators: weight * (table.accelerators[cell] ?? Number.NaN),
      };
    }
  }
}

function valueAt(table: ScopeCells['table'], dimension: CellDimension, cell: number): string {
  const value = table.values[dimension][table.codes[dimension][cell] ?? -1];
  if (value === undefined) throw new RangeError(`A packed cell names a ${dimension} that is not listed.`);
  return value;
}
