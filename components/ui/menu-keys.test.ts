import { expect, test } from 'vitest';
import { findByName, stepInMenu } from './menu-keys';

test('arrows walk a menu round, Home and End go to its ends', () => {
  expect([stepInMenu('ArrowDown', 2, 3), stepInMenu('ArrowUp', 0, 3), stepInMenu('ArrowDown', -1, 3)]).toEqual([
    0, 2, 0,
  ]);
  expect([stepInMenu('Home', 1, 3), stepInMenu('End', 1, 3), stepInMenu('a', 1, 3)]).toEqual([0, 2, null]);
  expect(stepInMenu('ArrowDown', -1, 0)).toBeNull();
});

test('typing finds the next item of that name', () => {
  const names = ['Theme', 'Times', 'Sign out'];
  expect([findByName('t', -1, names), findByName('t', 0, names), findByName('ti', 0, names)]).toEqual([0, 1, 1]);
  expect([findByName('t', 1, names), findByName('x', 0, names)]).toEqual([0, null]);
});
