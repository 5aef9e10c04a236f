import type pg from 'pg';
import type { SeriesFilter, StoredSeries } from '../metric-store';
import type { SeriesCatalogue } from './series-catalogue';
import type { Block } from './stored-blocks';

export interface MatchingBlock<B extends Block> {
  block: B;
  /** By position; a series the filter does not mean is not there. */
  series: ReadonlyMap<number, StoredSeries>;
}

/** The blocks with a series that the filter means, and which those are. */
export async function matchSeries<B extends Block>(
  client: pg.ClientBase | pg.Pool,
  catalogue: SeriesCatalogue,
  blocks: readonly B[],
  { attributes }: SeriesFilter,
): Promise<MatchingBlock<B>[]> {
  const seriesOf = await catalogue.seriesOf(client, blocks);
  const wanted = Object.entries(attributes ?? {}).map(([key, values]) => ({ key, values: new Set(values) }));
  const means = (series: StoredSeries) =>
    wanted.every(({ key, values }) => {
      const value = series.attributes[key];
      return value !== undefined && values.has(value);
    });
  return blocks.flatMap((block) => {
    const series = new Map<number, StoredSeries>();
    for (const [position, one] of (seriesOf.get(block.id) ?? []).entries())
      if (one !== undefined && means(one)) series.set(position, one);
    return series.size === 0 ? [] : [{ block, series }];
  });
}
