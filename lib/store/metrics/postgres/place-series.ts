import type pg from 'pg';
import type { AdmittedSeries } from '../admit-series';
import { toGroupKey } from '../series-key';
import { seriesPerBlock } from './blocks';
import { toSeriesHash } from './series-hash';
import { type Block, readPlaced } from './stored-blocks';

export interface Place {
  blockId: number;
  position: number;
}

export interface PlacedSeries extends Place {
  series: AdmittedSeries;
}

export interface Placement {
  placed: PlacedSeries[];
  /** New series that the connection has no room for. */
  refused: number;
}

/** Where a group's series are, by their attributes. */
interface KnownGroup {
  /** Of all its blocks. */
  revisions: string;
  places: ReadonlyMap<string, Place>;
}

/** Most series whose places this process remembers. */
const rememberedSeries = 1_000_000;

/**
 * Finds each series its place in a block, making places for new ones as long as the connection has room. Remembers
 * places from write to write; blocks say by their revision whether what is remembered still holds.
 */
export class SeriesPlacer {
  readonly #limit: number;
  readonly #known = new Map<string, KnownGroup>();
  #remembered = 0;

  /** @param limit Most series of one connection. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Within a transaction that lets no other place series of this connection. `blocks`: those of the series' metrics. */
  async place(
    client: pg.ClientBase,
    connectionId: string,
    blocks: readonly Block[],
    series: readonly AdmittedSeries[],
  ): Promise<Placement> {
    const blocksByGroup = Map.groupBy(blocks, toGroupKey);
    const placed: PlacedSeries[] = [];
    let room: number | null = null;
    let refused = 0;
    for (const [group, members] of Map.groupBy(series, (one) => one.group)) {
      const own = blocksByGroup.get(group) ?? [];
      const known = await this.#knownPlaces(client, `${connectionId}\n${group}`, own);
      const unplaced: AdmittedSeries[] = [];
      for (const one of members) {
        const place = known.get(one.attributesText);
        if (place === undefined) unplaced.push(one);
        else placed.push({ blockId: place.blockId, position: place.position, series: one });
      }
      if (unplaced.length === 0) continue;
      room ??= this.#limit - (await countSeries(client, connectionId));
      const fitting = unplaced.slice(0, Math.max(0, room));
      room -= fitting.length;
      refused += unplaced.length - fitting.length;
      const made = await makePlaces(client, connectionId, own, known, fitting);
      placed.push(...made.placed);
      this.#add(`${connectionId}\n${group}`, own, made);
    }
    return { placed, refused };
  }

  /** Remembers what has just been made. Should the transaction not stand, no block has such a revision. */
  #add(key: string, before: readonly Block[], { placed, revisions }: MadePlaces): void {
    if (placed.length === 0) return;
    const places = new Map(this.#known.get(key)?.places);
    for (const { blockId, position, series } of placed) places.set(series.attributesText, { blockId, position });
    const after = new Map([...before.map(({ id, revision }) => [id, revision] as const), ...revisions]);
    const text = [...after].sort(([left], [right]) => left - right).map(([id, revision]) => `${id} ${revision}`);
    this.#remember(key, { revisions: text.join('\n'), places });
  }

  async #knownPlaces(
    client: pg.ClientBase,
    key: string,
    blocks: readonly Block[],
  ): Promise<ReadonlyMap<string, Place>> {
    const revisions = blocks.map(({ id, revision }) => `${id} ${revision}`).join('\n');
    const known = this.#known.get(key);
    if (known?.revisions === revisions) return known.places;
    const ids = blocks.map(({ id }) => id);
    const rows = await readPlaced(client, ids);
    const places = new Map(rows.map(({ blockId, position, attributes }) => [attributes, { blockId, position }]));
    this.#remember(key, { revisions, places });
    return places;
  }

  #remember(key: string, group: KnownGroup): void {
    const before = this.#known.get(key);
    if (before) this.#remembered -= before.places.size;
    if (this.#remembered + group.places.size > rememberedSeries) {
      this.#known.clear();
      this.#remembered = 0;
    }
    this.#known.set(key, group);
    this.#remembered += group.places.size;
  }
}

async function countSeries(client: pg.ClientBase, connectionId: string): Promise<number> {
  const { rows } = await client.query<{ total: string | null }>(
    'SELECT sum(series_count) AS total FROM metric_block WHERE connection_id = $1',
    [connectionId],
  );
  const total = rows[0]?.total;
  return total === null || total === undefined ? 0 : Number(total);
}

interface MadePlaces {
  placed: PlacedSeries[];
  /** Of the blocks that series joined. */
  revisions: ReadonlyMap<number, string>;
}

/** Places for new series of one group: first where blocks have room, then in new blocks. */
async function makePlaces(
  client: pg.ClientBase,
  connectionId: string,
  blocks: readonly Block[],
  known: ReadonlyMap<string, Place>,
  series: readonly AdmittedSeries[],
): Promise<MadePlaces> {
  const [first] = series;
  if (first === undefined) return { placed: [], revisions: new Map() };
  const free = freePlaces(blocks, known.values()).slice(0, series.length);
  const newBlocks = Math.ceil((series.length - free.length) / seriesPerBlock);
  for (const blockId of await makeBlocks(client, connectionId, first, newBlocks))
    for (let position = 0; position < seriesPerBlock; position += 1) free.push({ blockId, position });
  const placed = series.flatMap((one, index) => {
    const place = free[index];
    return place === undefined ? [] : [{ ...place, series: one }];
  });
  return { placed, revisions: await insertSeries(client, connectionId, placed) };
}

function freePlaces(blocks: readonly Block[], taken: Iterable<Place>): Place[] {
  const open = new Map(
    blocks
      .filter(({ seriesCount }) => seriesCount < seriesPerBlock)
      .map(({ id }) => [id, new Set(Array.from({ length: seriesPerBlock }, (_, position) => position))]),
  );
  for (const { blockId, position } of taken) open.get(blockId)?.delete(position);
  return [...open].flatMap(([blockId, positions]) => [...positions].map((position) => ({ blockId, position })));
}

async function makeBlocks(
  client: pg.ClientBase,
  connectionId: string,
  { group, traits }: AdmittedSeries,
  count: number,
): Promise<number[]> {
  if (count === 0) return [];
  const definition = group.slice(`${traits.metric}\n${traits.subject}\n`.length);
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO metric_block (connection_id, metric, definition, subject)
     SELECT $1, $2, $3, $4 FROM generate_series(1, $5::int) RETURNING id`,
    [connectionId, traits.metric, definition, traits.subject, count],
  );
  return rows.map(({ id }) => id).sort((left, right) => left - right);
}

async function insertSeries(
  client: pg.ClientBase,
  connectionId: string,
  placed: readonly PlacedSeries[],
): Promise<ReadonlyMap<number, string>> {
  await client.query(
    `INSERT INTO metric_series (block_id, position, connection_id, attributes, hash)
     SELECT w.block_id, w.position, $1, w.attributes::json, w.hash
     FROM unnest($2::int[], $3::int[], $4::text[], $5::bytea[]) AS w(block_id, position, attributes, hash)`,
    [
      connectionId,
      placed.map(({ blockId }) => blockId),
      placed.map(({ position }) => position),
      placed.map(({ series }) => series.attributesText),
      placed.map(({ series }) => toSeriesHash(series.group, series.attributesText)),
    ],
  );
  const { rows } = await client.query<{ id: number; revision: string }>(
    `UPDATE metric_block SET revision = gen_random_uuid(), series_count = series_count + w.added
     FROM (SELECT block_id, count(*) AS added FROM unnest($1::int[]) AS u(block_id) GROUP BY block_id) w
     WHERE id = w.block_id RETURNING id, revision`,
    [placed.map(({ blockId }) => blockId)],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}
