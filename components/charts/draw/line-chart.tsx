'use client';
import { useRef, useState } from 'react';
import { CartesianGrid, Line, LineChart as Plot, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { isLone, type LineChartData, type LinePoint } from '../prepare/to-line-chart';
import { toNearestBucket } from '../prepare/to-zoom';
import { DragBand } from './drag-band';
import { toStroke } from './line-strokes';
import { useDrag } from './use-drag';

export interface LineChartProps {
  data: LineChartData & { axis: readonly number[] };
  /** Charts of the same one share their crosshair. */
  syncId: string;
  height: number;
  formatValue: (value: number) => string;
  /** Labels of the time axis: where they stand, in milliseconds since the epoch, and what they say. */
  ticks: ReadonlyMap<number, string>;
  /** A bucket's start for the tooltip, with its zone. */
  formatAt: (at: number) => string;
  /** A value stands until the next, as of a state: steps instead of straight lines. */
  isStepped?: boolean;
  /** The chart was dragged over from one bucket to another, by their places; absent where that means nothing. */
  onDrag?: (one: number, other: number) => void;
}

const axisStyle = { fill: 'var(--color-subtle)', fontSize: 12 };
const axisWidth = 72;
const axisHeight = 30;
/** Room for half of a label that stands at the end of the axis. */
const endRoom = 24;

/** Lines over time: straight, broken where nobody measured, the unfinished last stretch dotted. */
export function LineChart({
  data,
  syncId,
  height,
  formatValue,
  ticks,
  formatAt,
  isStepped = false,
  onDrag,
}: LineChartProps) {
  const [isPointed, setPointed] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const plotWidth = () => (frame.current?.clientWidth ?? Number.NaN) - axisWidth - endRoom;
  const toBucket = (x: number) => toNearestBucket(x - axisWidth, plotWidth(), data.points.length);
  const { drag, handlers } = useDrag(
    (clientX) => {
      const x = clientX - (frame.current?.getBoundingClientRect().left ?? Number.NaN);
      return Math.min(Math.max(x, axisWidth), axisWidth + plotWidth());
    },
    onDrag &&
      (({ from, to }) => {
        // The tooltip would tell of the place that the pointer had on the chart before.
        setPointed(false);
        onDrag(toBucket(from), toBucket(to));
      }),
  );
  return (
    <div
      ref={frame}
      aria-hidden="true"
      className={onDrag ? 'relative cursor-crosshair select-none' : 'relative'}
      onPointerLeave={() => setPointed(false)}
      {...handlers}
      onPointerMove={(event) => {
        setPointed(true);
        handlers.onPointerMove(event);
      }}
    >
      {drag === null ? null : (
        <DragBand left={Math.min(drag.from, drag.to)} right={Math.max(drag.from, drag.to)} bottom={axisHeight} />
      )}
      <ResponsiveContainer width="100%" height={height}>
        <Plot
          data={[...data.points]}
          syncId={syncId}
          accessibilityLayer={false}
          margin={{ top: 8, right: endRoom, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--color-border)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            ticks={[...ticks.keys()]}
            interval={0}
            tickFormatter={(at: number) => ticks.get(at) ?? ''}
            tick={axisStyle}
            stroke="var(--color-border-control)"
            height={axisHeight}
          />
          <YAxis
            domain={[Math.min(...data.axis), Math.max(...data.axis)]}
            ticks={[...data.axis]}
            interval={0}
            tickFormatter={formatValue}
            tick={axisStyle}
            stroke="var(--color-border-control)"
            width={axisWidth}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--color-border-control)' }}
            content={({ active, label }) => {
              const point = data.points.find(({ at }) => at === label);
              if (!active || !isPointed || !point || drag !== null) return null;
              return <PointTooltip point={point} data={data} formatValue={formatValue} formatAt={formatAt} />;
            }}
          />
          {data.shown.flatMap(({ key, values }, index) => {
            const stroke = toStroke(index);
            const shared = {
              type: isStepped ? 'stepAfter' : 'linear',
              stroke: stroke.colour,
              strokeWidth: 1.5,
              isAnimationActive: false,
            } as const;
            const dot = ({ cx, cy, index: place }: { cx?: number; cy?: number; index?: number }) =>
              place !== undefined && isLone(values, place) && cx !== undefined && cy !== undefined ? (
                <circle key={place} cx={cx} cy={cy} r="2.5" fill={stroke.colour} />
              ) : (
                <g key={place} />
              );
            return [
              <Line
                key={key}
                {...shared}
                dataKey={(point: LinePoint) => point.values[key]}
                strokeDasharray={stroke.dash}
                connectNulls={false}
                activeDot={{ r: 3 }}
                dot={dot}
              />,
              <Line
                key={`${key}-partial`}
                {...shared}
                dataKey={(point: LinePoint) => point.partial[key] ?? null}
                strokeDasharray="1 3"
                dot={dot}
                activeDot={false}
              />,
            ];
          })}
        </Plot>
      </ResponsiveContainer>
    </div>
  );
}

interface PointTooltipProps extends Pick<LineChartProps, 'formatValue' | 'formatAt'> {
  point: LinePoint;
  data: LineChartData;
}

function PointTooltip({ point, data, formatValue, formatAt }: PointTooltipProps) {
  return (
    <div className="rounded-control border bg-raised px-2 py-1 text-meta text-text shadow-floating">
      <p className="font-medium">
        {formatAt(point.at)}
        {point.isOver ? '' : ', not over yet'}
      </p>
      {data.shown.map(({ key, label }) => {
        const value = point.values[key] ?? point.partial[key] ?? null;
        return (
          <p key={key} className="flex justify-between gap-4">
            <span className="text-muted">{label}</span>
            <span className="tabular-nums">{value === null ? 'not measured' : formatValue(value)}</span>
          </p>
        );
      })}
    </div>
  );
}
