'use client';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type HeatGeometry, type HeatSection, toHeatGrid, toPlainHeight } from '../prepare/to-heat-grid';
import {
  type CellPlace,
  findCell,
  type HeatCell,
  hitCell,
  locateCell,
  stepCell,
  toCellBox,
  toCellPlace,
} from '../prepare/walk-heat-grid';
import { DragBand } from './drag-band';
import { HeatAxis, type HeatTick } from './heat-axis';
import { inset, useHeatPainter } from './heat-painter';
import { HeatTooltip } from './heat-tooltip';
import { useDrag } from './use-drag';

export interface HeatGridProps {
  /** What the grid is, read aloud. */
  label: string;
  /** How it is walked and opened, read aloud. */
  instructions: string;
  sections: readonly HeatSection[];
  geometry: Omit<HeatGeometry, 'width'>;
  /** The height beyond which the grid scrolls within its frame, in pixels. */
  mostHeight: number;
  /** A cell in words, as the tooltip and a reader tell it. */
  tell: (cell: HeatCell) => { title: string; lines: readonly string[] };
  onOpen: (cell: HeatCell) => void;
  /** What stands over cells, by their place in a row, where rows share one axis. */
  ticks?: readonly HeatTick[];
  /** Cells from one place in a row to another were dragged over; absent where that means nothing. */
  onDrag?: (one: number, other: number) => void;
}

const noTicks: readonly HeatTick[] = [];
const noSections: readonly HeatSection[] = [];

/** A point of the grid, in its own pixels. */
interface Point {
  x: number;
  y: number;
}

/** A heatmap on one canvas that shows what is in view. One tab stop: the arrow keys walk its cells, Enter opens one. */
export function HeatGrid({
  label,
  instructions,
  sections,
  geometry,
  mostHeight,
  tell,
  onOpen,
  ticks = noTicks,
  onDrag,
}: HeatGridProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [current, setCurrent] = useState<CellPlace | null>(null);
  const [pointer, setPointer] = useState<Point | null>(null);
  const [isFocused, setFocused] = useState(false);
  /** The cell whose tooltip was put away. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const { cellWidth, cellHeight, labelWidth } = geometry;
  const grid = useMemo(
    // Rows get their places once the frame is measured, which is before anything is painted.
    () => toHeatGrid(width === 0 ? noSections : sections, { width, cellWidth, cellHeight, labelWidth }),
    [sections, width, cellWidth, cellHeight, labelWidth],
  );
  const tall = width === 0 ? toPlainHeight(sections, cellHeight) : grid.height;
  const height = Math.min(tall + 2 * inset, mostHeight);
  // Rows change their order as they are read again: the cell is found anew by its row.
  const walked = useMemo(() => locateCell(grid, current), [grid, current]);
  const pointed = pointer === null ? null : hitCell(grid, pointer.x, pointer.y);
  const marked = pointed ?? (isFocused ? walked : null);
  const shown = marked === null ? null : findCell(grid, marked);
  const stood = findCell(grid, walked);
  const paint = useHeatPainter(canvas, frame, grid, marked, { width, height });
  const cellsX = inset + grid.labelWidth;
  const toPlace = (x: number) => Math.floor((x - cellsX) / grid.pitchX);
  const { drag, handlers, hasDragged } = useDrag(
    (clientX) => {
      const x = clientX - (canvas.current?.getBoundingClientRect().left ?? Number.NaN);
      return Math.min(Math.max(x, cellsX), inset + width - 1);
    },
    onDrag && ((dragged) => onDrag(toPlace(dragged.from), toPlace(dragged.to))),
  );
  const isTold = shown !== null && marked !== dismissed && drag === null;

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(0, element.clientWidth - 2 * inset));
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);

  useEffect(() => {
    if (!isTold) return;
    const dismiss = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape') setDismissed(marked);
    };
    document.addEventListener('keydown', dismiss);
    return () => document.removeEventListener('keydown', dismiss);
  }, [isTold, marked]);

  function walkTo(cell: number) {
    const found = findCell(grid, cell);
    setPointer(null);
    setDismissed(null);
    if (!found) return;
    setCurrent(toCellPlace(found));
    const element = frame.current;
    if (!element) return;
    const { y, height: tall } = toCellBox(grid, found);
    const margin = inset + tall * 2;
    if (y - margin < element.scrollTop) element.scrollTop = Math.max(0, y - margin);
    const least = y + tall + margin - element.clientHeight + inset;
    if (least > element.scrollTop) element.scrollTop = least;
  }

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && stood) {
      event.preventDefault();
      return onOpen(stood);
    }
    const next = stepCell(grid, walked, event.key, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocused(true);
    walkTo(next);
  }

  function toPoint(event: { clientX: number; clientY: number }): Point | null {
    const box = canvas.current?.getBoundingClientRect();
    const top = frame.current?.scrollTop;
    if (!box || top === undefined) return null;
    return { x: event.clientX - box.left - inset, y: event.clientY - box.top + top - inset };
  }

  /** Draws anew only as the pointer comes to another cell. */
  function pointTo(point: Point | null) {
    const cell = point === null ? null : hitCell(grid, point.x, point.y);
    if (cell === pointed) return;
    setPointer(cell === null ? null : point);
    setDismissed(null);
  }

  const words = isTold ? tell(shown) : null;
  const stoodWords = stood ? tell(stood) : null;
  return (
    <div className="min-w-0">
      <p id={`${id}-keys`} className="sr-only">
        {instructions}
      </p>
      <HeatAxis ticks={ticks} left={cellsX} pitch={grid.pitchX} />
      <div className="relative">
        {/* biome-ignore lint/a11y/useSemanticElements: one canvas stands for thousands of cells */}
        <div
          ref={frame}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-describedby={`${id}-keys`}
          aria-rowcount={grid.rows.length}
          aria-activedescendant={stood ? `${id}-cell` : undefined}
          onKeyDown={handleKey}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onScroll={() => {
            setPointer(null);
            paint();
          }}
          {...handlers}
          onPointerMove={(event) => {
            handlers.onPointerMove(event);
            if (event.pointerType !== 'touch') pointTo(drag === null ? toPoint(event) : null);
          }}
          onPointerLeave={() => pointTo(null)}
          onClick={(event) => {
            if (hasDragged()) return;
            const point = toPoint(event);
            const cell = point === null ? null : hitCell(grid, point.x, point.y);
            const found = cell === null ? null : findCell(grid, cell);
            if (!found) return;
            setCurrent(toCellPlace(found));
            onOpen(found);
          }}
          className="relative overflow-x-hidden overflow-y-auto rounded-control"
          style={{ height, cursor: pointed === null ? undefined : 'pointer' }}
        >
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; the grid around it does */}
          <canvas ref={canvas} aria-hidden="true" className="sticky top-0 block font-mono" />
          <div aria-hidden="true" style={{ height: Math.max(0, grid.height + 2 * inset - height) }} />
          {/* biome-ignore lint/a11y/useSemanticElements: the cell the keyboard stands on, for readers alone */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names it as its active cell */}
          <div role="row" className="sr-only">
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
            <div role="gridcell" id={`${id}-cell`}>
              {stoodWords === null ? 'No cell' : [stoodWords.title, ...stoodWords.lines].join('. ')}
            </div>
          </div>
        </div>
        {drag === null ? null : <DragBand left={Math.min(drag.from, drag.to)} right={Math.max(drag.from, drag.to)} />}
        {isTold && words ? (
          <HeatTooltip box={toCellBox(grid, shown)} frame={frame} inset={inset}>
            <span className="font-medium">{words.title}</span>
            {words.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </HeatTooltip>
        ) : null}
      </div>
    </div>
  );
}
