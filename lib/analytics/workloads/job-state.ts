import type { WorkloadState } from '@/lib/domain/workload';
import type { PieceGroup } from './group-pieces';
import { hasEnded, stateOf, type WorkPiece } from './work-piece';

/** Which state tells of several pieces, the first that one of them is in: what runs is not hidden by what does not. */
const telling: readonly WorkloadState[] = [
  'running',
  'starting',
  'waiting',
  'suspended',
  'unknown',
  'failed',
  'cancelled',
  'completed',
];

/** Its pods tell where it is, unless Kueue says that it has ended or put it out, or has not admitted it yet. */
export function combineStates({ queued, parts }: PieceGroup): WorkloadState {
  const ofQueue = combine(queued);
  const ofParts = combine(parts);
  if (ofQueue === null) return ofParts ?? 'unknown';
  if (ofParts === null || hasEnded(ofQueue) || ofQueue === 'suspended') return ofQueue;
  return ofParts === 'unknown' || hasEnded(ofParts) ? ofQueue : ofParts;
}

function combine(pieces: readonly WorkPiece[]): WorkloadState | null {
  const states = new Set(pieces.map(stateOf));
  return telling.find((state) => states.has(state)) ?? null;
}

/** The native words of its pods, with how many are in each where they differ; else those of what is queued. Null: none tells. */
export function sayNativeStates({ queued, parts }: PieceGroup): string | null {
  if (parts.length === 0) return firstWord(queued);
  if (parts.length === 1) return firstWord(parts);
  const words = parts.flatMap(({ nativeState }) => nativeState ?? []);
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, alike]) => ({ word, count: alike.length }));
  const [only, ...others] = counts.sort((left, right) => right.count - left.count || (left.word < right.word ? -1 : 1));
  if (only === undefined) return null;
  return others.length === 0 ? only.word : [only, ...others].map(({ word, count }) => `${count} ${word}`).join(', ');
}

function firstWord(pieces: readonly WorkPiece[]): string | null {
  return pieces.find(({ nativeState }) => nativeState !== null)?.nativeState ?? null;
}
