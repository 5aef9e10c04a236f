import type pg from 'pg';

/** How long runs are kept. */
export const runsKeptDays = 90;

/** Deletes runs older than they are kept, but of each connection and capability never the latest that ended by itself. */
export async function pruneRuns(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `DELETE FROM collection_run old
     WHERE old.started_at < $1::timestamptz - make_interval(days => $2)
       AND EXISTS (SELECT 1 FROM collection_run later
                   WHERE later.connection_id = old.connection_id AND later.capability = old.capability
                     AND later.started_at > old.started_at AND later.outcome IN ('complete', 'partial', 'failed'))`,
    [now, runsKeptDays],
  );
}
