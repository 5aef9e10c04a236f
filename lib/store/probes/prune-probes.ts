import type pg from 'pg';

const hourMs = 3_600_000;
const minutesKeptMs = 48 * hourMs;
const hoursKeptMs = 396 * 24 * hourMs;
/** Rows deleted at a time, so that no lock is held for long. */
const atOnce = 50_000;

/** Deletes minutes of probes that are older than 48 hours, and hours older than 396 days. */
export async function pruneProbes(pool: pg.Pool, now: Date): Promise<void> {
  await prune(pool, 'probe_minute', 'minute', new Date(now.getTime() - minutesKeptMs));
  await prune(pool, 'probe_hour', 'hour', new Date(now.getTime() - hoursKeptMs));
}

async function prune(pool: pg.Pool, table: string, column: string, before: Date): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY (SELECT ctid FROM ${table} WHERE ${column} < $1 LIMIT $2))`,
      [before, atOnce],
    );
    if (rowCount === null || rowCount < atOnce) return;
  }
}
