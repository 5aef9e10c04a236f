'use client';
import { type ReactNode, useId } from 'react';
import { mostBars, type StackBucket, type Stacks } from '../prepare/to-stacks';
import { type StackPaint, StackPatterns } from './stack-paint';
import { StackMarks, StackParts } from './stack-shapes';
import { StepPlot } from './step-plot';

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

/** Stacked bars, or areas beyond 45 buckets. Unsettled buckets are hatched; one that is not whole is open at its top. */
export function StackChart({ buckets, stacks, paints, height, formatValue, formatBucket, tell }: StackChartProps) {
  const id = useId();
  return (
    <StepPlot
      steps={buckets.map(({ key }) => key)}
      layout="slots"
      axis={stacks.axis}
      height={height}
      mark="slot"
      formatValue={formatValue}
      formatStep={formatBucket}
      tell={tell}
    >
      {({ toX, toY, pitch }) => {
        const gap = buckets.length > mostBars ? 0 : Math.min(8, pitch * 0.25);
        const geometry = { toX: (bucket: number) => toX(bucket) - pitch / 2, toY, pitch, gap };
        return (
          <>
            <StackPatterns id={id} paints={paints} />
            {paints.map((paint) => (
              <StackParts key={paint.key} id={id} paint={paint} stacks={stacks} geometry={geometry} />
            ))}
            {buckets.map((bucket, index) => (
              <StackMarks
                key={bucket.key}
                id={id}
                bucket={bucket}
                index={index}
                top={stacks.tops[index] ?? null}
                geometry={geometry}
              />
            ))}
          </>
        );
      }}
    </StepPlot>
  );
}
