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
import { type HeatGeometry, type HeatSection, toHeatGrid } from '../prepare/to-heat-grid';
import { findCell, type HeatCell, hitCell, stepCell, toCellBox } from '../prepare/walk-heat-grid';
import { type HeatPaints, readPaints, useThemeVersion } from './heat-paints';
import { HeatTooltip } from './heat-tooltip';
import { paintHeatGrid } from './paint-heat-grid';

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
}

/** A label of the axis over a grid. */
export interface HeatTick {
  position: number;
  label: string;
}

const noTicks: readonly HeatTick[] = [];

/** Room around the grid for the ring of the cell in focus. */
const inset = 4;

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
}: HeatGridProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [current, setCurrent] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  const [isFocused, setFocused] = useState(false);
  const { cellWidth, cellHeight, labelWidth } = geometry;
  const grid = useMemo(
    () => toHeatGrid(sections, { width, cellWidth, cellHeight, labelWidth }),
    [sections, width, cellWidth, cellHeight, labelWidth],
  );
  const height = Math.min(grid.height + 2 * inset, mostHeight);
  const walked = Math.min(current, Math.max(0, grid.cellCount - 1));
  const marked = pointed ?? (isFocused ? walked : null);
  const shown = marked === null ? null : findCell(grid, marked);
  const stood = findCell(grid, walked);
  const paint = usePainter(canvas, frame, grid, marked, { width, height });

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(0, element.clientWidth - 2 * inset));
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, []);

  function walkTo(cell: number) {
    setCurrent(cell);
    setPointed(null);
    const found = findCell(grid, cell);
    const element = frame.current;
    if (!found || !element) return;
    const { y, height: tall } = toCellBox(grid, found);
    const margin = inset + tall * 2;
    if (y - margin < element.scrollTop) element.scrollTop = Math.max(0, y - margin);
    const least = y + tall + margin - element.clientHeight + inset;
    if (least > element.scrollTop) element.scrollTop = least;
  }

  function handleKey(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Escape') return setFocused(false);
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

  function toCell(event: { clientX: number; clientY: number }): number | null {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return null;
    const top = frame.current?.scrollTop;
    return top === undefined
      ? null
      : hitCell(grid, event.clientX - box.left - inset, event.clientY - box.top + top - inset);
  }

  const words = shown ? tell(shown) : null;
  const stoodWords = stood ? tell(stood) : null;
  return (
    <div className="min-w-0">
      <p id={`${id}-keys`} className="sr-only">
        {instructions}
      </p>
      {ticks.length === 0 ? null : (
        <div aria-hidden="true" className="relative h-5 overflow-hidden text-meta text-subtle">
          {ticks.map(({ position, label: words }) => (
            <span
              key={position}
              className="absolute top-0 whitespace-nowrap border-l pl-1"
              style={{ left: inset + labelWidth + position * grid.pitchX }}
            >
              {words}
            </span>
          ))}
        </div>
      )}
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
            setPointed(null);
            paint();
          }}
          onPointerMove={(event) => {
            if (event.pointerType !== 'touch') setPointed(toCell(event));
          }}
          onPointerLeave={() => setPointed(null)}
          onClick={(event) => {
            const cell = toCell(event);
            const found = cell === null ? null : findCell(grid, cell);
            if (cell === null || !found) return;
            setCurrent(cell);
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
        {shown && words ? (
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

interface Viewed {
  width: number;
  height: number;
}

/** Paints after every change, and on demand once a frame. */
function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: RefObject<HTMLDivElement | null>,
  grid: ReturnType<typeof toHeatGrid>,
  marked: number | null,
  { width, height }: Viewed,
): () => void {
  const theme = useThemeVersion();
  const waiting = useRef<number | null>(null);
  const paints = useRef<HeatPaints | null>(null);
  const latest = useRef<() => void>(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every theme has paints of its own
  useLayoutEffect(() => {
    paints.current = readPaints();
  }, [theme]);
  useLayoutEffect(() => {
    latest.current = () => {
      const element = canvas.current;
      const context = element?.getContext('2d', { alpha: false });
      const top = frame.current?.scrollTop;
      if (!element || !context || !paints.current || top === undefined || width === 0) return;
      const density = window.devicePixelRatio || 1;
      const across = width + 2 * inset;
      const size = { width: Math.round(across * density), height: Math.round(height * density) };
      if (element.width !== size.width || element.height !== size.height) {
        element.width = size.width;
        element.height = size.height;
        element.style.width = `${across}px`;
        element.style.height = `${height}px`;
      }
      context.setTransform(density, 0, 0, density, 0, 0);
      context.fillStyle = paints.current.surface;
      context.fillRect(0, 0, across, height);
      context.translate(inset, 0);
      const style = getComputedStyle(element);
      const fonts = { mono: style.fontFamily, sans: getComputedStyle(document.body).fontFamily };
      paintHeatGrid(context, grid, { top: top - inset, width, height, marked }, paints.current, fonts);
    };
    latest.current();
  });
  useEffect(() => {
    void document.fonts.ready.then(() => latest.current());
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
