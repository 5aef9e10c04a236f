import type pg from 'pg';

/** How long runs are kept. */
export const runsKeptDays = 90;

/** Deletes runs older than they are kept, but never the latest of its outcome of a connection and capability. */
export async function pruneRuns(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `DELETE FROM collection_run
     WHERE started_at < $1::timestamptz - make_interval(days => $2)
       AND id NOT IN (
         SELECT DISTINCT ON (connection_id, capability, outcome) id FROM collection_run
         WHERE outcome IN ('complete', 'partial', 'failed')
         ORDER BY connection_id, capability, outcome, started_at DESC)`,
    [now, runsKeptDays],
  );
}
