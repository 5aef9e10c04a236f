import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hitMatrix, stepMatrix, toMatrixGeometry, toVisibleRange } from './to-matrix';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, name: `site-${index}` }));

test('the cell under a point is the one that is painted there, however far it is scrolled', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 320, max: 2000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, width, across, down) => {
        const cells = { rows: lines(count), columns: lines(count) };
        const geometry = toMatrixGeometry(cells, width);
        const place = {
          row: Math.min(count - 1, Math.floor(down * count)),
          column: Math.min(count - 1, Math.floor(across * count)),
        };
        const left = place.column * geometry.cellWidth;
        const top = place.row * geometry.cellHeight;
        const point = { x: geometry.labelWidth + 1, y: geometry.labelHeight + 1 };
        expect(hitMatrix(cells, geometry, point, { left, top })).toEqual(place);
        expect(hitMatrix(cells, geometry, { ...point, x: 3 }, { left, top })).toBeNull();
      },
    ),
  );
});

test('what is in view is all of it and little more', () => {
  expect(toVisibleRange(1000, 13, 0, 260)).toEqual([0, 20]);
  expect(toVisibleRange(1000, 13, 7, 260)).toEqual([0, 21]);
  expect(toVisibleRange(1000, 13, 12_900, 260)).toEqual([992, 1000]);
  expect(toVisibleRange(3, 13, 0, 260)).toEqual([0, 3]);
});

test('keys walk to neighbours and to the ends, and never beyond', () => {
  const cells = { rows: lines(20), columns: lines(5) };
  const from = { row: 0, column: 4 };
  expect(stepMatrix(cells, from, 'ArrowRight', false)).toEqual(from);
  expect(stepMatrix(cells, from, 'ArrowDown', false)).toEqual({ row: 1, column: 4 });
  expect(stepMatrix(cells, from, 'PageDown', false)).toEqual({ row: 10, column: 4 });
  expect(stepMatrix(cells, from, 'Home', false)).toEqual({ row: 0, column: 0 });
  expect(stepMatrix(cells, from, 'End', true)).toEqual({ row: 19, column: 4 });
  expect(stepMatrix(cells, from, 'x', false)).toBeNull();
  expect(stepMatrix({ rows: [], columns: [] }, from, 'ArrowDown', false)).toBeNull();
});
