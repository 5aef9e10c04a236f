import { describe, expect, it } from 'vitest';
import { toTrend } from '../test-trends';
import { extendIdle } from './extend-idle';
import type { Idleness } from './find-idle';
import { idleStepMs } from './idle-rule';

const minute = 60_000;
const hour = 60 * minute;
const since = Date.UTC(2026, 10, 22, 11, 30);
const idleness: Idleness = {
  metric: 'gpu.sm.active',
  kind: null,
  since: new Date(since),
  sinceAtLeast: true,
  heldSince: null,
};
/** A sample every minute of the time before, from so many minutes. */
const earlier = (shareAt: (minutesBefore: number) => number | null, minutes: number, stepMs: number) =>
  toTrend(
    'gpu.sm.active',
    Array.from({ length: minutes }, (_, index) => minutes - index).flatMap((left) => {
      const share = shareAt(left);
      return share === null ? [] : [[since - left * minute, share] as const];
    }),
    stepMs,
  );
const extend = (from: Idleness, ...trends: ReturnType<typeof earlier>[]) =>
  extendIdle(from, trends, idleStepMs, idleStepMs);
const minutesBack = ({ since: at }: Idleness) => (since - at.getTime()) / minute;

describe('since when a device does nothing', () => {
  it('goes back to the last five minutes in which it did something', () => {
    const read = extend(
      idleness,
      earlier((left) => (left > 60 ? 0.6 : 0), 120, idleStepMs),
    );
    expect([minutesBack(read), read.sinceAtLeast]).toEqual([60, false]);
  });

  it('stays open where the series begin, or have a hole', () => {
    const begun = extend(
      idleness,
      earlier(() => 0, 90, idleStepMs),
    );
    expect([minutesBack(begun), begun.sinceAtLeast]).toEqual([90, true]);
    const torn = extend(
      idleness,
      earlier((left) => (left > 30 && left <= 45 ? null : 0), 90, idleStepMs),
    );
    expect([minutesBack(torn), torn.sinceAtLeast]).toEqual([30, true]);
    expect(extend(idleness)).toEqual(idleness);
  });

  it('is that of the slice or source that was busy last', () => {
    const read = extend(
      idleness,
      earlier((left) => (left > 60 ? 0.6 : 0), 120, idleStepMs),
      earlier((left) => (left > 20 ? 0.6 : 0), 120, idleStepMs),
    );
    expect([minutesBack(read), read.sinceAtLeast]).toEqual([20, false]);
  });

  it('is never before its holder has it', () => {
    const heldSince = new Date(since - 40 * minute);
    const read = extend(
      { ...idleness, heldSince },
      earlier(() => 0, 90, idleStepMs),
    );
    expect([read.since, read.sinceAtLeast]).toEqual([heldSince, false]);
  });

  it('by the hour is no earlier than the first whole hour without a busy sample', () => {
    const hourly = earlier((left) => (left === 100 ? 0.6 : 0), 600, hour);
    const read = extendIdle(idleness, [hourly], hour, idleStepMs);
    // 9:50 was busy: from 10:00 on no sample was.
    expect([read.since, read.sinceAtLeast]).toEqual([new Date('2026-11-22T10:00:00Z'), false]);
  });

  it('by the hour does not reach into an hour that was measured in part', () => {
    const begun = extendIdle(idleness, [earlier(() => 0, 95, hour)], hour, idleStepMs);
    // Measured from 9:55 on: ten is the first whole hour.
    expect([begun.since, begun.sinceAtLeast]).toEqual([new Date('2026-11-22T10:00:00Z'), true]);
    const torn = earlier((left) => (left > 100 && left <= 130 ? null : 0), 600, hour);
    expect(extendIdle(idleness, [torn], hour, idleStepMs)).toMatchObject({
      since: new Date('2026-11-22T10:00:00Z'),
      sinceAtLeast: true,
    });
    const alone = earlier(() => 0, 20, hour);
    expect(extendIdle(idleness, [alone], hour, idleStepMs)).toEqual(idleness);
  });

  it('that is known already is not looked for', () => {
    const known = { ...idleness, sinceAtLeast: false };
    expect(
      extend(
        known,
        earlier(() => 0, 90, idleStepMs),
      ),
    ).toBe(known);
  });

  it('by another metric says nothing of this one', () => {
    expect(
      extend(
        { ...idleness, metric: 'gpu.engine.active' },
        earlier(() => 0, 90, idleStepMs),
      ).since,
    ).toEqual(idleness.since);
  });
});
