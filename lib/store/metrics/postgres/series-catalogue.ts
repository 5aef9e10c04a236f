import type pg from 'pg';
import { z } from 'zod';
import { metrics } from '@/lib/domain/metric';
import type { StoredSeries } from '../metric-store';
import { type Block, readPlaced } from './stored-blocks';

/** A block's series by position. */
export type BlockSeries = ReadonlyMap<number, StoredSeries>;

interface KnownBlock {
  revision: string;
  series: BlockSeries;
}

/** Most blocks whose series are kept in memory. */
const keptBlocks = 8_192;
const attributesSchema = z.record(z.string(), z.string());

/** The series of blocks, kept in this process until a block's revision says that they changed. */
export class SeriesCatalogue {
  readonly #known = new Map<number, KnownBlock>();
  /** One object for all series of a thing: its metrics differ, its attributes do not. */
  #attributes = new Map<string, Readonly<Record<string, string>>>();

  async seriesOf(client: pg.ClientBase | pg.Pool, blocks: readonly Block[]): Promise<Map<number, BlockSeries>> {
    const changed = blocks.filter(({ id, revision }) => this.#known.get(id)?.revision !== revision);
    const found = new Map<number, BlockSeries>();
    const loaded = await this.#load(client, changed);
    for (const { id, revision } of blocks) {
      const series = loaded.get(id) ?? this.#known.get(id)?.series;
      if (series === undefined) continue;
      found.set(id, series);
      this.#known.delete(id); // the latest used come last
      this.#known.set(id, { revision, series });
    }
    this.#forgetOldest();
    return found;
  }

  async #load(client: pg.ClientBase | pg.Pool, blocks: readonly Block[]): Promise<Map<number, BlockSeries>> {
    const byId = new Map(blocks.map((block) => [block.id, block]));
    const loaded = new Map(blocks.map(({ id }) => [id, new Map<number, StoredSeries>()]));
    for (const { blockId, position, attributes } of await readPlaced(client, [...byId.keys()])) {
      const block = byId.get(blockId);
      const series = loaded.get(blockId);
      if (block === undefined || series === undefined) continue;
      const { connectionId, metric, definition, subject } = block;
      series.set(position, {
        connectionId,
        metric,
        unit: metrics[metric].unit,
        definition,
        subject,
        attributes: this.#shared(attributes),
      });
    }
    return loaded;
  }

  #shared(text: string): Readonly<Record<string, string>> {
    const known = this.#attributes.get(text);
    if (known !== undefined) return known;
    const attributes = Object.freeze(attributesSchema.parse(JSON.parse(text)));
    this.#attributes.set(text, attributes);
    return attributes;
  }

  #forgetOldest(): void {
    if (this.#known.size <= keptBlocks) return;
    for (const id of this.#known.keys()) {
      if (this.#known.size <= keptBlocks) break;
      this.#known.delete(id);
    }
    this.#attributes = new Map();
  }
}
