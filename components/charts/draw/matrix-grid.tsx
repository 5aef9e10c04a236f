'use client';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import {
  hitMatrix,
  type MatrixCells,
  type MatrixGeometry,
  type MatrixPlace,
  stepMatrix,
  toMatrixGeometry,
} from '../prepare/to-matrix';
import { type HeatPaints, readPaints, useThemeVersion } from './heat-paints';
import { HeatTooltip } from './heat-tooltip';
import { type MatrixStyle, paintMatrix } from './paint-matrix';

export interface MatrixGridProps {
  /** What the matrix is, read aloud. */
  label: string;
  /** How it is walked and opened, read aloud. */
  instructions: string;
  cells: MatrixCells;
  palette: MatrixStyle['palette'];
  write: MatrixStyle['write'];
  /** The height beyond which it scrolls within its frame, in pixels. */
  mostHeight: number;
  /** A cell in words, as the tooltip and a reader tell it. */
  tell: (place: MatrixPlace) => { title: string; lines: readonly string[] };
  onOpen: (place: MatrixPlace) => void;
  /** The cell that is open; null: none is. */
  chosen: MatrixPlace | null;
}

/** A matrix on one canvas that shows what is in view. One tab stop: the arrow keys walk its cells, Enter opens one. */
export function MatrixGrid({
  label,
  instructions,
  cells,
  palette,
  write,
  mostHeight,
  tell,
  onOpen,
  chosen,
}: MatrixGridProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [walked, setWalked] = useState<MatrixPlace | null>(null);
  const [pointed, setPointed] = useState<MatrixPlace | null>(null);
  const [isFocused, setFocused] = useState(false);
  const [isDismissed, setDismissed] = useState(false);
  const geometry = useMemo(() => toMatrixGeometry(cells, size.width), [cells, size.width]);
  const height = Math.min(geometry.height + 2, mostHeight);
  const stood = toWithin(cells, walked ?? chosen ?? { row: 0, column: 0 });
  const marked = toWithin(cells, pointed) ?? (isFocused ? stood : null);
  const paint = usePainter(canvas, frame, {
    cells,
    geometry,
    height,
    width: size.width,
    palette,
    write,
    marked,
    chosen,
  });
  const shown = marked === null || isDismissed ? null : tell(marked);
  const stoodWords = stood === null ? null : tell(stood);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);

  useEffect(() => {
    if (marked === null) return;
    const dismiss = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape') setDismissed(true);
    };
    document.addEventListener('keydown', dismiss);
    return () => document.removeEventListener('keydown', dismiss);
  }, [marked]);

  function toPlace({ clientX, clientY }: { clientX: number; clientY: number }): MatrixPlace | null {
    const element = frame.current;
    if (!element) return null;
    const box = element.getBoundingClientRect();
    const point = { x: clientX - box.left, y: clientY - box.top };
    return hitMatrix(cells, geometry, point, { left: element.scrollLeft, top: element.scrollTop });
  }

  function pointTo(place: MatrixPlace | null) {
    if (isSame(place, pointed)) return;
    setPointed(place);
    setDismissed(false);
  }

  function walkTo(place: MatrixPlace) {
    setPointed(null);
    setDismissed(false);
    setWalked(place);
    const element = frame.current;
    if (element) bringIntoView(element, geometry, place);
  }

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.metaKey || stood === null) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      return onOpen(stood);
    }
    const next = stepMatrix(cells, stood, event.key, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    setFocused(true);
    walkTo(next);
  }

  return (
    <div className="relative min-w-0">
      <p id={`${id}-keys`} className="sr-only">
        {instructions}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: one canvas stands for up to a million cells */}
      <div
        ref={frame}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${id}-keys`}
        aria-rowcount={cells.rows.length}
        aria-colcount={cells.columns.length}
        aria-activedescendant={stood === null ? undefined : `${id}-cell`}
        onKeyDown={handleKey}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onScroll={() => {
          if (pointed !== null) setPointed(null);
          paint();
        }}
        onPointerMove={(event) => {
          if (event.pointerType !== 'touch') pointTo(toPlace(event));
        }}
        onPointerLeave={() => pointTo(null)}
        onClick={(event) => {
          const place = toPlace(event);
          if (place === null) return;
          setWalked(place);
          onOpen(place);
        }}
        className="relative overflow-auto rounded-control"
        style={{ height, cursor: pointed === null ? undefined : 'pointer' }}
      >
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; the grid around it does */}
        <canvas ref={canvas} aria-hidden="true" className="sticky top-0 left-0 block" />
        <div
          aria-hidden="true"
          style={{
            width: geometry.width > size.width ? geometry.width : 1,
            height: Math.max(0, geometry.height - size.height),
          }}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: the cell the keyboard stands on, for readers alone */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names it as its active cell */}
        <div role="row" aria-rowindex={stood === null ? undefined : stood.row + 1} className="sr-only">
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <div role="gridcell" id={`${id}-cell`} aria-colindex={stood === null ? undefined : stood.column + 1}>
            {stoodWords === null ? 'No cell' : [stoodWords.title, ...stoodWords.lines].join('. ')}
          </div>
        </div>
      </div>
      {shown === null || marked === null ? null : (
        <HeatTooltip box={toBox(frame.current, geometry, marked)} frame={frame} inset={0}>
          <span className="font-medium">{shown.title}</span>
          {shown.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </HeatTooltip>
      )}
    </div>
  );
}

/** A place that is there still; null where the matrix has become smaller, or there is none. */
function toWithin({ rows, columns }: MatrixCells, place: MatrixPlace | null): MatrixPlace | null {
  return place !== null && place.row < rows.length && place.column < columns.length ? place : null;
}

function isSame(one: MatrixPlace | null, other: MatrixPlace | null): boolean {
  return one?.row === other?.row && one?.column === other?.column;
}

/** Where a cell stands in the frame's own height; across, where it is seen. */
function toBox(element: HTMLElement | null, geometry: MatrixGeometry, { row, column }: MatrixPlace) {
  const { labelWidth, labelHeight, cellWidth, cellHeight } = geometry;
  return {
    x: labelWidth + column * cellWidth - (element?.scrollLeft ?? Number.NaN),
    y: labelHeight + row * cellHeight,
    width: cellWidth,
    height: cellHeight,
  };
}

function bringIntoView(element: HTMLElement, geometry: MatrixGeometry, { row, column }: MatrixPlace): void {
  const { labelWidth, labelHeight, cellWidth, cellHeight } = geometry;
  const [x, y] = [column * cellWidth, row * cellHeight];
  const [roomX, roomY] = [element.clientWidth - labelWidth, element.clientHeight - labelHeight];
  if (x < element.scrollLeft) element.scrollLeft = x;
  else if (x + cellWidth > element.scrollLeft + roomX) element.scrollLeft = x + cellWidth - roomX;
  if (y < element.scrollTop) element.scrollTop = y;
  else if (y + cellHeight > element.scrollTop + roomY) element.scrollTop = y + cellHeight - roomY;
}

interface Painted extends Pick<MatrixStyle, 'palette' | 'write'> {
  cells: MatrixCells;
  geometry: MatrixGeometry;
  width: number;
  height: number;
  marked: MatrixPlace | null;
  chosen: MatrixPlace | null;
}

/** Paints after every change. Gives a way to paint again on demand, once a frame. */
function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: RefObject<HTMLDivElement | null>,
  painted: Painted,
): () => void {
  const theme = useThemeVersion();
  const paints = useRef<HeatPaints | null>(null);
  const waiting = useRef<number | null>(null);
  const latest = useRef<() => void>(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every theme has paints of its own
  useLayoutEffect(() => {
    paints.current = readPaints();
  }, [theme]);
  useLayoutEffect(() => {
    latest.current = () => {
      const element = canvas.current;
      const outer = frame.current;
      const context = element?.getContext('2d', { alpha: false });
      if (!element || !outer || !context || !paints.current || painted.width === 0) return;
      const { cells, geometry, palette, write, marked, chosen } = painted;
      const [width, height] = [outer.clientWidth, Math.min(outer.clientHeight, painted.height)];
      const density = window.devicePixelRatio || 1;
      const size = { width: Math.round(width * density), height: Math.round(height * density) };
      if (element.width !== size.width || element.height !== size.height) {
        element.width = size.width;
        element.height = size.height;
        element.style.width = `${width}px`;
        element.style.height = `${height}px`;
      }
      context.setTransform(density, 0, 0, density, 0, 0);
      const font = getComputedStyle(document.body).fontFamily;
      const view = { left: outer.scrollLeft, top: outer.scrollTop, width, height, marked, chosen };
      paintMatrix(context, cells, geometry, view, { paints: paints.current, palette, font, write });
    };
    latest.current();
  });
  useEffect(() => {
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(() => latest.current());
    return () => {
      if (waiting.current !== null) cancelAnimationFrame(waiting.current);
    };
  }, []);
  return () => {
    if (waiting.current !== null) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = null;
      latest.current();
    });
  };
}
