import { firstWhere } from './to-heat-grid';

/** A row or a column, and what it is called. */
export interface MatrixLine {
  id: string;
  name: string;
}

/** No cell there: the diagonal. Below it: nothing is known. */
export const blankBin = -2;
export const missingBin = -1;

/**
 * What a matrix shows: row by row, a bin of each cell, from 0 to 6. Each layer is what one source says: of a cell that
 * several tell of, each has its part, side by side.
 */
export interface MatrixCells {
  rows: readonly MatrixLine[];
  columns: readonly MatrixLine[];
  layers: readonly Int8Array[];
}

/** How large things are, in pixels. */
export interface MatrixGeometry {
  /** Room for the names of rows, and over the columns for theirs. */
  labelWidth: number;
  labelHeight: number;
  cellWidth: number;
  cellHeight: number;
  /** All of it, with the names. */
  width: number;
  height: number;
  /** Names of columns stand upright above narrow ones. */
  isUpright: boolean;
}

const letterWidth = 6.8;
const afterName = 8;
const mostLabel = 168;
const narrow = { label: 112, below: 560 };
const least = { width: 12, height: 13 };
const most = { width: 96, height: 32 };
/** From here on a column's name fits over it lying. */
const lyingFrom = 72;

/** The place of everything in a frame of a width: cells as large as it takes, and as small as can be pointed at. */
export function toMatrixGeometry(
  { rows, columns }: Pick<MatrixCells, 'rows' | 'columns'>,
  width: number,
): MatrixGeometry {
  const longest = (lines: readonly MatrixLine[]) =>
    lines.reduce((letters, { name }) => Math.max(letters, name.length), 1) * letterWidth + afterName;
  const labelWidth = Math.ceil(Math.min(width < narrow.below ? narrow.label : mostLabel, longest(rows)));
  const room = Math.floor((width - labelWidth) / Math.max(1, columns.length));
  const cellWidth = Math.min(most.width, Math.max(least.width, room));
  const cellHeight = cellWidth >= 40 ? most.height : Math.max(least.height, Math.min(cellWidth, most.height));
  const isUpright = cellWidth < lyingFrom;
  const labelHeight = isUpright ? Math.ceil(Math.min(mostLabel - 40, longest(columns))) : 24;
  return {
    labelWidth,
    labelHeight,
    cellWidth,
    cellHeight,
    isUpright,
    width: labelWidth + columns.length * cellWidth,
    height: labelHeight + rows.length * cellHeight,
  };
}

/** A cell by its row and column, counted from 0. */
export interface MatrixPlace {
  row: number;
  column: number;
}

/** Rows or columns that reach into a window: from the first, to one past the last. */
export function toVisibleRange(count: number, size: number, start: number, room: number): [first: number, end: number] {
  const first = Math.min(count, Math.max(0, Math.floor(start / size)));
  return [first, firstWhere(count, (index) => index * size >= start + room)];
}

/** The cell at a point of the frame, which is scrolled by so much; null on names, and beyond the last. */
export function hitMatrix(
  { rows, columns }: Pick<MatrixCells, 'rows' | 'columns'>,
  { labelWidth, labelHeight, cellWidth, cellHeight }: MatrixGeometry,
  point: { x: number; y: number },
  scrolled: { left: number; top: number },
): MatrixPlace | null {
  if (point.x < labelWidth || point.y < labelHeight) return null;
  const column = Math.floor((point.x + scrolled.left - labelWidth) / cellWidth);
  const row = Math.floor((point.y + scrolled.top - labelHeight) / cellHeight);
  return column < columns.length && row < rows.length ? { row, column } : null;
}

const pageRows = 10;

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function stepMatrix(
  { rows, columns }: Pick<MatrixCells, 'rows' | 'columns'>,
  { row, column }: MatrixPlace,
  key: string,
  hasControl: boolean,
): MatrixPlace | null {
  const [lastRow, lastColumn] = [rows.length - 1, columns.length - 1];
  if (lastRow < 0 || lastColumn < 0) return null;
  const within = (next: MatrixPlace): MatrixPlace => ({
    row: Math.min(Math.max(next.row, 0), lastRow),
    column: Math.min(Math.max(next.column, 0), lastColumn),
  });
  switch (key) {
    case 'ArrowLeft':
      return within({ row, column: column - 1 });
    case 'ArrowRight':
      return within({ row, column: column + 1 });
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'PageUp':
      return within({ row: row - pageRows, column });
    case 'PageDown':
      return within({ row: row + pageRows, column });
    case 'Home':
      return hasControl ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return hasControl ? { row: lastRow, column: lastColumn } : { row, column: lastColumn };
    default:
      return null;
  }
}
