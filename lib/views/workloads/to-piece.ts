import type { WorkPiece } from '@/lib/analytics/workloads/work-piece';
import type { WorkSystem } from '@/lib/analytics/workloads/work-system';
import type { WorkRow } from '@/lib/store/workloads/work-row';
import type { ConnectionWork } from '@/lib/store/workloads/work-store';

/** When a row was last found: by its own word, else by the last read of its scope. */
export function seenAt(row: WorkRow, { scopes }: ConnectionWork): Date {
  return row.lastSeenAt ?? scopes.get(row.scope) ?? row.changedAt;
}

/** A stored row as a piece of work. What was seen before the cutoff, in milliseconds since 1970 UTC, is expired. */
export function toPiece(row: WorkRow, work: ConnectionWork, cutoff: number): WorkPiece {
  const { id, kind, provider, connectionId, account, name, nativeStatus, site, team, owner, labels, workload } = row;
  const isGone = row.goneAt !== null;
  return {
    id,
    kind,
    system: toSystem(row),
    provider,
    connectionId,
    cluster: kind === 'training-job' ? null : account,
    name,
    nativeState: nativeStatus,
    site,
    team,
    owner: owner ?? workload.submitter,
    labels,
    work: workload,
    isGone,
    isExpired: !isGone && seenAt(row, work).getTime() < cutoff,
  };
}

function toSystem({ kind, provider }: WorkRow): WorkSystem {
  if (kind === 'pod') return 'kubernetes';
  if (provider === 'slurm') return 'slurm';
  if (kind === 'batch-job') return 'kueue';
  if (provider === 'aws') return 'sagemaker';
  return provider === 'azure' ? 'azure-ml' : 'vertex-ai';
}
