import { describe, expect, test } from 'vitest';
import { groupPieces } from '../workloads/group-pieces';
import { toTestPiece, toTestQueued, toTestSlurm } from '../workloads/test-pieces';
import { toJob } from '../workloads/to-job';
import type { WorkPiece } from '../workloads/work-piece';
import { toEndOfFormer, toRun } from './to-run';

const startedAt = new Date('2026-11-22T08:00:00Z');
const endedAt = new Date('2026-11-22T09:00:00Z');
const lastSeenAt = new Date('2026-11-22T08:55:00Z');
const toOutcome = (piece: WorkPiece, ...others: WorkPiece[]) => {
  const job = groupPieces([piece, ...others])
    .map(toJob)
    .find((one) => [...one.parts, ...one.former, ...one.queued].some(({ id }) => id === piece.id));
  const run = toRun(piece, job, lastSeenAt);
  return run && { outcome: run.outcome, reason: run.reason, endedAt: run.endedAt };
};

describe('an attempt', () => {
  test('is none where nothing was given, nobody says since when, or it only stands in a queue', () => {
    expect(toRun(toTestPiece('p'), undefined, lastSeenAt)).toBeNull();
    expect(
      toRun(toTestPiece('p', { work: { startedAt, requested: [], holdings: [] } }), undefined, lastSeenAt),
    ).toBeNull();
    expect(toRun(toTestQueued('q', { work: { startedAt } }), undefined, lastSeenAt)).toBeNull();
  });

  test('of Slurm ends as Slurm says, and keeps no devices it has given back', () => {
    const end = (state: 'failed' | 'completed' | 'cancelled', nativeState: string) =>
      toRun({ ...toTestSlurm('j', { state, startedAt, endedAt, holdings: [] }), nativeState }, undefined, lastSeenAt);
    expect(end('failed', 'OUT_OF_MEMORY')).toMatchObject({ outcome: 'failed', endedAt, holdings: null });
    expect(end('completed', 'COMPLETED')).toMatchObject({ outcome: 'completed', reason: null });
    expect(end('cancelled', 'CANCELLED')).toMatchObject({ outcome: 'cancelled' });
    expect(end('cancelled', 'PREEMPTED')).toMatchObject({ outcome: 'preempted', reason: 'PREEMPTED' });
  });

  test('of a pod goes on while it is listed, and vanishes without a word with its last read', () => {
    expect(toOutcome(toTestPiece('p', { work: { startedAt } }))).toMatchObject({ outcome: 'running', endedAt: null });
    expect(toOutcome(toTestPiece('p', { isGone: true, work: { startedAt } }))).toEqual({
      outcome: 'unknown',
      reason: null,
      endedAt: lastSeenAt,
    });
  });

  test('of a pod that was put out says so, and else ended as its job did', () => {
    const gone = (reason: string | null) =>
      toTestPiece('p', {
        isGone: true,
        work: { startedAt, controller: 'Job/train', reason: reason === null ? null : { code: reason, message: null } },
      });
    const queued = (state: 'failed' | 'completed' | 'waiting', code: string) =>
      toTestQueued('q', {
        work: {
          state,
          controller: 'Job/train',
          endedAt: state === 'waiting' ? null : endedAt,
          reason: { code, message: null },
        },
      });
    expect(toOutcome(gone('PreemptionByScheduler'))).toMatchObject({ outcome: 'preempted' });
    expect(toOutcome(gone('Terminating'), queued('failed', 'JobFailed'))).toMatchObject({ outcome: 'failed' });
    expect(toOutcome(gone(null), queued('completed', 'Succeeded'))).toMatchObject({ outcome: 'completed' });
    expect(toOutcome(gone(null), queued('waiting', 'Preempted'))).toMatchObject({ outcome: 'preempted' });
  });

  test('answers requests where what made it does', () => {
    const isService = (controller: string | null) =>
      toRun(toTestPiece('p', { work: { startedAt, controller } }), undefined, lastSeenAt)?.isService;
    expect([
      isService('ReplicaSet/web-1'),
      isService('StatefulSet/llm'),
      isService('Job/train'),
      isService(null),
    ]).toEqual([true, true, false, false]);
  });

  test('that was followed by another was started anew, or preempted where its work says so', () => {
    const end = (piece: WorkPiece | undefined) => toEndOfFormer(piece, startedAt).outcome;
    expect(end(toTestPiece('p', { work: { startedAt: endedAt } }))).toBe('restarted');
    expect(end(toTestSlurm('j'))).toBe('restarted');
    expect(end({ ...toTestSlurm('j'), nativeState: 'PREEMPTED' })).toBe('preempted');
    expect(end(toTestPiece('p', { work: { startedAt: null } }))).toBe('unknown');
    expect(end(undefined)).toBe('unknown');
  });
});
