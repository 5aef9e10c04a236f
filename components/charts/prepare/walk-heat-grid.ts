import { firstWhere, type HeatGrid, lineStart, type PlacedRow } from './to-heat-grid';

/** One cell of a grid. */
export interface HeatCell {
  placed: PlacedRow;
  /** Its place in the row's `values`. */
  position: number;
}

/** A rectangle of the grid, in pixels from its top left. */
export interface CellBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The cell of that number; null when there is none. */
export function findCell({ rows, cellCount }: HeatGrid, cell: number): HeatCell | null {
  if (cell < 0 || cell >= cellCount) return null;
  const after = firstWhere(rows.length, (index) => (rows[index]?.firstCell ?? cellCount) > cell);
  const placed = rows[after - 1];
  return placed ? { placed, position: cell - placed.firstCell } : null;
}

/** A cell by its row: the same cell also where rows have changed their places. */
export interface CellPlace {
  rowId: string;
  position: number;
}

/** The place of a cell. */
export function toCellPlace({ placed, position }: HeatCell): CellPlace {
  return { rowId: placed.row.id, position };
}

/** The number of the cell at a place, of a row that has become shorter its last. The grid's first where the place or its row is gone. */
export function locateCell({ rows }: HeatGrid, place: CellPlace | null): number {
  const found = place === null ? undefined : rows.find(({ row }) => row.id === place.rowId);
  if (place === null || found === undefined || found.row.values.length === 0) return 0;
  return found.firstCell + Math.min(place.position, found.row.values.length - 1);
}

/** Where a cell is painted. */
export function toCellBox(grid: HeatGrid, { placed, position }: HeatCell): CellBox {
  const column = position % placed.perLine;
  // Edges stand on whole pixels, so that cells of a broken width neither blur nor overlap.
  const left = Math.round(column * grid.pitchX);
  return {
    x: placed.cellsX + left,
    y: placed.y + Math.floor(position / placed.perLine) * grid.pitchY,
    width: Math.round((column + 1) * grid.pitchX) - left - grid.gapX,
    height: grid.cellHeight,
  };
}

/** The number of the cell at a point; null between cells, on names and on headings. */
export function hitCell(grid: HeatGrid, x: number, y: number): number | null {
  const line = grid.lines[firstWhere(grid.lines.length, (index) => lineStart(grid.lines[index]) > y) - 1];
  if (line?.kind !== 'rows') return null;
  const placed = line.rows.findLast((row) => row.cellsX <= x);
  if (!placed) return null;
  const column = Math.floor((x - placed.cellsX) / grid.pitchX);
  const position = Math.floor((y - placed.y) / grid.pitchY) * placed.perLine + column;
  const isCell = column < placed.perLine && position >= 0 && position < placed.row.values.length;
  return isCell ? placed.firstCell + position : null;
}

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function stepCell(grid: HeatGrid, cell: number, key: string, hasControl = false): number | null {
  const last = grid.cellCount - 1;
  if (last < 0) return null;
  const within = (next: number) => Math.min(Math.max(next, 0), last);
  if (key === 'ArrowLeft') return within(cell - 1);
  if (key === 'ArrowRight') return within(cell + 1);
  if (key === 'ArrowUp') return stepLine(grid, cell, -1);
  if (key === 'ArrowDown') return stepLine(grid, cell, 1);
  if (key === 'PageUp') return stepGroup(grid, cell, -1);
  if (key === 'PageDown') return stepGroup(grid, cell, 1);
  if (key === 'Home' || key === 'End') {
    if (hasControl) return key === 'Home' ? 0 : last;
    const found = findCell(grid, cell);
    if (!found) return null;
    const { firstCell, row } = found.placed;
    return key === 'Home' ? firstCell : firstCell + row.values.length - 1;
  }
  return null;
}

/** The nearest cell on the line of cells above or below. */
function stepLine(grid: HeatGrid, cell: number, step: -1 | 1): number {
  const found = findCell(grid, cell);
  if (!found) return cell;
  const { placed, position } = found;
  const inside = position + step * placed.perLine;
  if (inside >= 0 && inside < placed.row.values.length) return placed.firstCell + inside;
  const { x } = toCellBox(grid, found);
  const from = grid.lines.findIndex((line) => line.kind === 'rows' && line.rows.includes(placed));
  for (let index = from + step; index >= 0 && index < grid.lines.length; index += step) {
    const line = grid.lines[index];
    if (line?.kind !== 'rows') continue;
    const target = line.rows.findLast((row) => row.cellsX <= x && row.row.values.length > 0);
    if (target) return nearestIn(grid, target, x, step);
  }
  return cell;
}

function nearestIn(grid: HeatGrid, { row, perLine, cellsX, firstCell }: PlacedRow, x: number, step: -1 | 1): number {
  const count = row.values.length;
  const lineStart = step === 1 ? 0 : Math.floor((count - 1) / perLine) * perLine;
  const column = Math.round((x - cellsX) / grid.pitchX);
  return firstCell + Math.min(lineStart + Math.min(column, perLine - 1), count - 1);
}

/** The first cell of the group before or after. */
function stepGroup({ rows, cellCount }: HeatGrid, cell: number, step: -1 | 1): number {
  const starts = rows.filter((placed, index) => rows[index - 1]?.group !== placed.group).map((row) => row.firstCell);
  const next = step === 1 ? starts.find((start) => start > cell) : starts.findLast((start) => start < cell);
  return next ?? (step === 1 ? Math.max(0, cellCount - 1) : 0);
}
