/**
 * What stands on a cell beside its colour. `faulted`: an octagon. `degraded`: a triangle. `unclear`: a ring, of things
 * whose health nobody tells. `partial`: a bucket that is not over.
 */
export type HeatGlyph = 'faulted' | 'degraded' | 'unclear' | 'partial';

/** One named row of cells. */
export interface HeatRow {
  id: string;
  name: string;
  /** A cell each, in percent; null: nobody measured it. */
  values: readonly (number | null)[];
  /** `[i]` stands on the cell of `values[i]`; null for none. */
  glyphs: readonly (HeatGlyph | null)[];
}

/** Rows under one heading, below the heading of their section. */
export interface HeatGroup {
  title: string;
  rows: readonly HeatRow[];
}

export interface HeatSection {
  title: string;
  /** At the right of the heading, e.g. how many there are. */
  detail: string;
  groups: readonly HeatGroup[];
}

/** How large things are, in pixels. */
export interface HeatGeometry {
  /** Of the frame. Nothing can be laid out in one of no width. */
  width: number;
  /** `fill`: cells share the width among the longest row, one row beside nothing. */
  cellWidth: number | 'fill';
  cellHeight: number;
  /** Room for a row's name before its cells, at least: names get what the cells leave over. */
  labelWidth: number;
}

/** A row that has its place. */
export interface PlacedRow {
  row: HeatRow;
  section: HeatSection;
  group: HeatGroup;
  /** Left edge of its name. */
  x: number;
  y: number;
  /** Left edge of its first cell. */
  cellsX: number;
  /** Cells on one line before they break to the next. */
  perLine: number;
  /** The number of its first cell among all cells of the grid. */
  firstCell: number;
}

/** Things on one height. Lines stand in order of `y`. */
export type HeatLine =
  | { kind: 'section'; y: number; height: number; title: string; detail: string }
  | { kind: 'group'; y: number; height: number; title: string }
  | { kind: 'rows'; y: number; height: number; rows: readonly PlacedRow[] };

export interface HeatGrid {
  height: number;
  lines: readonly HeatLine[];
  /** All rows in the order they are walked. */
  rows: readonly PlacedRow[];
  cellCount: number;
  cellHeight: number;
  /** Room for a row's name before its cells. */
  labelWidth: number;
  /** From one cell's left edge to the next one's; need not be whole. */
  pitchX: number;
  /** From one line of cells to the next. */
  pitchY: number;
  /** Room between cells beside each other: none where they are too narrow to spare any. */
  gapX: number;
}

const gap = 1;
const sectionHeight = 32;
const groupHeight = 22;
const betweenRows = 24;
const leastPitch = 2;
/** Below this distance cells touch. */
const leastGappedPitch = 5;
/** Cells on a line before a row breaks, so that a machine of many devices does not leave the frame. */
const mostPerLine = 16;
/** Of the font that names are painted in. */
export const letterWidth = 7.3;
/** Room between a name and its cells. */
export const afterName = 8;
/** Of the width, what names may take beside cells that share it. */
const mostNamesShare = 0.2;

/** Gives every row its place: under its headings, as many rows beside each other as the frame takes. */
export function toHeatGrid(sections: readonly HeatSection[], geometry: HeatGeometry): HeatGrid {
  const longest = Math.max(1, ...sections.flatMap(({ groups }) => groups.map(longestRow)));
  const nameWidth = toNameWidth(sections);
  const { perLine, pitchX, across, labelWidth } = toColumns(longest, nameWidth, geometry);
  const pitchY = geometry.cellHeight + gap;
  const rowWidth = labelWidth + perLine * pitchX;
  const lines: HeatLine[] = [];
  const placed: PlacedRow[] = [];
  let y = 0;
  let cellCount = 0;
  for (const section of sections) {
    lines.push({ kind: 'section', y, height: sectionHeight, title: section.title, detail: section.detail });
    y += sectionHeight;
    for (const group of section.groups) {
      if (group.title !== '') {
        lines.push({ kind: 'group', y, height: groupHeight, title: group.title });
        y += groupHeight;
      }
      for (let start = 0; start < group.rows.length; start += across) {
        const rows = group.rows.slice(start, start + across).map((row, column): PlacedRow => {
          const x = column * (rowWidth + betweenRows);
          const firstCell = cellCount;
          cellCount += row.values.length;
          return { row, section, group, x, y, cellsX: x + labelWidth, perLine, firstCell };
        });
        const breaks = Math.max(1, ...rows.map(({ row }) => Math.ceil(row.values.length / perLine)));
        const height = breaks * pitchY;
        lines.push({ kind: 'rows', y, height, rows });
        placed.push(...rows);
        y += height;
      }
    }
  }
  const gapX = pitchX < leastGappedPitch ? 0 : gap;
  return {
    height: y,
    lines,
    rows: placed,
    cellCount,
    cellHeight: geometry.cellHeight,
    labelWidth,
    pitchX,
    pitchY,
    gapX,
  };
}

/** How tall a grid is with every row whole and on a line of its own. */
export function toPlainHeight(sections: readonly HeatSection[], cellHeight: number): number {
  let height = 0;
  for (const { groups } of sections) {
    height += sectionHeight;
    for (const { title, rows } of groups) height += rows.length * (cellHeight + gap) + (title === '' ? 0 : groupHeight);
  }
  return height;
}

function longestRow({ rows }: HeatGroup): number {
  return rows.reduce((most, { values }) => Math.max(most, values.length), 0);
}

/** What the longest name takes, with the room after it. */
function toNameWidth(sections: readonly HeatSection[]): number {
  let letters = 0;
  for (const { groups } of sections)
    for (const { rows } of groups) for (const { name } of rows) letters = Math.max(letters, name.length);
  return Math.ceil(letters * letterWidth) + afterName;
}

/** How many rows stand beside each other, and how wide their names and cells are. */
function toColumns(longest: number, nameWidth: number, { width, labelWidth: least, cellWidth }: HeatGeometry) {
  if (cellWidth === 'fill') {
    const labelWidth = Math.max(least, Math.min(nameWidth, width * mostNamesShare));
    return { perLine: longest, pitchX: Math.max(leastPitch, (width - labelWidth) / longest), across: 1, labelWidth };
  }
  const pitchX = cellWidth + gap;
  const perLine = Math.min(longest, mostPerLine, Math.max(1, Math.floor((width - least) / pitchX)));
  const cells = perLine * pitchX;
  const across = Math.max(1, Math.floor((width + betweenRows) / (least + cells + betweenRows)));
  const room = Math.floor((width + betweenRows) / across) - betweenRows - cells;
  return { perLine, pitchX, across, labelWidth: Math.max(least, Math.min(nameWidth, room)) };
}

/** The lines that reach into a window of the grid: from the first, to one past the last. */
export function toVisibleLines({ lines }: HeatGrid, top: number, height: number): readonly HeatLine[] {
  return lines.slice(
    firstWhere(lines.length, (index) => lineEnd(lines[index]) > top),
    firstWhere(lines.length, (index) => lineStart(lines[index]) >= top + height),
  );
}

/** Where a line begins; past the end of any grid where there is none. */
export const lineStart = (line: HeatLine | undefined) => line?.y ?? Number.POSITIVE_INFINITY;
const lineEnd = (line: HeatLine | undefined) => (line ? line.y + line.height : Number.POSITIVE_INFINITY);

/** The first index from which on a condition holds that holds for all later ones; `count` when for none. */
export function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A name of at most so many letters, its middle left out: what tells machines apart stands at their names' ends. */
export function shortenName(name: string, letters: number): string {
  if (name.length <= letters) return name;
  const tail = Math.floor((letters - 1) / 2);
  return `${name.slice(0, letters - 1 - tail)}…${name.slice(name.length - tail)}`;
}
