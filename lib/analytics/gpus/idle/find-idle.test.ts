import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GpuReading } from '@/lib/domain/gpu/fleet';
import type { MetricName } from '@/lib/domain/metric';
import { toTrend } from '../test-trends';
import { findIdle, type IdleCandidate } from './find-idle';
import { idleRange, idleStepMs } from './idle-rule';

const minute = 60_000;
const now = new Date('2026-11-22T12:03:20Z');
const ago = (minutes: number) => now.getTime() - minutes * minute;

/** One sample a minute, from so many minutes ago to so many. */
function sampled(shareAt: (minutesAgo: number) => number | null, from = 35, to = 1) {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index).flatMap((minutes) => {
    const value = shareAt(minutes);
    return value === null ? [] : [[ago(minutes), value] as const];
  });
}
const trend = (
  shareAt: (minutesAgo: number) => number | null,
  metric: MetricName = 'gpu.sm.active',
  from = 35,
  to = 1,
) => toTrend(metric, sampled(shareAt, from, to), idleStepMs);
const reading = (metric: MetricName, value: number): GpuReading => ({
  metric,
  value,
  definition: 'd',
  at: now,
  connectionId: 'c',
  attributes: {},
});
const candidate = (rest: Partial<IdleCandidate> = {}): IdleCandidate => ({
  device: { readings: [], isFrozen: false },
  trends: [trend(() => 0)],
  heldSince: null,
  ...rest,
});
const judge = (rest: Partial<IdleCandidate>) => findIdle([candidate(rest)], now)[0];

describe('a held device', () => {
  it('below 5 % all through a quarter of an hour is idle', () => {
    expect(judge({ trends: [trend(() => 0.049)] })).toMatchObject({ metric: 'gpu.sm.active', sinceAtLeast: true });
  });

  it('that was busy in one of the five minutes is not', () => {
    expect(judge({ trends: [trend((minutes) => (minutes === 10 ? 0.5 : 0))] })).toBeNull();
    expect(judge({ trends: [trend((minutes) => (minutes === 1 ? 0.5 : 0))] })).toBeNull();
  });

  it('is idle since the first five minutes below the bound', () => {
    const idle = judge({ trends: [trend((minutes) => (minutes > 25 ? 0.9 : 0))] });
    expect(idle?.since).toEqual(new Date('2026-11-22T11:40:00Z'));
    expect(idle?.sinceAtLeast).toBe(false);
  });

  it('with a hole in its samples is not called idle', () => {
    expect(judge({ trends: [trend((minutes) => (minutes >= 8 && minutes <= 14 ? null : 0))] })).toBeNull();
    expect(judge({ trends: [trend((minutes) => (minutes >= 9 && minutes <= 12 ? null : 0))] })).toBeNull();
  });

  it('measured for less than a quarter of an hour is not called idle', () => {
    expect(judge({ trends: [trend(() => 0, 'gpu.sm.active', 12)] })).toBeNull();
    expect(judge({ trends: [] })).toBeNull();
  });

  it('whose samples are too old is not called idle, however idle it was', () => {
    expect(judge({ trends: [trend(() => 0, 'gpu.sm.active', 35, 14)] })).toBeNull();
    expect(judge({ trends: [trend(() => 0, 'gpu.sm.active', 40, 8)] })).not.toBeNull();
  });

  it('is judged by the best metric that was measured, and by no other', () => {
    const quiet = trend(() => 0);
    const spinning = trend(() => 1, 'hw.gpu.utilization');
    expect(judge({ trends: [spinning, quiet] })).toMatchObject({ metric: 'gpu.sm.active' });
    expect(judge({ trends: [trend(() => 0, 'hw.gpu.utilization')] })).toMatchObject({ metric: 'hw.gpu.utilization' });
    expect(judge({ trends: [trend(() => 0.3), trend(() => 0, 'hw.gpu.utilization')] })).toBeNull();
  });

  it('of which one source or one slice is busy is not idle', () => {
    const slices = [0, 0, 0.4].map((value) => trend(() => value, 'gpu.engine.active'));
    expect(judge({ trends: slices })).toBeNull();
    expect(judge({ trends: slices.slice(0, 2) })).not.toBeNull();
  });

  it('in slices is not judged by what is measured of the whole', () => {
    const whole = trend(() => 0, 'hw.gpu.utilization');
    const ended = { ...trend(() => 0.9, 'gpu.engine.active', 35, 30), attributes: { 'gpu.mig.id': '1' } };
    expect(judge({ trends: [whole, ended] })).toBeNull();
  });

  it('measured once in five minutes is judged by that', () => {
    const sparse = trend((minutes) => (minutes % 5 === 2 ? 0.01 : null));
    expect(judge({ trends: [sparse] })).not.toBeNull();
  });

  it('with a frozen source is not called idle', () => {
    expect(judge({ device: { readings: [], isFrozen: true } })).toBeNull();
  });

  it('is idle no longer than it is held', () => {
    expect(judge({ heldSince: new Date(ago(14)) })).toBeNull();
    expect(judge({ heldSince: new Date(ago(17)) })).toMatchObject({ since: new Date(ago(17)), sinceAtLeast: false });
  });
});

describe('its memory', () => {
  const kindOf = (...readings: GpuReading[]) => judge({ device: { readings, isFrozen: false } })?.kind;
  const gib = 2 ** 30;

  it.each([
    [
      'over a GiB is held',
      [reading('hw.gpu.memory.usage', 2 * gib), reading('hw.gpu.memory.limit', 80 * gib)],
      'memory-held',
    ],
    [
      'a twentieth of a small one is held',
      [reading('hw.gpu.memory.usage', 0.9 * gib), reading('hw.gpu.memory.limit', 16 * gib)],
      'memory-held',
    ],
    ['by its share alone is held', [reading('hw.gpu.memory.utilization', 0.5)], 'memory-held'],
    [
      'of a context alone is empty',
      [reading('hw.gpu.memory.usage', 0.4 * gib), reading('hw.gpu.memory.limit', 80 * gib)],
      'empty',
    ],
    ['of nothing is empty', [reading('hw.gpu.memory.usage', 0)], 'empty'],
    ['that nobody measures is not known', [reading('hw.gpu.memory.limit', 80 * gib), reading('hw.power', 70)], null],
  ] as const)('%s', (_, readings, kind) => {
    expect(kindOf(...readings)).toBe(kind);
  });
});

it('an idle device had no busy five minutes and no hole in the last quarter of an hour, whatever was sampled', () => {
  const samples = fc.array(fc.constantFrom(null, 0, 0, 0, 0.02, 0.3), { minLength: 35, maxLength: 35 });
  fc.assert(
    fc.property(samples, (values) => {
      const measured = trend((minutes) => values[minutes - 1] ?? null);
      const [idle] = findIdle([candidate({ trends: [measured] })], now);
      if (idle === null || idle === undefined) return;
      const { startsAt, sum, count } = measured;
      const within = Array.from(startsAt, (start, index) => ({
        start,
        mean: Number(sum[index]) / Number(count[index]),
      }));
      const judged = within.filter(({ start }) => start >= idle.since.getTime());
      expect(judged.every(({ mean }) => mean < 0.05)).toBe(true);
      expect(judged.every(({ start }, index) => start === idle.since.getTime() + index * idleStepMs)).toBe(true);
      expect(now.getTime() - idle.since.getTime()).toBeGreaterThanOrEqual(15 * minute);
    }),
    { numRuns: 500 },
  );
});

it('is told of 20,000 devices in a moment', () => {
  const trends = Array.from({ length: 100 }, (_, index) => trend(() => index / 5000));
  const fleet = Array.from({ length: 20_000 }, (_, index) =>
    candidate({ trends: trends.slice(index % 100, (index % 100) + 1) }),
  );
  // Time of this thread alone: others may have the processors meanwhile.
  const took = Array.from({ length: 10 }, () => {
    const began = process.threadCpuUsage();
    expect(findIdle(fleet, now).every((idle) => idle !== null)).toBe(true);
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1000;
  });
  expect(Math.min(...took)).toBeLessThan(30);
});

it('what is to be read reaches back far enough for the latest samples', () => {
  const { from, to } = idleRange(now);
  expect(now.getTime() - from.getTime()).toBeGreaterThanOrEqual(35 * minute);
  expect(to.getTime()).toBeGreaterThan(now.getTime());
});
