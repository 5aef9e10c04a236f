import type pg from 'pg';
import type { Capability } from '@/lib/domain/provider';
import { type CollectionRun, runColumns, toCollectionRun } from './collection-run';

/** Where a page of runs ended: the next one starts after it. */
export interface RunPosition {
  startedAt: Date;
  id: string;
}

/** A connection's runs, latest first, by keyset: up to `limit` that started before `after`. */
export async function readRuns(
  pool: pg.Pool,
  connectionId: string,
  page: { after: RunPosition | null; limit: number },
): Promise<CollectionRun[]> {
  const { rows } = await pool.query(
    `SELECT ${runColumns} FROM collection_run
     WHERE connection_id = $1 AND ($2::timestamptz IS NULL OR (started_at, id) < ($2, $3::uuid))
     ORDER BY started_at DESC, id DESC LIMIT $4`,
    [connectionId, page.after?.startedAt ?? null, page.after?.id ?? null, page.limit],
  );
  return rows.map(toCollectionRun);
}

/** The latest run and the latest one that ended by itself, of each connection and capability. */
export interface LatestRuns {
  latest: CollectionRun;
  /** Complete, partial or failed; null when every run so far was cut short or still runs. */
  lastEnded: CollectionRun | null;
}

/** The latest runs of these connections, by connection id. */
export async function readLatestRuns(
  pool: pg.Pool,
  connectionIds: string[],
  capability: Capability,
): Promise<Map<string, LatestRuns>> {
  const { rows } = await pool.query(
    `SELECT run.* FROM unnest($1::uuid[]) AS wanted(id)
     CROSS JOIN LATERAL (
       (SELECT ${runColumns}, true AS is_latest FROM collection_run
        WHERE connection_id = wanted.id AND capability = $2 ORDER BY started_at DESC, id DESC LIMIT 1)
       UNION ALL
       (SELECT ${runColumns}, false FROM collection_run
        WHERE connection_id = wanted.id AND capability = $2 AND outcome IN ('complete', 'partial', 'failed')
        ORDER BY started_at DESC, id DESC LIMIT 1)) AS run
     ORDER BY run.is_latest DESC`,
    [connectionIds, capability],
  );
  const found = new Map<string, LatestRuns>();
  for (const row of rows) {
    const run = toCollectionRun(row);
    const known = found.get(run.connectionId);
    if (row.is_latest) found.set(run.connectionId, { latest: run, lastEnded: null });
    else if (known) known.lastEnded = run;
  }
  return found;
}

/** Whether a run that began at or after `since` has read something: what was due then has been done. */
export async function hasReadSince(
  pool: pg.Pool,
  connectionId: string,
  capability: Capability,
  since: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM collection_run
     WHERE connection_id = $1 AND capability = $2 AND started_at >= $3 AND outcome IN ('complete', 'partial')
     LIMIT 1`,
    [connectionId, capability, since],
  );
  return rowCount === 1;
}
