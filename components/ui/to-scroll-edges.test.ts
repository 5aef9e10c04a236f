import { expect, test } from 'vitest';
import { toScrollEdges } from './to-scroll-edges';

const frame = { clientWidth: 300, scrollWidth: 500 };

test('a frame that holds all of its table hides nothing', () => {
  expect(toScrollEdges({ clientWidth: 300, scrollWidth: 300, scrollLeft: 0 })).toEqual({ left: false, right: false });
});

test('hides columns at the right, on both sides, and at the left as it is scrolled', () => {
  expect(toScrollEdges({ ...frame, scrollLeft: 0 })).toEqual({ left: false, right: true });
  expect(toScrollEdges({ ...frame, scrollLeft: 100 })).toEqual({ left: true, right: true });
  expect(toScrollEdges({ ...frame, scrollLeft: 200 })).toEqual({ left: true, right: false });
});

test('a fraction of a pixel, as zoom leaves it, is no column', () => {
  expect(toScrollEdges({ ...frame, scrollLeft: 199.4 })).toEqual({ left: true, right: false });
  expect(toScrollEdges({ ...frame, scrollLeft: 0.5 })).toEqual({ left: false, right: true });
});
