import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heatBinCount, heatBinTitles, toHeatBin } from './heat-bins';
import { type HeatRow, type HeatSection, shortenName, toHeatGrid, toPlainHeight, toVisibleLines } from './to-heat-grid';
import { findCell, hitCell, locateCell, stepCell, toCellBox, toCellPlace } from './walk-heat-grid';

const toRow = (id: string, cells: number): HeatRow => ({
  id,
  name: id,
  values: Array.from({ length: cells }, (_, index) => (index % 3 === 0 ? null : index)),
  glyphs: Array.from({ length: cells }, () => null),
});
const toSection = (title: string, groups: HeatRow[][]): HeatSection => ({
  title,
  detail: '',
  groups: groups.map((rows, index) => ({ title: index === 0 ? '' : `${title}-${index}`, rows })),
});
const geometry = { width: 640, cellWidth: 14, cellHeight: 14, labelWidth: 160 };
const hall = [
  toSection('a', [[toRow('a1', 8), toRow('a2', 8), toRow('a3', 8)]]),
  toSection('b', [[toRow('b1', 20)], [toRow('b2', 4)]]),
];

describe('the bins of a heatmap', () => {
  test('part at 5, 20, 40, 60, 80 and 95 %, an edge belonging to the bin above', () => {
    expect([0, 4.99, 5, 19.9, 20, 40, 60, 79.9, 80, 94.9, 95, 100].map(toHeatBin)).toEqual([
      0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 6,
    ]);
  });

  test('have a title each', () => {
    expect(heatBinTitles).toHaveLength(heatBinCount);
    expect(heatBinTitles[0]).toBe('under 5 %');
    expect(heatBinTitles[1]).toBe('5–20 %');
    expect(heatBinTitles.at(-1)).toBe('95 % and more');
  });
});

describe('the layout of a heatmap', () => {
  test('puts rows beside each other as far as the frame reaches, and breaks long ones', () => {
    const grid = toHeatGrid(hall, geometry);
    expect(grid.rows.map(({ row, x, y }) => [row.id, x, y])).toEqual([
      ['a1', 0, 32],
      ['a2', 0, 47],
      ['a3', 0, 62],
      ['b1', 0, 109],
      ['b2', 0, 161],
    ]);
    const wide = toHeatGrid(hall, { ...geometry, width: 1_300 });
    expect(wide.rows.map(({ x }) => x)).toEqual([0, 424, 848, 0, 0]);
    expect(wide.rows.slice(0, 3).every(({ y }) => y === 32)).toBe(true);
  });

  test('keeps a whole row in a narrow frame', () => {
    const grid = toHeatGrid([toSection('a', [[toRow('a1', 8)]])], { ...geometry, width: 220 });
    expect(grid.rows[0]?.perLine).toBe(4);
    expect(grid.height).toBe(32 + 30);
  });

  test('is as tall as was told before its width was known, where no row breaks or has another beside it', () => {
    expect(toPlainHeight(hall.slice(0, 1), 14)).toBe(toHeatGrid(hall.slice(0, 1), { ...geometry, width: 300 }).height);
    expect(toPlainHeight(hall, 14)).toBe(32 + 3 * 15 + 32 + 15 + 22 + 15);
  });

  test('gives names what the cells leave over, and no more than they take', () => {
    const named = (name: string) => [toSection('a', [[{ ...toRow('a1', 8), name }]])];
    const labelOf = (name: string, width: number) => toHeatGrid(named(name), { ...geometry, width }).labelWidth;
    expect(labelOf('gpu-1', 500)).toBe(160);
    expect(labelOf('x'.repeat(30), 500)).toBe(227);
    expect(labelOf('x'.repeat(90), 500)).toBe(500 - 8 * 15);
    expect(labelOf('x'.repeat(90), 220)).toBe(160);
  });

  test('shares the width among the cells where it is asked to', () => {
    const grid = toHeatGrid([toSection('a', [[toRow('a1', 96), toRow('a2', 96)]])], {
      ...geometry,
      cellWidth: 'fill',
    });
    expect(grid).toMatchObject({ pitchX: 5, gapX: 1 });
    const narrow = toHeatGrid([toSection('a', [[toRow('a1', 200)]])], { ...geometry, cellWidth: 'fill' });
    expect(narrow).toMatchObject({ pitchX: 2.4, gapX: 0 });
    const boxes = [0, 1, 2, 199].map((position) => {
      const [placed] = narrow.rows;
      if (!placed) throw new Error('The row is lost.');
      const { x, width } = toCellBox(narrow, { placed, position });
      return [x - 160, width];
    });
    expect(boxes).toEqual([
      [0, 2],
      [2, 3],
      [5, 2],
      [478, 2],
    ]);
    expect(grid.rows.map(({ x, y }) => [x, y])).toEqual([
      [0, 32],
      [0, 47],
    ]);
  });

  test('tells the lines in view, and no other', () => {
    const grid = toHeatGrid(hall, geometry);
    expect(toVisibleLines(grid, 40, 20).map(({ y }) => y)).toEqual([32, 47]);
    expect(toVisibleLines(grid, 0, 10_000)).toHaveLength(grid.lines.length);
    expect(toVisibleLines(toHeatGrid([], geometry), 0, 100)).toEqual([]);
  });

  test('shortens a name in its middle', () => {
    expect(shortenName('gpu-1', 8)).toBe('gpu-1');
    expect(shortenName('gke-train-pool-7f3a-x2k1', 12)).toBe('gke-tr…-x2k1');
  });
});

const sections = fc.array(
  fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 4 },
);

describe('the cells of a heatmap', () => {
  test('are found again where they are painted, each once', () => {
    fc.assert(
      fc.property(sections, fc.integer({ min: 200, max: 1_600 }), (counts, width) => {
        const grid = toHeatGrid(
          counts.map((groups, index) =>
            toSection(
              `${index}`,
              groups.map((rows) => rows.map((cells, row) => toRow(`${row}`, cells))),
            ),
          ),
          { ...geometry, width },
        );
        for (let cell = 0; cell < grid.cellCount; cell += 1) {
          const found = findCell(grid, cell);
          if (found === null) throw new Error(`Cell ${cell} is lost.`);
          const { x, y, width: across, height } = toCellBox(grid, found);
          expect(hitCell(grid, x + across / 2, y + height / 2)).toBe(cell);
        }
        expect(findCell(grid, grid.cellCount)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('are the same ones after rows have changed their order', () => {
    const [first, second] = [toRow('a', 8), toRow('b', 4)];
    const before = toHeatGrid([toSection('hall', [[first, second]])], geometry);
    const found = findCell(before, 10);
    if (found === null) throw new Error('The cell is lost.');
    const place = toCellPlace(found);
    expect(place).toEqual({ rowId: 'b', position: 2 });
    expect(locateCell(before, place)).toBe(10);
    expect(locateCell(toHeatGrid([toSection('hall', [[second, first]])], geometry), place)).toBe(2);
    expect(locateCell(toHeatGrid([toSection('hall', [[toRow('b', 1)]])], geometry), place)).toBe(0);
    expect(locateCell(toHeatGrid([toSection('hall', [[first]])], geometry), place)).toBe(0);
    expect(locateCell(before, null)).toBe(0);
  });

  test('are not found on names, on headings and beyond the last of a row', () => {
    const grid = toHeatGrid(hall, geometry);
    expect(hitCell(grid, 20, 40)).toBeNull();
    expect(hitCell(grid, 200, 10)).toBeNull();
    expect(hitCell(grid, 160 + 9 * 15, 40)).toBeNull();
  });

  test('are walked with the arrow keys, over headings too', () => {
    const grid = toHeatGrid(hall, geometry);
    expect(stepCell(grid, 0, 'ArrowLeft')).toBe(0);
    expect(stepCell(grid, 7, 'ArrowRight')).toBe(8);
    expect(stepCell(grid, 2, 'ArrowDown')).toBe(10);
    expect(stepCell(grid, 18, 'ArrowDown')).toBe(26);
    expect(stepCell(grid, 26, 'ArrowDown')).toBe(42);
    expect(stepCell(grid, 46, 'ArrowUp')).toBe(42);
    expect(stepCell(grid, 2, 'ArrowUp')).toBe(2);
    expect(stepCell(grid, 10, 'Home')).toBe(8);
    expect(stepCell(grid, 10, 'End')).toBe(15);
    expect(stepCell(grid, 10, 'End', true)).toBe(47);
    expect(stepCell(grid, 0, 'PageDown')).toBe(24);
    expect(stepCell(grid, 30, 'PageUp')).toBe(24);
    expect(stepCell(grid, 0, 'Tab')).toBeNull();
  });
});
