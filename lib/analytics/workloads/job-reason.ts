import type { WorkloadState } from '@/lib/domain/workload';
import type { PieceGroup } from './group-pieces';
import type { RawReason } from './wait-reasons/said-reason';
import { hasEnded, stateOf, type WorkPiece } from './work-piece';
import type { WorkSystem } from './work-system';

/** Why a job waits, and of how many of its pods that is said; `pods` null: it is said of the whole. */
export interface JobReason {
  system: WorkSystem;
  reason: RawReason;
  /** The native state of the piece that says it. */
  nativeState: string | null;
  pods: { said: number; of: number } | null;
}

const heldUp: ReadonlySet<WorkloadState> = new Set(['waiting', 'starting', 'suspended']);

/** What its queue says before it is admitted, else what most of the pods say that are held up. */
export function toReason({ queued, parts }: PieceGroup, state: WorkloadState): JobReason | null {
  if (hasEnded(state) || state === 'unknown') return null;
  const waiting = queued.find((piece) => heldUp.has(stateOf(piece)) && reasonOf(piece) !== null);
  if (waiting !== undefined) return toJobReason(waiting, null);
  const said = parts.filter((piece) => heldUp.has(stateOf(piece)) && reasonOf(piece) !== null);
  const byText = Map.groupBy(said, (piece) => `${reasonOf(piece)?.code}\n${reasonOf(piece)?.message ?? ''}`);
  const [most] = [...byText].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  const speaker = most?.[1][0];
  if (most === undefined || speaker === undefined) return null;
  return toJobReason(speaker, parts.length === 1 ? null : { said: most[1].length, of: parts.length });
}

function toJobReason(piece: WorkPiece, pods: JobReason['pods']): JobReason | null {
  const reason = reasonOf(piece);
  return reason === null ? null : { system: piece.system, reason, nativeState: piece.nativeState, pods };
}

/** What a piece says; Vertex AI gives no reason but its word for the state. */
export function reasonOf({ system, nativeState, work }: WorkPiece): RawReason | null {
  if (work.reason !== null || system !== 'vertex-ai' || nativeState === null) return work.reason;
  return { code: nativeState, message: null };
}
