import type pg from 'pg';

/** As long as the hourly roll-ups that show it. */
const keptMs = 396 * 24 * 3_600_000;

/** Removes troubles of links that ended more than 396 days before. */
export async function pruneTroubles(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query('delete from link_trouble where closed_at < $1', [new Date(now.getTime() - keptMs)]);
}
