import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumCourses, toStateCourse, toUtilizationCourse } from './link-courses';

const course = fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })), { minLength: 5, maxLength: 5 });

test('a sum is known exactly where all that it is made of is', () => {
  fc.assert(
    fc.property(fc.array(course, { minLength: 1, maxLength: 4 }), (courses) => {
      sumCourses(courses)?.forEach((sum, step) => {
        expect(sum === null).toBe(courses.some((each) => each[step] === null));
      });
    }),
  );
  expect(sumCourses([])).toBeNull();
});

test('utilisation is the busier way’s, and unknown while either way is', () => {
  expect(toUtilizationCourse([10, 40, null], [20, 10, 90], 100)).toEqual([0.2, 0.4, null]);
  expect(toUtilizationCourse([1], null, 100)).toBeNull();
  expect(toUtilizationCourse([1], [1], null)).toBeNull();
});

test('a state is up only where all of it was measured and up', () => {
  const one = { min: [1, 1, 0, 0, null, 1], max: [1, 1, 1, 0, null, 1] };
  const other = { min: [1, null, 1, 0, null, 0.5], max: [1, null, 1, 0, null, 0.5] };
  expect(toStateCourse([[one, other]])).toEqual(['up', 'unknown', 'degraded', 'down', null, 'degraded']);
  expect(toStateCourse([])).toBeNull();
  expect(toStateCourse([[]])).toBeNull();
});

test('a path that is down beside one that is silent is not known as down, for the other may carry', () => {
  const one = { min: [0, 0, 0, null], max: [0, 0, 1, null] };
  const other = { min: [0, null, null, 0], max: [0, null, null, 0] };
  expect(toStateCourse([[one, other]])).toEqual(['down', 'unknown', 'degraded', 'unknown']);
});

test('of two tellers the worse counts, and one that is silent leaves nothing up', () => {
  const one = { min: [1, 0, 0, 1, null], max: [1, 0, 0, 1, null] };
  const other = { min: [1, 1, null, null, null], max: [1, 1, null, null, null] };
  expect(toStateCourse([[one], [other]])).toEqual(['up', 'down', 'down', 'unknown', null]);
  expect(toStateCourse([[one], []])).toEqual(['up', 'down', 'down', 'up', null]);
});

test('a word that comes seldomer than the measurements beside it holds until the next', () => {
  const plane = { min: Array(20).fill(1), max: Array(20).fill(1) };
  const word = (value: number, until: number) => {
    const values = Array.from({ length: 20 }, (_, step) => (step % 5 === 2 && step < until ? value : null));
    return { min: values, max: values };
  };
  expect(toStateCourse([[plane, word(1, 20)]])).toEqual(Array(20).fill('up'));
  expect(toStateCourse([[plane, word(0.5, 20)]])).toEqual(Array(20).fill('degraded'));
  // Not for ever, and not where nothing was measured.
  expect(toStateCourse([[plane, word(1, 8)]])?.slice(-3)).toEqual(['up', 'unknown', 'unknown']);
  const ended = { min: plane.min.map((one, step) => (step < 18 ? one : null)), max: plane.max };
  expect(toStateCourse([[ended, word(1, 20)]])?.slice(-2)).toEqual([null, null]);
});
