import { expect, test } from 'vitest';
import { readableOn } from './readable-on';

const [dark, bright] = ['rgb(20, 23, 29)', 'rgb(255, 255, 255)'];

test.each([
  ['rgb(222, 242, 254)', dark],
  ['rgb(51, 143, 233)', dark],
  ['rgb(47, 108, 192)', bright],
  ['rgb(39, 51, 88)', bright],
])('on %s reads %s', (ground, expected) => {
  expect(readableOn(ground, dark, bright)).toBe(expected);
  expect(readableOn(ground, bright, dark)).toBe(expected);
});
