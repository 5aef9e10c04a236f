import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTrend } from '../test-trends';
import { findXidEvents } from './xid-events';

const start = Date.UTC(2026, 10, 22, 12);
const minute = 60_000;
const from = new Date(start);
const at = (minutes: number) => start + minutes * minute;
const gauge = (codes: readonly (readonly [number, number])[], stepMs = 1) =>
  toTrend(
    'gpu.xid',
    codes.map(([minutes, code]) => [at(minutes), code]),
    stepMs,
  );
const counted = (code: number, minutes: readonly number[], stepMs = 1) =>
  toTrend(
    'gpu.xid',
    minutes.map((one) => [at(one), code]),
    stepMs,
    { code: String(code) },
  );
const told = (...trends: Parameters<typeof findXidEvents>[0]) =>
  findXidEvents(trends, from, 0).map(({ xid, at: when, isSetBefore }) => [
    xid,
    (when.getTime() - start) / minute,
    ...(isSetBefore ? ['before'] : []),
  ]);

describe('a gauge of the last code', () => {
  it('tells an event when its code changes, and none while it stands', () => {
    expect(
      told(
        gauge([
          [0, 0],
          [1, 31],
          [2, 31],
          [3, 13],
          [4, 13],
        ]),
      ),
    ).toEqual([
      [13, 3],
      [31, 1],
    ]);
  });

  it('that stands when we begin to look tells that it happened before', () => {
    expect(
      told(
        gauge([
          [0, 79],
          [1, 79],
        ]),
      ),
    ).toEqual([[79, 0, 'before']]);
  });

  it('that stands when its series begins late may have been set since we began to look', () => {
    const late = gauge([
      [20, 79],
      [21, 79],
    ]);
    const early = gauge([[1, 79]]);
    const toldOf = (...trends: Parameters<typeof findXidEvents>[0]) =>
      findXidEvents(trends, from, 0).map(({ xid, isSetBefore, isFromHole }) => [xid, isSetBefore, isFromHole]);
    expect(toldOf(late)).toEqual([[79, true, true]]);
    expect(toldOf(early)).toEqual([[79, true, false]]);
    expect(toldOf(late, early)).toEqual([[79, true, false]]);
  });

  it('tells nothing by going back to 0, and the same code after that again', () => {
    expect(
      told(
        gauge([
          [0, 0],
          [1, 31],
          [2, 0],
          [3, 31],
        ]),
      ),
    ).toEqual([
      [31, 3],
      [31, 1],
    ]);
  });

  it('tells nothing by coming back after a hole with the same code', () => {
    expect(
      told(
        gauge([
          [0, 0],
          [1, 48],
          [200, 48],
        ]),
      ),
    ).toEqual([[48, 1]]);
  });

  it('that changed in a hole tells from when to when it may have done so', () => {
    const betweenOf = (...codes: (readonly [number, number])[]) =>
      findXidEvents([gauge(codes)], from, 0).map(({ xid, at: when, after }) => [
        xid,
        (when.getTime() - start) / minute,
        after && (after.getTime() - start) / minute,
      ]);
    expect(betweenOf([0, 0], [1, 0], [40, 48])).toEqual([[48, 40, 1]]);
    expect(betweenOf([0, 31], [1, 31], [40, 48])).toEqual([
      [48, 40, 1],
      [31, 0, null],
    ]);
    expect(betweenOf([0, 0], [1, 48], [5, 13])).toEqual([
      [13, 5, null],
      [48, 1, null],
    ]);
    const rolled = gauge(
      [
        [0, 0],
        [1, 0],
        [40, 48],
      ],
      5 * minute,
    );
    expect(findXidEvents([rolled], from, 5 * minute).map(({ after }) => after?.getTime())).toEqual([at(5)]);
  });

  it('in roll-ups tells both codes of a step in which it changed', () => {
    const rolled = gauge(
      [
        [0, 0],
        [6, 31],
        [7, 13],
        [11, 13],
      ],
      5 * minute,
    );
    expect(
      findXidEvents([rolled], from, 5 * minute)
        .map(({ xid }) => xid)
        .toSorted(),
    ).toEqual([13, 31]);
  });

  it('in roll-ups tells a code anew that stood before and after its driver was started anew in a step', () => {
    const back = gauge(
      [
        [0, 31],
        [6, 0],
        [8, 31],
        [11, 31],
      ],
      5 * minute,
    );
    expect(findXidEvents([back], from, 5 * minute).filter(({ isSetBefore }) => !isSetBefore)).toHaveLength(1);
    const gone = gauge(
      [
        [0, 31],
        [6, 31],
        [8, 0],
        [11, 0],
      ],
      5 * minute,
    );
    expect(findXidEvents([gone], from, 5 * minute).filter(({ isSetBefore }) => !isSetBefore)).toEqual([]);
  });
});

describe('a series of one counted code', () => {
  it('tells one event for as long as it is counted, and another when it is counted anew', () => {
    expect(told(counted(13, [20, 21, 22, 23, 24, 40, 41]))).toEqual([
      [13, 40],
      [13, 20],
    ]);
  });

  it('tells nothing by missing a sample', () => {
    expect(told(counted(13, [20, 21, 24]))).toEqual([[13, 20]]);
  });

  it('that is counted when we begin to look tells that it may have happened before', () => {
    expect(told(counted(13, [0, 1, 2]))).toEqual([[13, 0, 'before']]);
  });
});

it('what two sources tell of one device is one event', () => {
  const second = gauge([
    [0.5, 0],
    [6, 48],
    [7, 48],
  ]);
  expect(
    told(
      gauge([
        [0, 0],
        [4, 48],
        [5, 48],
      ]),
      second,
    ),
  ).toEqual([[48, 4]]);
  expect(
    told(
      gauge([
        [0, 0],
        [4, 48],
      ]),
      counted(31, [5, 6]),
    ),
  ).toEqual([
    [31, 5],
    [48, 4],
  ]);
});

describe('what one source saw while another did not look', () => {
  const watched = (...codes: (readonly [number, number])[]) => gauge([[0, 0], ...codes]);
  const betweenOf = (...trends: Parameters<typeof findXidEvents>[0]) =>
    findXidEvents(trends, from, 0).map(({ xid, at: when, after }) => [
      xid,
      (when.getTime() - start) / minute,
      after && (after.getTime() - start) / minute,
    ]);

  it('is one event, at the time that is known', () => {
    const absent = watched([1, 0], [40, 48]);
    expect(betweenOf(watched([1, 0], [2, 0], [3, 48]), absent)).toEqual([[48, 3, null]]);
    expect(betweenOf(absent, watched([38, 0], [41, 48]))).toEqual([[48, 41, null]]);
    expect(betweenOf(absent, watched([4, 0], [45, 48]))).toEqual([[48, 40, 1]]);
    expect(betweenOf(absent, watched([20, 0], [41, 48]))).toEqual([[48, 41, 20]]);
  });

  it('is told by itself where it cannot be the same', () => {
    expect(betweenOf(watched([1, 48], [2, 0], [3, 0], [40, 48]), watched([1, 48], [3, 48]))).toEqual([
      [48, 40, 3],
      [48, 1, null],
    ]);
    expect(betweenOf(watched([3, 48]), watched([30, 0], [40, 48]))).toEqual([
      [48, 40, 30],
      [48, 3, null],
    ]);
  });
});

it('of whatever a driver reported, samples tell every change and nothing else', () => {
  const codes = fc.array(fc.constantFrom(0, 0, 13, 31, 79), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(codes, (values) => {
      const events = findXidEvents([gauge(values.map((code, index) => [index, code]))], from, 0).reverse();
      const expected = values.flatMap((code, index) =>
        code !== 0 && code !== values[index - 1] ? [[code, index]] : [],
      );
      expect(events.map(({ xid, at: when }) => [xid, (when.getTime() - start) / minute])).toEqual(expected);
      expect(events.filter(({ isSetBefore }) => isSetBefore)).toHaveLength(values[0] === 0 ? 0 : 1);
    }),
  );
});

it('roll-ups never tell a code that samples do not, and always the greatest', () => {
  const codes = fc.array(fc.constantFrom(0, 0, 13, 31), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(codes, (values) => {
      const samples = values.map((code, index) => [index, code] as const);
      const fine = findXidEvents([gauge(samples)], from, 0);
      const rolled = findXidEvents([gauge(samples, 5 * minute)], from, 5 * minute);
      for (const code of [13, 31]) {
        const count = (events: typeof fine) => events.filter(({ xid }) => xid === code).length;
        expect(count(rolled)).toBeLessThanOrEqual(count(fine));
        if (code === 31) expect(count(rolled) === 0).toBe(count(fine) === 0);
      }
    }),
  );
});
