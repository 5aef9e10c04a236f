'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Where things stand in a plot, in pixels. */
export interface PlotPlaces {
  /** The middle of a step. */
  toX: (step: number) => number;
  toY: (value: number) => number;
  /** From one step to the next. */
  pitch: number;
  left: number;
  width: number;
}

export interface StepPlotProps {
  /** The key of each step. */
  steps: readonly string[];
  /** Whether steps are slots beside one another, or points of which the first and the last stand at the edges. */
  layout: 'slots' | 'points';
  /** The values that lines stand at; the least and the greatest are the plot's bounds. */
  axis: readonly number[];
  height: number;
  /** Whether the pointed step is marked by a line through its middle or over its width. */
  mark: 'line' | 'slot';
  formatValue: (value: number) => string;
  /** What stands below a step. */
  formatStep: (step: number) => string;
  /** What a step holds, shown beside the pointer. */
  tell: (step: number) => ReactNode;
  /** What is drawn over the lines. */
  children: (places: PlotPlaces) => ReactNode;
}

const left = 72;
const right = 16;
const top = 20;
const bottom = 26;
const labelWidth = 72;
const text = { fontSize: 12, fill: 'var(--color-subtle)' } as const;

/** The frame of a chart over steps: as wide as its place, with lines, labels, and what the pointer stands on. */
export function StepPlot(props: StepPlotProps) {
  const { steps, layout, axis, height, mark, formatValue, formatStep, tell, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const plotWidth = Math.max(0, width - left - right);
  const offset = layout === 'slots' ? 0.5 : 0;
  const pitch = plotWidth / Math.max(1, layout === 'slots' ? steps.length : steps.length - 1);
  const [lowest, highest] = [Math.min(...axis), Math.max(...axis)];
  const toX = (step: number) => left + (step + offset) * pitch;
  const toY = (value: number) => top + ((highest - value) / (highest - lowest)) * (height - top - bottom);
  const labelEvery = Math.max(1, Math.ceil(labelWidth / Math.max(1, pitch)));
  function point(clientX: number) {
    const x = clientX - (frame.current?.getBoundingClientRect().left ?? Number.NaN);
    const step = Math.round((x - left) / pitch - offset);
    setPointed(step >= 0 && step < steps.length ? step : null);
  }
  const reach = mark === 'slot' ? pitch / 2 : 0;
  return (
    <div
      ref={frame}
      aria-hidden="true"
      className="relative"
      style={{ height }}
      onPointerMove={({ clientX }) => point(clientX)}
      onPointerLeave={() => setPointed(null)}
    >
      {width === 0 ? null : (
        <svg aria-hidden="true" width={width} height={height} className="block">
          {axis.map((value) => (
            <g key={value}>
              <path
                d={`M${left} ${toY(value)}h${plotWidth}`}
                stroke={value === 0 ? 'var(--color-border-control)' : 'var(--color-border)'}
              />
              <text x={left - 8} y={toY(value) + 4} textAnchor="end" {...text}>
                {formatValue(value)}
              </text>
            </g>
          ))}
          {children({ toX, toY, pitch, left, width: plotWidth })}
          {steps.map((key, step) =>
            step % labelEvery === 0 ? (
              <text
                key={key}
                x={toX(step)}
                y={height - 8}
                textAnchor={step === 0 && layout === 'points' ? 'start' : 'middle'}
                {...text}
              >
                {formatStep(step)}
              </text>
            ) : null,
          )}
          {pointed === null ? null : mark === 'line' ? (
            <path d={`M${toX(pointed)} ${top}V${height - bottom}`} stroke="var(--color-border-control)" />
          ) : (
            <rect
              x={toX(pointed) - reach}
              y={top}
              width={pitch}
              height={height - top - bottom}
              fill="var(--color-muted)"
              fillOpacity="0.12"
            />
          )}
        </svg>
      )}
      {pointed === null ? null : (
        <div
          className="pointer-events-none absolute top-2 z-10 max-w-80 rounded-control border bg-raised px-2 py-1 text-meta text-text shadow-floating"
          style={
            pointed < steps.length / 2
              ? { left: toX(pointed) + reach + 8 }
              : { right: width - toX(pointed) + reach + 8 }
          }
        >
          {tell(pointed)}
        </div>
      )}
    </div>
  );
}
