import type { RequestedAccelerators, WorkloadState } from '@/lib/domain/workload';
import type { PieceGroup } from './group-pieces';
import { type JobReason, toReason } from './job-reason';
import { combineStates, sayNativeStates } from './job-state';
import { hasEnded, holdingsOf, stateOf, type WorkPiece } from './work-piece';
import type { WorkSystem } from './work-system';

/** One row of the list: what asks for or holds accelerators as one. Times in milliseconds since 1970 UTC. */
export interface WorkJob extends PieceGroup {
  /** Of the resource that stands for it: what Kueue queues, else its first pod. */
  id: string;
  name: string;
  /** What made its pods, as Kubernetes names it; null for work that is no pods. */
  kind: string | null;
  /** The piece whose words count where its pieces differ. */
  lead: WorkPiece;
  system: WorkSystem;
  state: WorkloadState;
  nativeState: string | null;
  queue: string | null;
  namespace: string | null;
  priority: number | null;
  /** Empty: none. Null: it cannot be told. */
  requested: readonly RequestedAccelerators[] | null;
  /** Devices asked for in all; null where it cannot be told. */
  requestedCount: number | null;
  held: number | null;
  submittedAt: number | null;
  eligibleAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  timeLimitMs: number | null;
  expectedStartAt: number | null;
  reason: JobReason | null;
}

/** A group of pieces as one job. */
export function toJob(group: PieceGroup): WorkJob {
  const { maker, queued, parts } = group;
  const all = [...queued, ...parts];
  const lead = all[0];
  if (lead === undefined) throw new RangeError('A group has at least one piece that tells of it.');
  const state = combineStates(group);
  const requested = sumRequested(queued.length > 0 ? queued : parts) ?? sumRequested(parts.length > 0 ? parts : queued);
  const submittedAt = earliest(all.map(({ work }) => work.submittedAt));
  return {
    ...group,
    id: lead.id,
    name: maker?.name ?? lead.name,
    kind: maker?.kind ?? (lead.kind === 'pod' ? 'Pod' : null),
    lead,
    system: lead.system,
    state,
    nativeState: sayNativeStates(group),
    queue: first(all, ({ work }) => work.queue),
    namespace: lead.work.namespace,
    priority: first(all, ({ work }) => work.priority),
    requested,
    requestedCount: sumCounts(requested?.map(({ count }) => count)),
    held: sumHeld(parts.length > 0 ? parts : queued),
    submittedAt,
    eligibleAt:
      first(queued, ({ work }) => toMs(work.eligibleAt)) ?? earliest(parts.map(({ work }) => work.eligibleAt)),
    startedAt: earliest(parts.map(({ work }) => work.startedAt)) ?? earliest(queued.map(({ work }) => work.startedAt)),
    endedAt: hasEnded(state) ? latest(all.map(({ work }) => work.endedAt)) : null,
    timeLimitMs: first(all, ({ work }) => work.timeLimitMs),
    expectedStartAt: earliest(all.map(({ work }) => work.expectedStartAt)),
    reason: toReason(group, state),
  };
}

/** Whether work asks for accelerators, holds some, or may do either, by what was last told of it. */
export function concernsAccelerators({ queued, parts }: PieceGroup): boolean {
  const isNone = (told: readonly unknown[] | null) => told !== null && told.length === 0;
  return [...queued, ...parts].some(({ work }) => !isNone(work.requested) || !isNone(work.holdings));
}

/** By model, in order of the model. Null where one of them cannot tell. */
function sumRequested(pieces: readonly WorkPiece[]): RequestedAccelerators[] | null {
  const byModel = new Map<string | null, number | null>();
  for (const { work } of pieces) {
    if (work.requested === null) return null;
    for (const { model, count } of work.requested) {
      const known = byModel.has(model) ? byModel.get(model) : 0;
      byModel.set(model, typeof known === 'number' && count !== null ? known + count : null);
    }
  }
  const sorted = [...byModel].sort(([left], [right]) => ((left ?? '') < (right ?? '') ? -1 : 1));
  return sorted.map(([model, count]) => ({ model, count }));
}

/** Of the pods, else of what is queued for pods that are not listed. */
function sumHeld(pieces: readonly WorkPiece[]): number | null {
  let sum: number | null = 0;
  for (const piece of pieces) {
    const held = isAdmittedUnseen(piece)
      ? null
      : (sumCounts(holdingsOf(piece)?.map(({ count }) => count)) ?? heldByService(piece));
    sum = sum === null || held === null ? null : sum + held;
  }
  return sum;
}

/** What Kueue has admitted has its quota; its pods alone, none of which is listed here, would tell what they have of it. */
function isAdmittedUnseen(piece: WorkPiece): boolean {
  const state = stateOf(piece);
  return (
    piece.system === 'kueue' && (state === 'running' || state === 'starting') && piece.work.requested?.length !== 0
  );
}

/** A service tells no machines of a training job, but what runs has all that it asked for. */
function heldByService(piece: WorkPiece): number | null {
  const state = stateOf(piece);
  if (piece.kind !== 'training-job' || (state !== 'running' && state !== 'starting')) return null;
  return sumCounts(piece.work.requested?.map(({ count }) => count));
}

function sumCounts(counts: readonly (number | null)[] | undefined): number | null {
  if (counts === undefined) return null;
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

function first<T>(pieces: readonly WorkPiece[], tell: (piece: WorkPiece) => T | null): T | null {
  for (const piece of pieces) {
    const told = tell(piece);
    if (told !== null) return told;
  }
  return null;
}

function toMs(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}

function earliest(times: readonly (Date | null)[]): number | null {
  let least: number | null = null;
  for (const at of times) if (at !== null && (least === null || at.getTime() < least)) least = at.getTime();
  return least;
}

function latest(times: readonly (Date | null)[]): number | null {
  let most: number | null = null;
  for (const at of times) if (at !== null && (most === null || at.getTime() > most)) most = at.getTime();
  return most;
}
