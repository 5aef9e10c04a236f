import type pg from 'pg';
import { z } from 'zod';
import { type MetricName, type MetricSubject, metricSubjects, metrics } from '@/lib/domain/metric';
import type { SeriesFilter } from '../metric-store';

/** Series of one connection, metric, definition and subject that are stored together. */
export interface Block {
  id: number;
  connectionId: string;
  metric: MetricName;
  definition: string;
  subject: MetricSubject;
  /** Another one whenever a series joined or left. */
  revision: string;
  seriesCount: number;
}

export interface BlockWithNewest extends Block {
  /** Packed; see newest-samples.ts. */
  newest: Buffer;
}

/** A series by its place. */
export interface PlacedAttributes {
  blockId: number;
  position: number;
  /** JSON, keys in order. */
  attributes: string;
}

const blockSchema = z.object({
  id: z.number(),
  connection_id: z.string(),
  metric: z.custom<MetricName>((value) => typeof value === 'string' && Object.hasOwn(metrics, value)),
  definition: z.string(),
  subject: z.enum(metricSubjects),
  revision: z.string(),
  series_count: z.number(),
});
const newestSchema = z.instanceof(Buffer);

const columns = 'id, connection_id, metric, definition, subject, revision, series_count';

/** Every block that may hold a series the filter means, oldest first. */
export async function readBlocks(client: pg.ClientBase | pg.Pool, filter: SeriesFilter): Promise<Block[]> {
  return (await select(client, columns, filter)).map(toBlock);
}

export async function readBlocksWithNewest(
  client: pg.ClientBase | pg.Pool,
  filter: SeriesFilter,
): Promise<BlockWithNewest[]> {
  const rows = await select(client, `${columns}, newest`, filter);
  return rows.map((row) => ({ ...toBlock(row), newest: newestSchema.parse(row.newest) }));
}

async function select(
  client: pg.ClientBase | pg.Pool,
  what: string,
  { metrics: wanted, connectionIds, subject }: SeriesFilter,
): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT ${what} FROM metric_block
     WHERE metric = ANY($1) AND ($2::uuid[] IS NULL OR connection_id = ANY($2)) AND ($3::text IS NULL OR subject = $3)
     ORDER BY id`,
    [wanted, connectionIds ?? null, subject ?? null],
  );
  return rows;
}

/** Every series of these blocks. */
export async function readPlaced(
  client: pg.ClientBase | pg.Pool,
  blockIds: readonly number[],
): Promise<PlacedAttributes[]> {
  if (blockIds.length === 0) return [];
  const { rows } = await client.query<{ block_id: number; position: number; attributes: string }>(
    'SELECT block_id, position, attributes::text FROM metric_series WHERE block_id = ANY($1::int[])',
    [blockIds],
  );
  return rows.map(({ block_id, position, attributes }) => ({ blockId: block_id, position, attributes }));
}

function toBlock(row: unknown): Block {
  const { connection_id: connectionId, series_count: seriesCount, ...block } = blockSchema.parse(row);
  return { ...block, connectionId, seriesCount };
}
