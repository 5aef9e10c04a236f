import { describe, expect, it } from 'vitest';
import type { ConnectionRun } from '@/lib/api/contracts/connections';
import { toSyncProgress } from './to-sync-progress';

const run = (id: string, outcome: ConnectionRun['outcome']): ConnectionRun => ({
  id,
  capability: 'inventory',
  startedAt: '2026-11-21T12:00:00.000Z',
  finishedAt: outcome === 'running' ? null : '2026-11-21T12:01:00.000Z',
  outcome,
  durationMs: outcome === 'running' ? null : 60_000,
  counts: null,
  measured: null,
  delivered: null,
  gaps: [],
  calls: [],
});

describe('sync progress', () => {
  it('is idle when nobody asked and nothing runs', () => {
    expect(toSyncProgress(null, run('a', 'complete'))).toEqual({ state: 'idle' });
  });

  it('stays queued until a newer run appears, however well the last one ended', () => {
    expect(toSyncProgress({ lastRunId: 'a' }, run('a', 'complete')).state).toBe('queued');
    expect(toSyncProgress({ lastRunId: null }, null).state).toBe('queued');
  });

  it('is running while a run has no end, asked for or not', () => {
    expect(toSyncProgress({ lastRunId: 'a' }, run('b', 'running')).state).toBe('running');
    expect(toSyncProgress(null, run('b', 'running')).state).toBe('running');
  });

  it('is done only with the run that answered, and keeps its outcome', () => {
    const progress = toSyncProgress({ lastRunId: 'a' }, run('b', 'failed'));
    expect(progress).toMatchObject({ state: 'done', run: { id: 'b', outcome: 'failed' } });
  });
});
