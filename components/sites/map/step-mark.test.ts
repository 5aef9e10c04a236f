import { expect, test } from 'vitest';
import { stepMark } from './step-mark';

const marks = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 4, y: 9 },
  { x: 30, y: 0 },
];

test('an arrow leads to the nearest mark within its quarter', () => {
  expect(stepMark(marks, 0, 'ArrowRight')).toBe(1);
  expect(stepMark(marks, 1, 'ArrowRight')).toBe(3);
  expect(stepMark(marks, 0, 'ArrowDown')).toBe(2);
  expect(stepMark(marks, 3, 'ArrowLeft')).toBe(1);
});

test('an arrow leads nowhere where nothing lies that way', () => {
  expect(stepMark(marks, 0, 'ArrowLeft')).toBeNull();
  expect(stepMark(marks, 0, 'ArrowUp')).toBeNull();
  expect(stepMark([], 0, 'ArrowUp')).toBeNull();
  expect(stepMark(marks, 0, 'a')).toBeNull();
});

test('Home and End lead to the first and the last', () => {
  expect(stepMark(marks, 2, 'Home')).toBe(0);
  expect(stepMark(marks, 2, 'End')).toBe(3);
});
