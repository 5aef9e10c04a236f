import type { NewestSample } from '../metric-store';
import type { MatchingBlock } from './matching-series';
import { unpackNewest } from './newest-samples';
import type { BlockSeries } from './series-catalogue';
import type { BlockWithNewest } from './stored-blocks';

interface KnownNewest {
  series: BlockSeries;
  packed: Buffer;
  samples: readonly NewestSample[];
  /** When the oldest of them was measured, in milliseconds since 1970. */
  oldestMs: number;
}

/** Most blocks whose newest samples are kept in memory. */
const keptBlocks = 8_192;

/** The newest samples of blocks, kept in this process until a block has others: a fleet is asked for far more often than measured. */
export class NewestCatalogue {
  readonly #known = new Map<number, KnownNewest>();

  /** Those of a block's matching series that were measured at `sinceMs` or later. */
  samplesOf({ block: { id, newest: packed }, series }: MatchingBlock<BlockWithNewest>, sinceMs: number) {
    const before = this.#known.get(id);
    const isSame = before !== undefined && before.series === series && before.packed.equals(packed);
    const known = isSame ? before : unpack(series, packed);
    if (!isSame) {
      if (this.#known.size >= keptBlocks) this.#known.clear();
      this.#known.set(id, known);
    }
    return known.oldestMs >= sinceMs ? known.samples : known.samples.filter(({ at }) => at.getTime() >= sinceMs);
  }
}

function unpack(series: BlockSeries, packed: Buffer): KnownNewest {
  const { at, value } = unpackNewest(packed);
  const samples: NewestSample[] = [];
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const [position, one] of series) {
    const time = Number(at[position]);
    if (Number.isNaN(time)) continue;
    samples.push({ series: one, at: new Date(time), value: Number(value[position]) });
    if (time < oldestMs) oldestMs = time;
  }
  return { series, packed, samples, oldestMs };
}
