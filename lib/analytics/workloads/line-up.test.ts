import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Workload } from '@/lib/domain/workload';
import { groupPieces } from './group-pieces';
import { lanesOf, lineUp, toPositions } from './line-up';
import { toTestPiece, toTestQueued, toTestSlurm } from './test-pieces';
import { toJob } from './to-job';
import { toWaitedMs } from './waited';
import type { WorkPiece } from './work-piece';

const at = (minute: number) => new Date(minute * 60_000);
const now = at(1000).getTime();
const jobsOf = (...pieces: WorkPiece[]) => groupPieces(pieces).map(toJob);
const positionsOf = (...pieces: WorkPiece[]) => Object.fromEntries(toPositions(lineUp(jobsOf(...pieces), now)));

describe('the place in a queue', () => {
  it('is by priority, then by who is eligible for longer', () => {
    expect(
      positionsOf(
        toTestSlurm('late', { submittedAt: at(9) }),
        toTestSlurm('early', { submittedAt: at(1), eligibleAt: at(2) }),
        toTestSlurm('high', { submittedAt: at(10), priority: 99 }),
      ),
    ).toEqual({ high: 1, early: 2, late: 3 });
  });

  it('is apart for every partition, and the nearest of a job in several', () => {
    expect(
      positionsOf(
        toTestSlurm('a', { queue: 'h100' }),
        toTestSlurm('b', { queue: 'h100,a100', priority: 5 }),
        toTestSlurm('c', { queue: 'a100', priority: 1 }),
      ),
    ).toEqual({ a: 1, b: 1, c: 2 });
  });

  it.each<[string, Partial<Workload>]>([
    ['is held', { reason: { code: 'JobHeldUser', message: null } }],
    ['depends on another', { reason: { code: 'Dependency', message: null } }],
    ['may not begin yet', { eligibleAt: at(2000) }],
    ['runs', { state: 'running' }],
    ['stands in no queue', { queue: null }],
  ])('is none of a job that %s', (_, work) => {
    expect(positionsOf(toTestSlurm('a', work), toTestSlurm('b', { priority: 1 }))).toEqual({ b: 1 });
  });

  it('is not known where the priority of one is not told, or its time', () => {
    expect(positionsOf(toTestSlurm('a'), toTestSlurm('b', { priority: null }))).toEqual({});
    expect(positionsOf(toTestSlurm('a'), toTestSlurm('b', { submittedAt: null }))).toEqual({});
  });

  it('belongs to the queue of a namespace in Kueue, and ends with admission', () => {
    const work = { controller: 'Job/x', namespace: 'one' };
    expect(
      positionsOf(
        toTestQueued('a', { work: { ...work, controller: 'Job/a' } }),
        toTestQueued('b', { work: { ...work, namespace: 'two' } }),
        toTestQueued('c', { work: { ...work, state: 'running' } }),
        toTestPiece('p', { work: { ...work, state: 'waiting', holdings: [] } }),
      ),
    ).toEqual({ a: 1, b: 1 });
  });

  it('is none of a pod that no queue orders', () => {
    expect(positionsOf(toTestPiece('p', { work: { state: 'waiting', queue: 'gpus' } }))).toEqual({});
  });

  const waiting = fc.array(
    fc.record({
      priority: fc.nat(3),
      since: fc.nat(5),
      queue: fc.constantFrom('a', 'b'),
      state: fc.constantFrom('waiting', 'running'),
    }),
    { maxLength: 20 },
  );

  it('is a permutation of those that wait in each queue, whatever their order', () => {
    fc.assert(
      fc.property(waiting, (drawn) => {
        const pieces = drawn.map(({ priority, since, queue, state }, index) =>
          toTestSlurm(`j${index}`, { priority, submittedAt: at(since), queue, state: state as Workload['state'] }),
        );
        const jobs = jobsOf(...pieces);
        const lanes = lineUp(jobs, now);
        const positions = toPositions(lanes);
        expect(toPositions(lineUp([...jobs].reverse(), now))).toEqual(positions);
        for (const lane of new Set(jobs.flatMap(lanesOf))) {
          const line = jobs.filter((job) => job.state === 'waiting' && lanesOf(job).includes(lane));
          const places = line.map(({ id }) => positions.get(id)).sort((left, right) => Number(left) - Number(right));
          expect(places).toEqual(line.map((_, index) => index + 1));
        }
      }),
    );
  });
});

describe('how long work waited', () => {
  const wait = (work: Partial<Workload>) =>
    jobsOf(toTestSlurm('a', { submittedAt: at(10), ...work })).map((job) => toWaitedMs(job, now))[0];
  const minutes = 60_000;

  it.each<[string, Partial<Workload>, number | null]>([
    ['counts from its submission until now', {}, 990 * minutes],
    ['counts from when it was eligible', { eligibleAt: at(40) }, 960 * minutes],
    ['ends with its start', { state: 'running', startedAt: at(25) }, 15 * minutes],
    ['ends with its end where it never started', { state: 'cancelled', endedAt: at(30) }, 20 * minutes],
    ['is not known without a start of what runs', { state: 'running' }, null],
    ['is not known without a submission', { submittedAt: null }, null],
    ['is none for clocks that disagree', { state: 'running', startedAt: at(9) }, 0],
  ])('%s', (_, work, expected) => expect(wait(work)).toBe(expected));
});
