import { heatBinCount, toHeatBin } from '../prepare/heat-bins';
import {
  afterName,
  type HeatGlyph,
  type HeatGrid,
  type HeatLine,
  letterWidth,
  type PlacedRow,
  shortenName,
  toVisibleLines,
} from '../prepare/to-heat-grid';
import { type CellBox, findCell, toCellBox } from '../prepare/walk-heat-grid';
import type { HeatPaints } from './heat-paints';

/** The part of a grid that is in view, and what stands out in it. Pixels. */
export interface HeatWindow {
  top: number;
  width: number;
  height: number;
  /** The cell to put a ring around; null for none. */
  marked: number | null;
}

const hatchStep = 4;
const leastOutlined = 6;

/** Paints what is in view of a grid. `fonts` are the canvas's own families: of names, and of headings. */
export function paintHeatGrid(
  context: CanvasRenderingContext2D,
  grid: HeatGrid,
  view: HeatWindow,
  paints: HeatPaints,
  fonts: { mono: string; sans: string },
): void {
  context.save();
  context.fillStyle = paints.surface;
  context.fillRect(0, 0, view.width, view.height);
  context.translate(0, -view.top);
  context.textBaseline = 'middle';
  for (const line of toVisibleLines(grid, view.top, view.height)) {
    if (line.kind === 'rows') for (const placed of line.rows) paintRow(context, grid, placed, paints, fonts.mono);
    else paintHeading(context, line, view.width, paints, fonts.sans);
  }
  const marked = view.marked === null ? null : findCell(grid, view.marked);
  if (marked) ring(context, toCellBox(grid, marked), paints);
  context.restore();
}

function paintHeading(
  context: CanvasRenderingContext2D,
  line: Exclude<HeatLine, { kind: 'rows' }>,
  width: number,
  paints: HeatPaints,
  font: string,
): void {
  const isSection = line.kind === 'section';
  const middle = line.y + line.height / 2 + (isSection ? 3 : 1);
  context.font = `${isSection ? '600 14px' : '500 12px'} ${font}`;
  context.fillStyle = isSection ? paints.text : paints.muted;
  context.fillText(line.title, 0, middle, width * 0.6);
  if (!isSection) return;
  context.font = `400 12px ${font}`;
  context.fillStyle = paints.muted;
  context.textAlign = 'right';
  context.fillText(line.detail, width - 2, middle, width * 0.35);
  context.textAlign = 'left';
}

function paintRow(
  context: CanvasRenderingContext2D,
  grid: HeatGrid,
  placed: PlacedRow,
  paints: HeatPaints,
  font: string,
): void {
  const { row } = placed;
  const room = placed.cellsX - placed.x - afterName;
  context.font = `400 12px ${font}`;
  context.fillStyle = paints.muted;
  context.fillText(
    shortenName(row.name, Math.floor(room / letterWidth)),
    placed.x,
    placed.y + grid.cellHeight / 2 + 0.5,
    room,
  );
  row.values.forEach((value, position) => {
    const box = toCellBox(grid, { placed, position });
    if (value === null) hatch(context, box, paints);
    else fill(context, box, toHeatBin(value), paints);
    const glyph = row.glyphs[position];
    if (glyph) paintGlyph(context, box, glyph, paints);
  });
}

function fill(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: CellBox,
  bin: number,
  paints: HeatPaints,
): void {
  if (paints.isForced) {
    const filled = Math.round((height * (bin + 1)) / heatBinCount);
    context.fillStyle = paints.outline;
    context.fillRect(x, y + height - filled, width, filled);
  } else {
    context.fillStyle = paints.bins[bin] ?? paints.surface;
    context.fillRect(x, y, width, height);
  }
  if (bin === 0 || paints.isForced) outline(context, { x, y, width, height }, paints.outline);
}

function outline(context: CanvasRenderingContext2D, { x, y, width, height }: CellBox, colour: string): void {
  if (width < leastOutlined) {
    // Sides would fill so narrow a cell: its ends alone are drawn.
    context.fillStyle = colour;
    context.fillRect(x, y, width, 1);
    context.fillRect(x, y + height - 1, width, 1);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

/** Diagonal lines: nothing is known here. They run on from cell to cell, so that a hole reads as one. */
function hatch(context: CanvasRenderingContext2D, { x, y, width, height }: CellBox, paints: HeatPaints): void {
  context.strokeStyle = paints.hatch;
  context.lineWidth = 1;
  context.beginPath();
  // Lines x + y = sum, each clipped to the cell.
  for (let sum = Math.ceil((x + y) / hatchStep) * hatchStep; sum <= x + width + y + height; sum += hatchStep) {
    const left = Math.max(x, sum - (y + height));
    const right = Math.min(x + width, sum - y);
    if (right <= left) continue;
    context.moveTo(left, sum - left);
    context.lineTo(right, sum - right);
  }
  context.stroke();
}

const half = Math.PI / 8;

function paintGlyph(context: CanvasRenderingContext2D, box: CellBox, glyph: HeatGlyph, paints: HeatPaints): void {
  const centreX = box.x + box.width / 2;
  const centreY = box.y + box.height / 2;
  const radius = Math.min(box.width, box.height, 14) / 2 - 1;
  context.lineWidth = 1.5;
  if (glyph === 'partial') {
    // The corner cut off: the bucket is not over.
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    context.fillStyle = paints.surface;
    polygon(context, [
      [right, box.y],
      [right, bottom],
      [right - Math.min(box.width, box.height), bottom],
    ]);
    context.fill();
    outline(context, box, paints.outline);
    return;
  }
  context.strokeStyle = paints.surface;
  if (glyph === 'faulted') {
    const corners = Array.from({ length: 8 }, (_, index): [number, number] => [
      centreX + radius * Math.cos(half + (index * Math.PI) / 4),
      centreY + radius * Math.sin(half + (index * Math.PI) / 4),
    ]);
    polygon(context, corners);
    context.fillStyle = paints.faulted;
  } else if (glyph === 'degraded') {
    polygon(context, [
      [centreX, centreY - radius],
      [centreX + radius, centreY + radius * 0.85],
      [centreX - radius, centreY + radius * 0.85],
    ]);
    context.fillStyle = paints.degraded;
  } else {
    context.beginPath();
    context.arc(centreX, centreY, radius * 0.4, 0, Math.PI * 2);
    context.fillStyle = paints.surface;
    context.strokeStyle = paints.hatch;
  }
  context.fill();
  context.stroke();
}

function polygon(context: CanvasRenderingContext2D, corners: ReadonlyArray<readonly [number, number]>): void {
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.closePath();
}

/** The focus ring, set off from whatever colour is beneath it. */
function ring(context: CanvasRenderingContext2D, { x, y, width, height }: CellBox, paints: HeatPaints): void {
  context.lineWidth = 4;
  context.strokeStyle = paints.surface;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
  context.lineWidth = 2;
  context.strokeStyle = paints.focus;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}
