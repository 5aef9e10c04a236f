import { describe, expect, it } from 'vitest';
import type { Workload } from '@/lib/domain/workload';
import { estimateStart } from './estimate-start';
import { groupPieces } from './group-pieces';
import { toTestQueued, toTestSlurm } from './test-pieces';
import { toJob, type WorkJob } from './to-job';

const hour = 3_600_000;
const now = 100 * hour;
const h100 = (count: number) => [{ model: 'NVIDIA H100', count }];
const slurm = (id: string, work: Partial<Workload> = {}): WorkJob => {
  const [job] = groupPieces([toTestSlurm(id, work)]).map(toJob);
  if (job === undefined) throw new RangeError('One piece is one job.');
  return job;
};
const waiting = (count: number, work: Partial<Workload> = {}) =>
  slurm(`w${count}`, { requested: h100(count), ...work });
const running = (count: number, hoursLeft: number | null, work: Partial<Workload> = {}) =>
  slurm(`r${count}-${hoursLeft}`, {
    state: 'running',
    requested: h100(count),
    holdings: [{ node: 'n', count, indexes: null }],
    startedAt: new Date(now - hour),
    timeLimitMs: hoursLeft === null ? null : (hoursLeft + 1) * hour,
    ...work,
  });
const estimate = (job: WorkJob, ahead: WorkJob[] | null, ...others: WorkJob[]) =>
  estimateStart({ job, ahead, running: others, rivals: [], now });

describe('when work may start', () => {
  it('is what its scheduler expects', () => {
    const at = now + 5 * hour;
    expect(estimate(waiting(8, { expectedStartAt: new Date(at) }), [])).toEqual({
      at,
      basis: 'Slurm’s backfill scheduler expects it to start then, as of the last read.',
      source: 'scheduler',
    });
  });

  it('is not a time that has passed', () => {
    expect(estimate(waiting(8, { expectedStartAt: new Date(now - 1) }), [])).toMatchObject({
      at: null,
      source: 'none',
    });
  });

  it('is at the latest when enough of what runs has reached its limit', () => {
    const said = estimate(waiting(16), [], running(8, 3), running(8, 1), running(8, 7));
    expect(said).toMatchObject({ at: now + 3 * hour, source: 'ends-of-running' });
    expect(said?.basis).toMatch(/^At the latest: .* 16 NVIDIA H100 /);
  });

  it('lets those ahead have theirs, and counts what they give back', () => {
    expect(estimate(waiting(8), [waiting(8)], running(8, 1), running(8, 4))?.at).toBe(now + 4 * hour);
    expect(estimate(waiting(8), [waiting(8, { timeLimitMs: hour })], running(8, 1))?.at).toBe(now + 2 * hour);
    expect(estimate(waiting(8), [waiting(8)], running(8, 1))).toMatchObject({ at: null, source: 'none' });
  });

  it('passes over those ahead that ask for another model, or for none', () => {
    const other = slurm('other', { requested: [{ model: 'NVIDIA A100', count: 64 }] });
    expect(estimate(waiting(8), [other, slurm('cpu', { requested: [] })], running(8, 1))?.at).toBe(now + hour);
  });

  it.each<[string, WorkJob, WorkJob[] | null, WorkJob[]]>([
    ['an end that is needed is not known', waiting(16), [], [running(8, 1), running(8, null)]],
    ['what runs is past its limit', waiting(8), [], [running(8, -0.5)]],
    ['the order is not known', waiting(8), null, [running(8, 1)]],
    ['it asks for any model', waiting(8, { requested: [{ model: null, count: 8 }] }), [], [running(8, 1)]],
    ['its number is not told', waiting(8, { requested: null }), [], [running(8, 1)]],
    ['what one ahead asks for is not told', waiting(8), [waiting(8, { requested: null })], [running(64, 1)]],
    ['what runs frees too few', waiting(64), [], [running(8, 1)]],
    ['nothing runs there', waiting(8), [], []],
    ['it asks for no devices', waiting(8, { requested: [] }), [], [running(8, 1)]],
  ])('cannot be said when %s', (_, job, ahead, others) => {
    const said = estimate(job, ahead, ...others);
    expect(said).toMatchObject({ at: null, source: 'none' });
    expect(said?.basis).toMatch(/\.$/);
  });

  it('is not said to be the latest where it is not known whether another queue takes it', () => {
    const rivals = ['a', 'b', 'c', 'd', 'e'].map((queue) => ({ queue, sharesNodes: false }));
    const said = estimateStart({ job: waiting(8), ahead: [], running: [running(8, 1)], rivals, now });
    expect(said?.at).toBe(now + hour);
    expect(said?.basis).toMatch(/^Unless work that waits in a, b, c and 2 more queues takes it first, /);
    expect(said?.basis).not.toContain('latest');
  });

  it('cannot be said where another queue uses the same nodes, or Kueue shares its quota', () => {
    const rivals = [{ queue: 'all', sharesNodes: true }];
    expect(estimateStart({ job: waiting(8), ahead: [], running: [running(8, 1)], rivals, now })).toMatchObject({
      at: null,
      basis: 'Work that waits in all may take what comes free: both queues use the same nodes.',
    });
    const [kueue] = groupPieces([toTestQueued('k', { work: { controller: 'Job/x' } })]).map(toJob);
    if (kueue === undefined) throw new RangeError('One piece is one job.');
    expect(estimate(kueue, [], running(8, 1))).toMatchObject({ at: null, source: 'none' });
  });

  it('is not asked of what does not wait', () => {
    expect(estimate(running(8, 1), null)).toBeNull();
  });
});
