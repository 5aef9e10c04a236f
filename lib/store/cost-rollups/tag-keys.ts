import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type pg from 'pg';
import { z } from 'zod';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import type { CostQuestion, DayRange } from './cost-question';
import type { DeliveryFile } from './delivery-files';
import { toDimensionSql, toSource } from './encode-rows';
import { groupAlike, toConditions } from './tally-rows';

const unlistedSchema = z.array(z.object({ id: z.string(), paths: z.array(z.string()) }));
const keysSchema = z.array(z.object({ keys: z.array(z.string()).nullable() }));

/** What one delivery's rows may have at most: what is more is no vocabulary that one chooses from. */
export const mostTagKeys = 2_000;
const atOnce = 50;

/**
 * Lists the tag keys of deliveries that count and are not listed yet, a few at a time. What was listed is listed for good,
 * for a delivery never changes; any number of workers may do it at once. Answers how many were listed.
 */
export async function listTagKeys(
  pool: pg.Pool,
  { engine, root }: { engine: Pick<CostEngine, 'withConnection'>; root: string },
  isOver: () => boolean,
): Promise<number> {
  const { rows } = await pool.query(
    `SELECT d.id, array_agg(f.parquet_path) AS paths FROM cost_delivery d JOIN cost_file f ON f.delivery_id = d.id
     WHERE d.state = 'kept' AND f.parquet_path IS NOT NULL
       AND NOT EXISTS (SELECT FROM cost_tag_keys k WHERE k.delivery_id = d.id)
     GROUP BY d.id ORDER BY d.id LIMIT $1`,
    [atOnce],
  );
  let listed = 0;
  for (const { id, paths } of unlistedSchema.parse(rows)) {
    if (isOver()) break;
    const source = toSource(paths.map((path) => join(root, path)));
    const keys = await engine.withConnection((connection) =>
      readKeys(connection, `SELECT DISTINCT Tags FROM ${source}`),
    );
    await pool.query('INSERT INTO cost_tag_keys (delivery_id, keys) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      id,
      keys,
    ]);
    listed += 1;
  }
  return listed;
}

/** The listed keys of deliveries, and how many of the deliveries are not listed. */
export async function readListedKeys(
  pool: pg.Pool,
  deliveryIds: readonly string[],
): Promise<{ keys: string[]; unlisted: number }> {
  const { rows } = await pool.query('SELECT keys FROM cost_tag_keys WHERE delivery_id = ANY($1)', [deliveryIds]);
  const listed = keysSchema.parse(rows);
  const keys = new Set(listed.flatMap((row) => row.keys ?? []));
  return { keys: [...keys].sort(), unlisted: deliveryIds.length - listed.length };
}

/** The tag keys of the rows that a question is about, read from the rows themselves. */
export async function readAskedKeys(
  connection: DuckDBConnection,
  question: CostQuestion,
  { from, to }: DayRange,
  files: readonly DeliveryFile[],
): Promise<string[]> {
  const parts = groupAlike(question.deliveries).flatMap((alike) => {
    const paths = files.filter(({ deliveryId }) => alike.some(({ id }) => id === deliveryId)).map(({ path }) => path);
    const rollup = alike[0]?.rollup;
    if (paths.length === 0 || rollup === null || rollup === undefined) return [];
    const attributed = toAttributionSql(rollup.attribution, rollup.tagKeys);
    const days = `x_charge_day BETWEEN DATE ${toLiteral(from)} AND DATE ${toLiteral(to)}`;
    const conditions = [days, ...toConditions(question, toDimensionSql(attributed.columns))];
    return [`SELECT DISTINCT Tags FROM ${attributed.from(toSource(paths))} WHERE ${conditions.join(' AND ')}`];
  });
  return parts.length === 0 ? [] : readKeys(connection, parts.join(' UNION '));
}

async function readKeys(connection: DuckDBConnection, tags: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(json_keys(Tags)) AS key FROM (${tags}) WHERE json_type(Tags) = 'OBJECT' ORDER BY key LIMIT ${mostTagKeys}`,
  );
  return reader.getRows().map(([key]) => String(key));
}
