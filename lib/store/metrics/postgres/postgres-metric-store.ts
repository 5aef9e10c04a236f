import type pg from 'pg';
import type { MetricPoint } from '@/lib/domain/metric';
import { inTransaction } from '../../database/in-transaction';
import { admitSeries } from '../admit-series';
import type {
  AssertLease,
  MetricAnswer,
  MetricBatch,
  MetricRange,
  MetricRetention,
  MetricStore,
  MetricWritten,
  NewestSample,
  RolledSeries,
  SeriesFilter,
  SeriesIdentity,
  StoredSeries,
  SummedSeries,
} from '../metric-store';
import { toSeriesKey } from '../series-key';
import { slotMs } from './blocks';
import { NewestCatalogue } from './known-newest';
import { lockConnection } from './lock-connection';
import { matchSeries } from './matching-series';
import { unpackSamples } from './packed-samples';
import { Partitions } from './partitions';
import { SeriesPlacer } from './place-series';
import { purgeSeries, sweepRemoved } from './purge-series';
import { readRolled } from './read-range';
import { readSummed } from './read-sums';
import { SeriesCatalogue } from './series-catalogue';
import { toSeriesHash } from './series-hash';
import { readBlocks, readBlocksWithNewest } from './stored-blocks';
import { readTimeRows } from './time-rows';
import { writeNewest } from './write-newest';
import { writeSlots } from './write-slots';

export interface PostgresMetricOptions {
  retention: MetricRetention;
  /** Most series of one connection. */
  seriesLimit: number;
}

/** Keeps metrics in the state database. */
export class PostgresMetricStore implements MetricStore {
  readonly retention: MetricRetention;
  readonly cannot = {};
  readonly #pool: pg.Pool;
  readonly #partitions: Partitions;
  readonly #placer: SeriesPlacer;
  readonly #catalogue = new SeriesCatalogue();
  readonly #newest = new NewestCatalogue();

  constructor(pool: pg.Pool, { retention, seriesLimit }: PostgresMetricOptions) {
    this.retention = retention;
    this.#pool = pool;
    this.#partitions = new Partitions(pool);
    this.#placer = new SeriesPlacer(seriesLimit);
  }

  /** Writes all of a batch or nothing. */
  async write(batch: MetricBatch, assertLease: AssertLease): Promise<MetricWritten> {
    const { connectionId } = batch;
    const { series, refused } = admitSeries(batch, this.retention.rawMs);
    await this.#partitions.ensure(momentsOf(series));
    return inTransaction(this.#pool, async (client) => {
      await assertLease(client);
      await lockConnection(client, connectionId);
      const metrics = [...new Set(series.map(({ traits }) => traits.metric))];
      const blocks = await readBlocksWithNewest(client, { metrics, connectionIds: [connectionId] });
      const placement = await this.#placer.place(client, connectionId, blocks, series);
      await writeSlots(client, placement.placed);
      await writeNewest(client, new Map(blocks.map(({ id, newest }) => [id, newest])), placement.placed);
      return {
        series: placement.placed.length,
        samples: placement.placed.reduce((sum, placed) => sum + placed.series.times.length, 0),
        refused: { ...refused, seriesBeyondLimit: placement.refused, byEngine: 0 },
      };
    });
  }

  async readNewest(filter: SeriesFilter, since: Date): Promise<MetricAnswer<NewestSample>> {
    const blocks = await readBlocksWithNewest(this.#pool, filter);
    const matching = await matchSeries(this.#pool, this.#catalogue, blocks, filter);
    return { items: matching.flatMap((one) => this.#newest.samplesOf(one, since.getTime())), gaps: [] };
  }

  async readRange(filter: SeriesFilter, range: MetricRange, stepMs: number): Promise<MetricAnswer<RolledSeries>> {
    const blocks = await readBlocks(this.#pool, filter);
    const matching = await matchSeries(this.#pool, this.#catalogue, blocks, filter);
    return { items: await readRolled(this.#pool, matching, range, stepMs), gaps: [] };
  }

  async readSums(filter: SeriesFilter, range: MetricRange, stepMs: number): Promise<MetricAnswer<SummedSeries>> {
    const blocks = await readBlocks(this.#pool, filter);
    const matching = await matchSeries(this.#pool, this.#catalogue, blocks, filter);
    return { items: await readSummed(this.#pool, matching, range, stepMs), gaps: [] };
  }

  async readSamples(series: SeriesIdentity, { from, to }: MetricRange): Promise<MetricAnswer<MetricPoint>> {
    const { group, attributes } = toSeriesKey(series);
    const { rows } = await this.#pool.query<{ block_id: number; position: number }>(
      'SELECT block_id, position FROM metric_series WHERE connection_id = $1 AND hash = $2',
      [series.connectionId, toSeriesHash(group, attributes)],
    );
    const [place] = rows;
    if (place === undefined) return { items: [], gaps: [] };
    const seconds = { from: (Math.floor(from.getTime() / slotMs) * slotMs) / 1_000, to: to.getTime() / 1_000 };
    const slots = await readTimeRows(this.#pool, 'metric_sample', [place.block_id], seconds);
    const items = slots.flatMap(({ seconds: start, packed }) => {
      const { positions, offsets, values } = unpackSamples(packed);
      const points: MetricPoint[] = [];
      for (const [index, position] of positions.entries())
        if (position === place.position)
          points.push({ at: new Date(start * 1_000 + Number(offsets[index])), value: Number(values[index]) });
      return points.filter(({ at }) => at >= from && at < to);
    });
    return { items, gaps: [] };
  }

  async listSeries(filter: SeriesFilter, since?: Date): Promise<MetricAnswer<StoredSeries>> {
    if (since !== undefined) {
      const { items, gaps } = await this.readNewest(filter, since);
      return { items: items.map(({ series }) => series), gaps };
    }
    const blocks = await readBlocks(this.#pool, filter);
    const matching = await matchSeries(this.#pool, this.#catalogue, blocks, filter);
    return { items: matching.flatMap(({ series }) => [...series.values()]), gaps: [] };
  }

  /** Its samples are removed by house-keeping; nothing shows them any more from now on. */
  async forget(connectionId: string): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      await lockConnection(client, connectionId);
      await client.query('DELETE FROM metric_block WHERE connection_id = $1', [connectionId]);
    });
  }

  async tidy(now: Date): Promise<void> {
    await this.#partitions.tidy(this.retention, now);
    await purgeSeries(this.#pool, now, this.retention.hourlyMs);
    await sweepRemoved(this.#pool);
  }
}

function* momentsOf(series: readonly { times: readonly number[] }[]): Generator<number> {
  for (const { times } of series) yield* times;
}
