import type pg from 'pg';
import { z } from 'zod';
import { sumsOf } from './packed-rollups';

/** What a block holds of one stretch of time, packed. */
export interface TimeRow {
  blockId: number;
  /** Start of the stretch, in seconds since 1970. */
  seconds: number;
  packed: Buffer;
}

const tables = {
  metric_sample: 'samples',
  metric_five_minutes: 'rollups',
  metric_hour: 'rollups',
} as const;
export type TimeTableName = keyof typeof tables;

const rowSchema = z.object({ block_id: z.number(), seconds: z.number(), packed: z.instanceof(Buffer) });

function columnsOf(table: TimeTableName): string {
  return `r.block_id, extract(epoch FROM r.starts_at)::float8 AS seconds, r.${tables[table]} AS packed`;
}

/** Rows of these blocks that begin from `from` to before `to` (seconds since 1970), by block, then in order of time. */
export async function readTimeRows(
  client: pg.ClientBase | pg.Pool,
  table: TimeTableName,
  blockIds: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<TimeRow[]> {
  const { rows } = await client.query(
    `SELECT ${columnsOf(table)} FROM ${table} r
     WHERE r.block_id = ANY($1::int[]) AND r.starts_at >= to_timestamp($2) AND r.starts_at < to_timestamp($3)
     ORDER BY r.block_id, r.starts_at`,
    [blockIds, from, to],
  );
  return rows.map(toTimeRow);
}

/** Of roll-ups as `readTimeRows`, with what `unpackSums` reads alone. */
export async function readSumRows(
  client: pg.ClientBase | pg.Pool,
  table: Exclude<TimeTableName, 'metric_sample'>,
  blockIds: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<TimeRow[]> {
  const { rows } = await client.query(
    `SELECT r.block_id, extract(epoch FROM r.starts_at)::float8 AS seconds, ${sumsOf('r.rollups')} AS packed
     FROM ${table} r
     WHERE r.block_id = ANY($1::int[]) AND r.starts_at >= to_timestamp($2) AND r.starts_at < to_timestamp($3)
     ORDER BY r.block_id, r.starts_at`,
    [blockIds, from, to],
  );
  return rows.map(toTimeRow);
}

/** The rows at these starts, each of a block of its own. */
export async function readTimeRowsAt(
  client: pg.ClientBase,
  table: TimeTableName,
  starts: readonly Omit<TimeRow, 'packed'>[],
): Promise<TimeRow[]> {
  const seconds = starts.map((start) => start.seconds);
  const { rows } = await client.query(
    `SELECT ${columnsOf(table)} FROM unnest($1::int[], $2::float8[]) AS w(block_id, seconds)
     JOIN ${table} r ON r.block_id = w.block_id AND r.starts_at = to_timestamp(w.seconds)
     WHERE r.starts_at BETWEEN to_timestamp($3) AND to_timestamp($4)`,
    [starts.map(({ blockId }) => blockId), seconds, least(seconds), greatest(seconds)],
  );
  return rows.map(toTimeRow);
}

/** Writes rows over those there are. The packed values go over in one piece, which costs half of an array of them. */
export async function writeTimeRows(
  client: pg.ClientBase,
  table: TimeTableName,
  rows: readonly TimeRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const column = tables[table];
  await client.query(
    `INSERT INTO ${table} (block_id, starts_at, ${column})
     SELECT w.block_id, to_timestamp(w.seconds), substring($5::bytea FROM w.offset_in FOR w.length)
     FROM unnest($1::int[], $2::float8[], $3::int[], $4::int[]) AS w(block_id, seconds, offset_in, length)
     ON CONFLICT (block_id, starts_at) DO UPDATE SET ${column} = excluded.${column}`,
    [rows.map(({ blockId }) => blockId), rows.map(({ seconds }) => seconds), ...inOnePiece(rows)],
  );
}

/** Offsets (from 1), lengths and the bytes themselves. */
export function inOnePiece(rows: readonly { packed: Buffer }[]): [number[], number[], Buffer] {
  const offsets: number[] = [];
  let offset = 1;
  for (const { packed } of rows) {
    offsets.push(offset);
    offset += packed.length;
  }
  return [offsets, rows.map(({ packed }) => packed.length), Buffer.concat(rows.map(({ packed }) => packed))];
}

function toTimeRow(row: unknown): TimeRow {
  const { block_id: blockId, seconds, packed } = rowSchema.parse(row);
  return { blockId, seconds, packed };
}

function least(values: readonly number[]): number {
  return values.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY);
}
