import { describe, expect, it, test } from 'vitest';
import { toLimitMs, toMoment } from './to-moment';
import { toReason } from './to-reason';

describe('a reason', () => {
  it('is none without a code', () => {
    expect([toReason(null), toReason(' ', 'why'), toReason(undefined)]).toEqual([null, null, null]);
  });

  it('keeps the scheduler’s words, without blanks and without secrets', () => {
    expect(toReason(' Unschedulable ', ' ')).toEqual({ code: 'Unschedulable', message: null });
    expect(toReason('ErrImagePull', 'pull https://bob:hunter2@registry.test/x token=abc')).toEqual({
      code: 'ErrImagePull',
      message: 'pull https://[redacted]@registry.test/x token=[redacted]',
    });
  });

  it('is cut where nobody reads on', () => {
    const reason = toReason('c'.repeat(1_000), 'm'.repeat(1_000_000));
    expect([reason?.code.length, reason?.message?.length]).toEqual([200, 2_000]);
    expect(reason?.message?.endsWith('m…')).toBe(true);
  });
});

test.each([
  [null, null],
  [undefined, null],
  [new Date(Number.NaN), null],
  [new Date(0), null],
  [new Date(-1), null],
  [new Date(8e15), null],
  [new Date('0001-01-01T00:00:00Z'), null],
  [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z')],
])('the moment %s is told as %s', (at, expected) => {
  expect(toMoment(at)).toEqual(expected);
});

test.each([
  [60, 60_000, 3_600_000],
  [0, 60_000, null],
  [-1, 60_000, null],
  [Number.NaN, 1_000, null],
  [2 ** 60, 60_000, null],
  [null, 1_000, null],
  [undefined, 1_000, null],
])('a limit of %s units of %s ms is %s', (length, unit, expected) => {
  expect(toLimitMs(length, unit)).toBe(expected);
});
