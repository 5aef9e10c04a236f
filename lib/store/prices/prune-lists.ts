import type pg from 'pg';
import { toKeptFrom } from './kept-lists';
import { catalogue } from './write-edition';

/**
 * Deletes price lists that were read more than 400 days ago, save the last of each month (UTC) and series, and the one that
 * was in force 400 days ago, so that from then on every instant has its own. What people imported always stays.
 */
export async function pruneLists(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `DELETE FROM price_edition WHERE id IN (
       SELECT id FROM (
         SELECT id, lead(valid_from) OVER (PARTITION BY provider, series ORDER BY valid_from) AS valid_to,
           row_number() OVER (
             PARTITION BY provider, series, date_trunc('month', valid_from, 'UTC') ORDER BY valid_from DESC) AS place
         FROM price_edition WHERE series <> $2) AS list
       WHERE place > 1 AND valid_to <= $1)`,
    [toKeptFrom(now), catalogue],
  );
}
