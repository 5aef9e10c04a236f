import type { ConnectionRun } from '@/lib/api/contracts/connections';
import type { CollectionRun } from '@/lib/store/runs/collection-run';

/** A run as the API tells it. */
export function toConnectionRun({ startedAt, finishedAt, connectionId: _, ...run }: CollectionRun): ConnectionRun {
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: finishedAt && Math.max(0, finishedAt.getTime() - startedAt.getTime()),
  };
}
