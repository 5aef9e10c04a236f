import type { GpuRun, GpuRunOutcome } from '@/lib/domain/cost/gpu-run';
import type { Maker } from '../workloads/grouping-keys';
import type { WorkJob } from '../workloads/to-job';
import { hasEnded, type WorkPiece } from '../workloads/work-piece';

/** What makes pods that answer requests, whatever becomes of one of them. */
const serviceMakers: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'LeaderWorkerSet',
  'RayService',
  'InferenceService',
  'Service',
  'Revision',
]);

/** Words by which schedulers say that something was put out for something else, or with its node. */
const preempted =
  /^(PREEMPTED|Preempt\w*|Evict\w*|DeletionByTaintManager|TerminationByKubelet|DeletionByPodGC|InactiveWorkload|NodeFailures?)$/i;

/**
 * The attempt that a piece of work is or was, with what its job tells of its end, and no checkpoint; null where it has not
 * been given devices, or nobody tells since when.
 *
 * @param job The job that the piece belongs to; undefined: it stands alone.
 */
export function toRun(piece: WorkPiece, job: WorkJob | undefined, lastSeenAt: Date): GpuRun | null {
  const { work, system } = piece;
  const { startedAt, holdings, requested } = work;
  if (system === 'kueue' || startedAt === null) return null;
  const asksForNone = requested !== null && requested.length === 0;
  if (asksForNone && holdings !== null && holdings.length === 0) return null;
  const { outcome, reason } = toEnd(piece, job);
  const endedAt = outcome === 'running' ? null : later(work.endedAt ?? lastSeenAt, startedAt);
  const maker = job?.maker ?? null;
  const models = new Set(requested?.map(({ model }) => model));
  const [gpuModel = null] = models;
  return {
    resourceId: piece.id,
    connectionId: piece.connectionId,
    system,
    name: piece.name,
    namespace: work.namespace,
    madeBy: maker === null ? null : `${maker.kind}/${maker.name}`,
    site: piece.site,
    team: piece.team,
    owner: piece.owner,
    startedAt,
    endedAt,
    outcome,
    reason,
    isService: isService(piece, maker),
    checkpointAt: null,
    // What has ended has given its devices back: which they were is known from before.
    holdings: holdings !== null && holdings.length > 0 ? holdings : null,
    gpuModel: models.size === 1 ? gpuModel : null,
    gpuCount: sum(requested?.map(({ count }) => count)),
    lastSeenAt,
  };
}

/**
 * How an attempt ended that is not told of any more: it was put out or started anew where its work waits again, or started
 * later than it.
 */
export function toEndOfFormer(
  piece: WorkPiece | undefined,
  startedAt: Date,
): { outcome: GpuRunOutcome; reason: string | null } {
  const isAnew =
    piece !== undefined &&
    (piece.work.state === 'waiting' || (piece.work.startedAt !== null && piece.work.startedAt > startedAt));
  if (!isAnew) return { outcome: 'unknown', reason: null };
  const told = [piece.nativeState, piece.work.reason?.code].find((word) => word != null && preempted.test(word));
  return told == null ? { outcome: 'restarted', reason: null } : { outcome: 'preempted', reason: told };
}

function toEnd(piece: WorkPiece, job: WorkJob | undefined): { outcome: GpuRunOutcome; reason: string | null } {
  const { work, nativeState, isGone } = piece;
  const said = work.reason?.code ?? null;
  const putOut = [nativeState, said].find((word) => word != null && preempted.test(word)) ?? null;
  if (hasEnded(work.state)) {
    const reason = said ?? nativeState;
    if (work.state === 'completed') return { outcome: 'completed', reason: null };
    if (work.state === 'cancelled') return putOut === null ? { outcome: 'cancelled', reason } : lost(putOut);
    return { outcome: 'failed', reason };
  }
  if (!isGone) return { outcome: 'running', reason: null };
  return putOut === null ? toEndByJob(job, work.startedAt) : lost(putOut);
}

/** A pod that went without a word ended as its job did, if that was after the pod started. */
function toEndByJob(
  job: WorkJob | undefined,
  startedAt: Date | null,
): { outcome: GpuRunOutcome; reason: string | null } {
  const [queued] = job?.queued ?? [];
  if (queued === undefined || startedAt === null) return { outcome: 'unknown', reason: null };
  const { state, reason, endedAt } = queued.work;
  const code = reason?.code ?? null;
  if (hasEnded(state) && (endedAt === null || endedAt >= startedAt))
    return { outcome: state === 'completed' ? 'completed' : state === 'failed' ? 'failed' : 'cancelled', reason: code };
  return code !== null && preempted.test(code) ? lost(code) : { outcome: 'unknown', reason: null };
}

function lost(reason: string): { outcome: GpuRunOutcome; reason: string } {
  return { outcome: 'preempted', reason };
}

function isService({ kind, work }: WorkPiece, maker: Maker | null): boolean {
  const own = work.controller?.split('/', 1)[0];
  return kind === 'pod' && [maker?.kind, own].some((one) => one !== undefined && serviceMakers.has(one));
}

function sum(counts: readonly (number | null)[] | undefined): number | null {
  if (counts === undefined) return null;
  return counts.reduce((total, count) => (total === null || count === null ? null : total + count), 0);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
