import type pg from 'pg';
import { toEndOfFormer, toRun } from '@/lib/analytics/gpu-use/to-run';
import { groupingLabels } from '@/lib/analytics/workloads/grouping-keys';
import type { WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { GpuRun } from '@/lib/domain/cost/gpu-run';
import { readOpenRuns } from '@/lib/store/gpu-use/kept-runs';
import { readCheckpoints } from '@/lib/store/gpu-use/listing-reads';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { readKeptWork } from '@/lib/store/workloads/work-store';
import { seenAt, toPiece } from '@/lib/views/workloads/to-piece';
import { readWork } from '@/lib/views/workloads/work-snapshot';

/** What ended longer ago was written then, or before anybody looked. */
const lookedBackMs = 7 * 86_400_000;
/** So far ahead of ours may clocks go. */
const clockSkewMs = 10 * 60_000;

/** The attempts that are known of what the inventories tell of work, and how those ended that were open before. */
export async function findRuns(pool: pg.Pool, state: CollectionState, now: Date): Promise<GpuRun[]> {
  const [work, jobs, open] = await Promise.all([
    readKeptWork(pool, groupingLabels),
    readWork(pool, state, now),
    readOpenRuns(pool),
  ]);
  const jobOf = new Map(jobs.flatMap(({ byPiece }) => [...byPiece]));
  const pieces = new Map<string, { piece: WorkPiece; lastSeenAt: Date }>();
  for (const connection of work)
    for (const row of connection.rows) {
      // Whether what was last told is too old matters to who has a device now, not to when it started or ended.
      const piece = toPiece(row, connection, Number.NEGATIVE_INFINITY);
      pieces.set(row.id, { piece, lastSeenAt: seenAt(row, connection) });
    }
  const found: GpuRun[] = [];
  for (const [id, { piece, lastSeenAt }] of pieces) {
    const run = toRun(piece, jobOf.get(id), lastSeenAt);
    const isOver = run?.endedAt != null && run.endedAt.getTime() < now.getTime() - lookedBackMs;
    if (run !== null && !isOver) found.push(run);
  }
  const checkpoints = await readCheckpoints(
    pool,
    found.map(({ resourceId }) => resourceId),
  );
  const runs = found.map((run) => ({ ...run, checkpointAt: toCheckpoint(checkpoints.get(run.resourceId), now) }));
  const current = new Set(runs.map(({ resourceId, startedAt }) => `${resourceId} ${startedAt.getTime()}`));
  for (const { id: _, ...run } of open) {
    if (current.has(`${run.resourceId} ${run.startedAt.getTime()}`)) continue;
    const endedAt = new Date(Math.max(run.lastSeenAt.getTime(), run.startedAt.getTime()));
    runs.push({ ...run, ...toEndOfFormer(pieces.get(run.resourceId)?.piece, run.startedAt), endedAt });
  }
  return runs;
}

/** A checkpoint of the future is a mistake, by which nothing would ever be lost. */
function toCheckpoint(told: Date | undefined, now: Date): Date | null {
  return told === undefined || told.getTime() > now.getTime() + clockSkewMs ? null : told;
}
