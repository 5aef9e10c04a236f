import { heatBinCount } from '../prepare/heat-bins';
import { shortenName } from '../prepare/to-heat-grid';
import {
  blankBin,
  type MatrixCells,
  type MatrixGeometry,
  type MatrixPlace,
  missingBin,
  toVisibleRange,
} from '../prepare/to-matrix';
import type { HeatPaints } from './heat-paints';
import { readableOn } from './readable-on';

/** The part of a matrix that is in view, in pixels, and what stands out in it. */
export interface MatrixView {
  left: number;
  top: number;
  width: number;
  height: number;
  /** The cell to put a ring around, and the one that is open. */
  marked: MatrixPlace | null;
  chosen: MatrixPlace | null;
}

export interface MatrixStyle {
  paints: HeatPaints;
  palette: 'sequential' | 'diverging';
  /** The canvas's own family. */
  font: string;
  /** What a layer has to say on its part of a cell that is wide enough; null: nothing. */
  write: (row: number, column: number, layer: number) => string | null;
}

const gap = 1;
const hatchStep = 4;
const letterWidth = 6.4;
/** From here on a value is written on its cell. */
const writtenFrom = 34;

/** Paints what is in view of a matrix: only cells, rows and columns that can be seen, whatever there is of them. */
export function paintMatrix(
  context: CanvasRenderingContext2D,
  cells: MatrixCells,
  geometry: MatrixGeometry,
  view: MatrixView,
  style: MatrixStyle,
): void {
  const { labelWidth, labelHeight, cellWidth, cellHeight } = geometry;
  const { paints } = style;
  const [firstRow, endRow] = toVisibleRange(cells.rows.length, cellHeight, view.top, view.height - labelHeight);
  const [firstColumn, endColumn] = toVisibleRange(cells.columns.length, cellWidth, view.left, view.width - labelWidth);
  const toX = (column: number) => labelWidth + column * cellWidth - view.left;
  const toY = (row: number) => labelHeight + row * cellHeight - view.top;
  context.fillStyle = paints.surface;
  context.fillRect(0, 0, view.width, view.height);
  context.textBaseline = 'middle';
  context.save();
  context.beginPath();
  context.rect(labelWidth, labelHeight, view.width - labelWidth, view.height - labelHeight);
  context.clip();
  hatchAll(context, paints.hatch, {
    x: toX(firstColumn),
    y: toY(firstRow),
    width: (endColumn - firstColumn) * cellWidth,
    height: (endRow - firstRow) * cellHeight,
  });
  // Lines of the surface part what was hatched as one.
  context.fillStyle = paints.surface;
  for (let column = firstColumn; column <= endColumn; column++)
    context.fillRect(toX(column) - gap, toY(firstRow), gap, (endRow - firstRow) * cellHeight);
  for (let row = firstRow; row <= endRow; row++)
    context.fillRect(toX(firstColumn), toY(row) - gap, (endColumn - firstColumn) * cellWidth, gap);
  context.font = `500 12px ${style.font}`;
  context.textAlign = 'center';
  for (let row = firstRow; row < endRow; row++)
    for (let column = firstColumn; column < endColumn; column++)
      paintCell(context, cells, { row, column }, { x: toX(column), y: toY(row), geometry }, style);
  for (const place of [view.chosen, view.marked])
    if (place !== null) ring(context, toX(place.column), toY(place.row), geometry, paints);
  context.restore();
  paintNames(context, cells, geometry, view, style, { rows: [firstRow, endRow], columns: [firstColumn, endColumn] });
}

function paintCell(
  context: CanvasRenderingContext2D,
  { columns, layers }: MatrixCells,
  { row, column }: MatrixPlace,
  { x, y, geometry: { cellWidth, cellHeight } }: { x: number; y: number; geometry: MatrixGeometry },
  { paints, palette, write }: MatrixStyle,
): void {
  const at = row * columns.length + column;
  let told = 0;
  for (const layer of layers) if ((layer[at] ?? missingBin) >= 0) told += 1;
  const [width, height] = [cellWidth - gap, cellHeight - gap];
  if (told === 0) {
    if (layers[0]?.[at] !== blankBin) return;
    context.fillStyle = paints.surface;
    context.fillRect(x, y, width, height);
    return;
  }
  const colours = palette === 'sequential' ? paints.bins : paints.diverging;
  const part = width / told;
  let place = 0;
  for (const [index, layer] of layers.entries()) {
    const bin = layer[at] ?? missingBin;
    if (bin < 0) continue;
    const left = x + Math.round(place * part);
    const wide = x + Math.round((place + 1) * part) - left - (place < told - 1 ? gap : 0);
    context.fillStyle = paints.surface;
    context.fillRect(left, y, wide + gap, height);
    const colour = colours[bin] ?? paints.surface;
    if (paints.isForced) {
      const filled = Math.round((height * (bin + 1)) / heatBinCount);
      context.fillStyle = paints.outline;
      context.fillRect(left, y + height - filled, wide, filled);
    } else {
      context.fillStyle = colour;
      context.fillRect(left, y, wide, height);
    }
    if (paints.isForced || bin === 0 || (palette === 'diverging' && bin === 3)) {
      context.strokeStyle = paints.outline;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, y + 0.5, wide - 1, height - 1);
    }
    if (wide >= writtenFrom && !paints.isForced) {
      const text = write(row, column, index);
      if (text !== null) {
        context.fillStyle = readableOn(colour, paints.text, paints.surface);
        context.fillText(text, left + wide / 2, y + height / 2 + 0.5, wide - 4);
      }
    }
    place += 1;
  }
}

/** Diagonal lines over all that is in view at once: nothing is known there, unless a cell says otherwise. */
function hatchAll(
  context: CanvasRenderingContext2D,
  colour: string,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  if (width <= 0 || height <= 0) return;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  for (let sum = Math.ceil((x + y) / hatchStep) * hatchStep; sum <= x + width + y + height; sum += hatchStep) {
    context.moveTo(sum - y, y);
    context.lineTo(sum - (y + height), y + height);
  }
  context.stroke();
  context.restore();
}

interface VisibleLines {
  rows: readonly [number, number];
  columns: readonly [number, number];
}

function paintNames(
  context: CanvasRenderingContext2D,
  { rows, columns }: MatrixCells,
  { labelWidth, labelHeight, cellWidth, cellHeight, isUpright }: MatrixGeometry,
  view: MatrixView,
  { paints, font }: MatrixStyle,
  visible: VisibleLines,
): void {
  const stand = view.marked ?? view.chosen;
  const lettersAcross = Math.floor((labelWidth - 8) / letterWidth);
  context.save();
  context.beginPath();
  context.rect(0, labelHeight, labelWidth, view.height - labelHeight);
  context.clip();
  context.textAlign = 'right';
  for (let row = visible.rows[0]; row < visible.rows[1]; row++) {
    const isMarked = row === stand?.row;
    context.font = `${isMarked ? 600 : 400} 12px ${font}`;
    context.fillStyle = isMarked ? paints.text : paints.muted;
    const y = labelHeight + (row + 0.5) * cellHeight - view.top;
    context.fillText(shortenName(rows[row]?.name ?? '', lettersAcross), labelWidth - 6, y, labelWidth - 8);
  }
  context.restore();
  context.save();
  context.beginPath();
  context.rect(labelWidth, 0, view.width - labelWidth, labelHeight);
  context.clip();
  const room = isUpright ? labelHeight - 8 : cellWidth - 4;
  const letters = Math.floor(room / letterWidth);
  for (let column = visible.columns[0]; column < visible.columns[1]; column++) {
    const isMarked = column === stand?.column;
    context.font = `${isMarked ? 600 : 400} 12px ${font}`;
    context.fillStyle = isMarked ? paints.text : paints.muted;
    const x = labelWidth + (column + 0.5) * cellWidth - view.left;
    const name = shortenName(columns[column]?.name ?? '', letters);
    if (!isUpright) {
      context.textAlign = 'center';
      context.fillText(name, x, labelHeight / 2, room);
      continue;
    }
    context.save();
    context.translate(x, labelHeight - 6);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'left';
    context.fillText(name, 0, 0, room);
    context.restore();
  }
  context.restore();
}

/** The focus ring, set off from whatever colour is beneath it. */
function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { cellWidth, cellHeight }: MatrixGeometry,
  paints: HeatPaints,
): void {
  const [width, height] = [cellWidth - gap, cellHeight - gap];
  context.lineWidth = 4;
  context.strokeStyle = paints.surface;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
  context.lineWidth = 2;
  context.strokeStyle = paints.focus;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}
