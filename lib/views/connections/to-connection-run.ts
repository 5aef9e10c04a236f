import type { ConnectionRun } from '@/lib/api/contracts/connections';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import { type ConnectionSight, toVisibleRun } from './visible-connections';

/** A run as the API tells it to a person of this sight. */
export function toConnectionRun(whole: CollectionRun, sight: ConnectionSight): ConnectionRun {
  const { startedAt, finishedAt, connectionId: _, ...run } = toVisibleRun(whole, sight);
  return {
    ...run,
    calls: sight.accounts === null ? run.calls : null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: finishedAt && Math.max(0, finishedAt.getTime() - startedAt.getTime()),
  };
}
