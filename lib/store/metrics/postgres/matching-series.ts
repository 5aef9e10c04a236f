import type pg from 'pg';
import type { SeriesFilter } from '../metric-store';
import type { BlockSeries, SeriesCatalogue } from './series-catalogue';
import type { Block } from './stored-blocks';

export interface MatchingBlock<B extends Block> {
  block: B;
  /** By position; a series the filter does not mean is not there. */
  series: BlockSeries;
}

/** An attribute that a series must carry with one of these values. */
interface Wanted {
  key: string;
  values: ReadonlySet<string>;
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
  return blocks.flatMap((block) => {
    const series = narrow(seriesOf.get(block.id), wanted);
    return series === undefined || series.size === 0 ? [] : [{ block, series }];
  });
}

function narrow(series: BlockSeries | undefined, wanted: readonly Wanted[]): BlockSeries | undefined {
  if (series === undefined || wanted.length === 0) return series;
  return new Map(
    [...series].filter(([, { attributes }]) =>
      wanted.every(({ key, values }) => {
        const value = attributes[key];
        return value !== undefined && values.has(value);
      }),
    ),
  );
}
