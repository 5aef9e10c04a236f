'use client';
import type { ReactNode } from 'react';
import type { RangeGeometry, RangeStep, Stretch } from '../prepare/to-range';
import { type PlotPlaces, StepPlot } from './step-plot';

export interface RangeChartProps {
  steps: readonly RangeStep[];
  geometry: RangeGeometry & { axis: readonly number[] };
  height: number;
  formatValue: (value: number) => string;
  /** What stands below a step. */
  formatStep: (step: number) => string;
  /** What a step holds, shown beside the pointer. */
  tell: (step: number) => ReactNode;
}

/** A course against the range in which it was expected: band, dashed middle, line, and rings where it is told of. */
export function RangeChart({ steps, geometry, height, formatValue, formatStep, tell }: RangeChartProps) {
  return (
    <StepPlot
      steps={steps.map(({ key }) => key)}
      layout="slots"
      axis={geometry.axis}
      height={height}
      mark="line"
      formatValue={formatValue}
      formatStep={formatStep}
      tell={tell}
    >
      {(places) => <RangeParts steps={steps} geometry={geometry} places={places} />}
    </StepPlot>
  );
}

interface RangePartsProps extends Pick<RangeChartProps, 'steps' | 'geometry'> {
  places: PlotPlaces;
}

function RangeParts({ steps, geometry, places: { toX, toY } }: RangePartsProps) {
  const toPath = (stretch: Stretch, read: (step: RangeStep) => number | null) =>
    stretch
      .flatMap((index) => {
        const step = steps[index];
        const value = step === undefined ? null : read(step);
        return value === null ? [] : [`${toX(index)} ${toY(value)}`];
      })
      .join('L');
  return (
    <>
      {geometry.range.map((stretch) => (
        <g key={stretch[0]}>
          <path
            d={`M${toPath(stretch, ({ high }) => high)}L${toPath(stretch.toReversed(), ({ low }) => low)}Z`}
            fill="var(--color-accent)"
            fillOpacity="0.14"
            stroke="var(--color-accent)"
            strokeOpacity="0.4"
          />
          <path
            d={`M${toPath(stretch, ({ expected }) => expected)}`}
            fill="none"
            stroke="var(--color-accent)"
            strokeDasharray="4 4"
          />
        </g>
      ))}
      {geometry.actual.map((stretch) => (
        <path
          key={stretch[0]}
          d={`M${toPath(stretch, ({ actual }) => actual)}`}
          fill="none"
          stroke="var(--color-text)"
          strokeWidth="1.5"
        />
      ))}
      {steps.map(({ key, actual, isMarked }, index) => (
        <g key={key}>
          {actual !== null && isMarked ? (
            <circle
              cx={toX(index)}
              cy={toY(actual)}
              r="5"
              fill="none"
              stroke="var(--color-critical-mark)"
              strokeWidth="2"
            />
          ) : null}
          {actual !== null && geometry.actual.some((stretch) => stretch.length === 1 && stretch[0] === index) ? (
            <circle cx={toX(index)} cy={toY(actual)} r="2.5" fill="var(--color-text)" />
          ) : null}
        </g>
      ))}
    </>
  );
}
