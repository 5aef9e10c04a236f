'use client';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { mostBars, type StackBucket, type Stacks } from '../prepare/to-stacks';
import { type StackPaint, StackPatterns } from './stack-paint';
import { type StackGeometry, StackMarks, StackParts } from './stack-shapes';

export interface StackChartProps {
  buckets: readonly StackBucket[];
  stacks: Stacks & { axis: readonly number[] };
  /** By series, in the order in which they stand on one another. */
  paints: readonly StackPaint[];
  height: number;
  formatValue: (value: number) => string;
  /** What stands below a bucket. */
  formatBucket: (bucket: number) => string;
  /** What a bucket holds, shown beside the pointer. */
  tell: (bucket: number) => ReactNode;
}

const left = 72;
const right = 16;
const top = 20;
const bottom = 26;
const labelWidth = 72;
const text = { fontSize: 12, fill: 'var(--color-subtle)' } as const;

/** Stacked bars, or areas beyond 45 buckets. Unsettled buckets are hatched; one that is not whole is open at its top. */
export function StackChart({ buckets, stacks, paints, height, formatValue, formatBucket, tell }: StackChartProps) {
  const id = useId();
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
  const pitch = plotWidth / Math.max(1, buckets.length);
  const [lowest, highest] = [Math.min(...stacks.axis), Math.max(...stacks.axis)];
  const geometry: StackGeometry = {
    toX: (bucket) => left + bucket * pitch,
    toY: (value) => top + ((highest - value) / (highest - lowest)) * (height - top - bottom),
    pitch,
    gap: buckets.length > mostBars ? 0 : Math.min(8, pitch * 0.25),
  };
  const { toX, toY } = geometry;
  const labelEvery = Math.max(1, Math.ceil(labelWidth / Math.max(1, pitch)));
  function point(clientX: number) {
    const x = clientX - (frame.current?.getBoundingClientRect().left ?? Number.NaN);
    const bucket = Math.floor((x - left) / pitch);
    setPointed(bucket >= 0 && bucket < buckets.length ? bucket : null);
  }
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
          <StackPatterns id={id} paints={paints} />
          {stacks.axis.map((value) => (
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
          {paints.map((paint) => (
            <StackParts key={paint.key} id={id} paint={paint} stacks={stacks} geometry={geometry} />
          ))}
          {buckets.map((bucket, index) => (
            <g key={bucket.key}>
              <StackMarks id={id} bucket={bucket} index={index} top={stacks.tops[index] ?? null} geometry={geometry} />
              {index % labelEvery === 0 ? (
                <text x={toX(index) + pitch / 2} y={height - 8} textAnchor="middle" {...text}>
                  {formatBucket(index)}
                </text>
              ) : null}
            </g>
          ))}
          {pointed === null ? null : (
            <rect
              x={toX(pointed)}
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
          style={pointed < buckets.length / 2 ? { left: toX(pointed + 1) + 8 } : { right: width - toX(pointed) + 8 }}
        >
          {tell(pointed)}
        </div>
      )}
    </div>
  );
}
