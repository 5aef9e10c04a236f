'use client';
import type { ReactNode } from 'react';
import type { ForecastChartData, ForecastPoint, Stretch } from '../prepare/to-forecast-chart';
import { StepPlot } from './step-plot';

export interface ForecastChartProps {
  points: readonly ForecastPoint[];
  data: ForecastChartData & { axis: readonly number[] };
  /** A line across and what stands beside it; null: none. */
  limit: { value: number; label: string } | null;
  height: number;
  formatValue: (value: number) => string;
  /** What stands below a point. */
  formatPoint: (place: number) => string;
  /** What a point holds, shown beside the pointer. */
  tell: (place: number) => ReactNode;
}

/** A running sum: told, solid; a floor, dotted; forecast, dashed within its bands; and a limit across. */
export function ForecastChart({ points, data, limit, height, formatValue, formatPoint, tell }: ForecastChartProps) {
  return (
    <StepPlot
      steps={points.map(({ key }) => key)}
      layout="points"
      axis={data.axis}
      height={height}
      mark="line"
      formatValue={formatValue}
      formatStep={formatPoint}
      tell={tell}
    >
      {({ toX, toY, left, width }) => {
        const line = (stretches: readonly Stretch[], read: (one: ForecastPoint) => number | null, dash?: string) => (
          <Lines points={points} stretches={stretches} read={read} toX={toX} toY={toY} dash={dash} />
        );
        return (
          <>
            <Bands points={points} stretches={data.most} read={({ most }) => most} toX={toX} toY={toY} opacity={0.16} />
            <Bands points={points} stretches={data.half} read={({ half }) => half} toX={toX} toY={toY} opacity={0.24} />
            {limit === null ? null : (
              <>
                <path d={`M${left} ${toY(limit.value)}h${width}`} stroke="var(--color-critical)" strokeWidth="1.5" />
                <text x={left + 4} y={toY(limit.value) - 5} fontSize={12} fill="var(--color-critical)">
                  {limit.label}
                </text>
              </>
            )}
            {line(data.forecast, ({ forecast }) => forecast, '6 4')}
            {line(data.whole, ({ told }) => told)}
            {line(data.floor, ({ told }) => told, '1 3')}
          </>
        );
      }}
    </StepPlot>
  );
}

interface DrawnProps<T> {
  points: readonly ForecastPoint[];
  stretches: readonly Stretch[];
  read: (point: ForecastPoint) => T | null;
  toX: (place: number) => number;
  toY: (value: number) => number;
}

/** Straight lines; a lone point is a dot. */
function Lines({ points, stretches, read, toX, toY, dash }: DrawnProps<number> & { dash: string | undefined }) {
  return stretches.map(({ first, last }) => {
    const places = points.slice(first, last + 1).flatMap((point, index) => {
      const value = read(point);
      return value === null ? [] : [`${toX(first + index)} ${toY(value)}`];
    });
    const [only] = places;
    if (places.length === 1 && only !== undefined) {
      const [x, y] = only.split(' ');
      return <circle key={first} cx={x} cy={y} r="2.5" fill="var(--color-accent)" />;
    }
    return (
      <path
        key={first}
        d={`M${places.join('L')}`}
        fill="none"
        stroke="var(--color-accent)"
        strokeWidth="2"
        strokeLinecap={dash === '1 3' ? 'round' : 'butt'}
        strokeDasharray={dash}
      />
    );
  });
}

function Bands({
  points,
  stretches,
  read,
  toX,
  toY,
  opacity,
}: DrawnProps<readonly [number, number]> & { opacity: number }) {
  return stretches.map(({ first, last }) => {
    const bands = points.slice(first, last + 1).map(read);
    const edge = (end: 0 | 1) =>
      bands.flatMap((band, index) => (band === null ? [] : [`${toX(first + index)} ${toY(band[end])}`]));
    return (
      <path
        key={first}
        d={`M${[...edge(1), ...edge(0).toReversed()].join('L')}Z`}
        fill="var(--color-accent)"
        fillOpacity={opacity}
      />
    );
  });
}
