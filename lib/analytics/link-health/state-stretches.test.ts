import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTurns } from './count-falls';
import { type StateCourse, toCarrying, toStateStretches } from './state-stretches';

const minuteMs = 60_000;

/** A series that tells of so many minutes, by minute; undefined: nothing then. */
function course(values: (minute: number) => number | undefined, minutes = 70): StateCourse {
  const told = Array.from({ length: minutes }, (_, minute) => ({ minute, value: values(minute) })).flatMap(
    ({ minute, value }) => (value === undefined ? [] : [{ atMs: minute * minuteMs, value }]),
  );
  const column = told.map(({ value }) => value);
  return { startsAt: told.map(({ atMs }) => atMs), min: column, max: column };
}

const every = (minutes: number, first: number, value: (minute: number) => number) =>
  course((minute) => (minute % minutes === first % minutes && minute >= first ? value(minute) : undefined));
const fallsOf = (...courses: StateCourse[]) => findTurns(toStateStretches(courses, Math.min)).falls;
const plane = every(1, 0, () => 1);

describe('a word that is degraded beside planes that are up', () => {
  it.each([1, 2, 3, 5, 10])('is no fall where it comes every %i minutes', (minutes) => {
    for (let first = 0; first < minutes; first += 1)
      expect(
        fallsOf(
          plane,
          plane,
          every(minutes, first, () => 0.5),
        ),
      ).toEqual([]);
  });

  it('is none where planes and words come alike often, at other minutes', () => {
    expect(
      fallsOf(
        every(5, 0, () => 1),
        every(5, 2, () => 0.5),
      ),
    ).toEqual([]);
  });

  it('is none where a word comes late now and then', () => {
    const late = course((minute) => (minute % 7 === 3 ? undefined : 0.5));
    expect(fallsOf(plane, late)).toEqual([]);
  });
});

it('counts the falls of one plane while the others are up, and none twice', () => {
  const falling = every(1, 0, (minute) => (minute >= 20 && minute % 10 < 3 ? 0 : 1));
  expect(
    fallsOf(
      plane,
      falling,
      every(5, 1, () => 1),
    ),
  ).toEqual([20, 30, 40, 50, 60].map((minute) => minute * minuteMs));
});

it('takes the last word of a series for no longer than two of its gaps', () => {
  const ended = course((minute) => (minute < 10 ? 0 : undefined));
  const stretches = toStateStretches([plane, ended], Math.min);
  expect(stretches.filter(({ min }) => min === 0).map(({ atMs }) => atMs / minuteMs)).toEqual(
    Array.from({ length: 12 }, (_, minute) => minute),
  );
});

it('counts what one series tells as that series tells it', () => {
  const states = fc.array(fc.constantFrom(0, 1), { minLength: 3, maxLength: 60 });
  fc.assert(
    fc.property(states, fc.integer({ min: 1, max: 7 }), (values, minutes) => {
      const own = course((minute) => (minute % minutes === 0 ? values[minute / minutes] : undefined), 400);
      const alone = Array.from(own.startsAt, (atMs, index) => ({
        atMs,
        min: Number(own.min[index]),
        max: Number(own.max[index]),
      }));
      expect(toStateStretches([own], Math.min)).toEqual(alone);
      // A link that never falls tells of no fall of its own.
      const steady = course(() => 1, 400);
      expect(findTurns(toStateStretches([own, steady], Math.min)).falls.length).toBe(findTurns(alone).falls.length);
    }),
  );
});

it('counts of a word on single moments only when it says down, and of an average every turn', () => {
  const alternating = every(1, 0, (minute) => (minute % 10 < 3 ? 0.5 : 1));
  expect(fallsOf(alternating)).not.toEqual([]);
  expect(fallsOf(toCarrying(alternating))).toEqual([]);
  const down = every(1, 0, (minute) => (minute % 20 < 3 ? 0 : minute % 10 < 3 ? 0.5 : 1));
  expect(fallsOf(plane, toCarrying(down))).toEqual([20, 40, 60].map((minute) => minute * minuteMs));
});
