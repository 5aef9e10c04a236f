import type { JobReason } from '@/lib/analytics/workloads/job-reason';
import { sayWaitReason } from '@/lib/analytics/workloads/say-wait-reason';
import { toWaitedMs } from '@/lib/analytics/workloads/waited';
import type { WorkloadRow } from '@/lib/api/contracts/workloads';
import type { VisibleJob } from './visible-job';

/** A job as the API tells it. */
export function toWorkloadRow(visible: VisibleJob, position: number | null, now: Date): WorkloadRow {
  const { job, site, team, owner } = visible;
  const { lead } = job;
  return {
    id: job.id,
    name: job.name,
    kind: job.kind,
    system: job.system,
    provider: lead.provider,
    connectionId: lead.connectionId,
    cluster: lead.cluster,
    namespace: job.namespace,
    site,
    team,
    owner,
    state: job.state,
    nativeState: job.nativeState,
    queue: job.queue,
    position,
    priority: job.priority,
    requested: job.requested?.map(({ model, count }) => ({ model, count })) ?? null,
    held: job.held,
    submittedAt: toInstant(job.submittedAt),
    startedAt: toInstant(job.startedAt),
    endedAt: toInstant(job.endedAt),
    waitedMs: toWaitedMs(job, now.getTime()),
    waitReason: toWaitReason(job.reason),
  };
}

/** Why it waits, in words; of several pods with how many of them that is said. */
export function toWaitReason(reason: JobReason | null): WorkloadRow['waitReason'] {
  if (reason === null) return null;
  const said = sayWaitReason(reason.system, reason.reason, reason.nativeState);
  if (reason.pods === null) return said;
  const { said: count, of } = reason.pods;
  return { ...said, words: `${count} of ${of} pods ${count === 1 ? 'waits' : 'wait'}. ${said.words}` };
}

function toInstant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
